package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.CharterState;
import dev.comity.governance.state.MemberState;
import dev.comity.governance.state.ProposalState;
import dev.comity.governance.state.ProposalState.Required;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.governance.statement.Terms;
import dev.comity.governance.statement.Terms.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What proposals do: by which rule, on what, and how. */
final class Actions {
  private Actions() {}

  static String name(Action action) {
    return action
        .getClass()
        .getSimpleName()
        .replaceAll("([a-z])([A-Z])", "$1-$2")
        .toLowerCase(Locale.ROOT);
  }

  /** Which kinds of decision an action is. */
  private static List<Kind> kinds(Action action) {
    return switch (action) {
      case Action.AmendCharter amend -> amendmentKinds(amend);
      case Action.AdoptRulebook a -> List.of(Kind.ADOPT_RULEBOOK);
      case Action.RetireRulebook a -> List.of(Kind.ADOPT_RULEBOOK);
      // Whoever is let in with an office is granted that office.
      case Action.Admit admit ->
          admit.roles().equals(List.of("member"))
              ? List.of(Kind.ADMIT)
              : List.of(Kind.ADMIT, Kind.GRANT);
      case Action.Grant a -> List.of(Kind.GRANT);
      case Action.Revoke a -> List.of(Kind.GRANT);
      case Action.Expel a -> List.of(Kind.EXPEL);
      case Action.Recognise a -> List.of(Kind.RECOGNISE);
      case Action.EndRecognition a -> List.of(Kind.RECOGNISE);
      case Action.RenewEmergency a -> List.of(Kind.EMERGENCY);
    };
  }

  private static List<Kind> amendmentKinds(Action.AmendCharter amend) {
    List<Kind> kinds = new ArrayList<>();
    Map<String, Json> changes = ((Json.Obj) amend.changes()).fields();
    if (changes.containsKey("parents")) {
      kinds.add(Kind.PARENTS);
    }
    if (changes.keySet().stream().anyMatch(section -> !section.equals("parents"))) {
      kinds.add(Kind.AMEND_CHARTER);
    }
    return kinds;
  }

  /**
   * The thresholds of an action; an amendment must reach those of the charter before and after it,
   * so that nobody lowers a threshold by less than the threshold.
   */
  static List<Required> required(State state, Action action, int option) {
    List<Required> required = new ArrayList<>();
    for (Kind kind : kinds(action)) {
      byVote(state.chartered().charter().deliberation(), kind)
          .ifPresent(threshold -> required.add(new Required(option, kind, threshold)));
      after(state, action)
          .flatMap(terms -> byVote(terms, kind))
          .map(threshold -> new Required(option, kind, threshold))
          .filter(next -> !required.contains(next))
          .ifPresent(required::add);
    }
    return required;
  }

  private static Optional<Terms.Threshold> byVote(Terms.Deliberation terms, Kind kind) {
    return terms.power(kind) instanceof Terms.Power.ByVote vote
        ? Optional.of(vote.threshold())
        : Optional.empty();
  }

  private static Optional<Terms.Deliberation> after(State state, Action action) {
    if (!(action instanceof Action.AmendCharter amend)) {
      return Optional.empty();
    }
    try {
      return Optional.of(amended(state, amend).charter().deliberation());
    } catch (VerificationException e) {
      return Optional.empty();
    }
  }

  /** The quorum that would hold after the action. */
  static Terms.Fraction quorumAfter(State state, Action action) {
    return after(state, action).orElse(state.chartered().charter().deliberation()).quorum();
  }

  static Terms.Fraction stricter(Terms.Fraction a, Terms.Fraction b) {
    return a.reached(b.n(), b.d(), false) ? b : a;
  }

  private static Amendment amended(State state, Action.AmendCharter amend)
      throws VerificationException {
    return Amendment.of(state.chartered().source(), amend.changes());
  }

  /** Why {@code action} could not be done now. */
  static Optional<String> problem(State state, Action action) {
    for (Kind kind : kinds(action)) {
      if (state.chartered().charter().deliberation().power(kind)
          instanceof Terms.Power.ByRole byRole) {
        return Optional.of(name(action) + ": the charter leaves this to the role " + byRole.role());
      }
    }
    return execute(state.change(), action, Optional.empty(), state.size(), new ArrayList<>())
        .map(problem -> name(action) + ": " + problem);
  }

  /** Whether the action is about the party itself, which then abstains. */
  static boolean concerns(Deliberation.Propose body, String party) {
    return body.options().stream()
        .flatMap(option -> option.actions().stream())
        .anyMatch(
            action ->
                switch (action) {
                  case Action.Expel expel -> expel.party().equals(party);
                  case Action.Revoke revoke -> revoke.party().equals(party);
                  case Action.Admit a -> false;
                  case Action.Grant a -> false;
                  case Action.AmendCharter a -> false;
                  case Action.AdoptRulebook a -> false;
                  case Action.RetireRulebook a -> false;
                  case Action.Recognise a -> false;
                  case Action.EndRecognition a -> false;
                  case Action.RenewEmergency a -> false;
                });
  }

  /** A hash of what the action would change, as it is now. */
  static Hash touched(State state, Action action) {
    String text =
        switch (action) {
          case Action.AmendCharter amend -> sections(state.chartered(), amend);
          case Action.AdoptRulebook adopt ->
              RuleReducer.touched(state, adopt.rulebook(), adopt.version());
          case Action.RetireRulebook retire ->
              RuleReducer.touched(state, retire.rulebook(), retire.version());
          case Action.Admit admit -> place(state, admit.party());
          case Action.Grant grant -> place(state, grant.party());
          case Action.Revoke revoke -> place(state, revoke.party());
          case Action.Expel expel -> place(state, expel.party());
          case Action.Recognise recognise -> recognition(state, recognise.terms().log());
          case Action.EndRecognition end -> recognition(state, end.log());
          case Action.RenewEmergency renew ->
              Optional.ofNullable(state.emergencies().get(renew.emergency()))
                  .map(e -> e.until() + " " + e.lapsed())
                  .orElse("none");
        };
    return Hash.of(Bytes.utf8(name(action) + " " + text));
  }

  private static String sections(CharterState charter, Action.AmendCharter amend) {
    Map<String, Json> now = ((Json.Obj) charter.source()).fields();
    Map<String, Json> touched = new TreeMap<>();
    for (String section : ((Json.Obj) amend.changes()).fields().keySet()) {
      Optional.ofNullable(now.get(section)).ifPresent(value -> touched.put(section, value));
    }
    return new Json.Obj(touched).canonical();
  }

  /** Roles with the entries that gave them: what is given anew is not what it was. */
  private static String place(State state, String party) {
    MemberState member = state.members().get(party);
    StringBuilder text = new StringBuilder(party);
    if (member != null) {
      member.roles().forEach((role, grant) -> text.append(' ').append(role).append(grant.index()));
    }
    return text.toString();
  }

  private static String recognition(State state, String log) {
    return Optional.ofNullable(state.recognitions().get(log))
        .map(r -> log + " " + r.index())
        .orElse(log);
  }

  static Optional<String> execute(
      Change change, Action action, ProposalState proposal, long index, List<Effect> effects) {
    return execute(change, action, Optional.of(proposal), index, effects);
  }

  /** Does it, or says why it cannot be done; then {@code change} is not to be used. */
  static Optional<String> execute(
      Change change,
      Action action,
      Optional<ProposalState> proposal,
      long index,
      List<Effect> effects) {
    return switch (action) {
      case Action.AmendCharter amend ->
          amend(change, amend, proposal.map(ProposalState::index).orElse(index), index, effects);
      case Action.AdoptRulebook adopt -> RuleReducer.adopt(change, adopt, index, effects);
      case Action.RetireRulebook retire -> RuleReducer.retire(change, retire, index, effects);
      case Action.Admit admit -> admit(change, admit, index, effects);
      case Action.Grant grant -> grant(change, grant, index, effects);
      case Action.Revoke revoke -> revoke(change, revoke, effects);
      case Action.Expel expel -> expel(change, expel, index, effects);
      case Action.Recognise recognise ->
          RecognitionReducer.begin(change, recognise.terms(), Optional.empty(), index, effects);
      case Action.EndRecognition end -> RecognitionReducer.end(change, end.log(), effects);
      case Action.RenewEmergency renew ->
          EmergencyReducer.renew(change, renew.emergency(), effects);
    };
  }

  private static Optional<String> amend(
      Change change, Action.AmendCharter amend, long proposed, long index, List<Effect> effects) {
    State state = change.sofar();
    try {
      Amendment amendment = amended(state, amend);
      change.charter(
          state
              .chartered()
              .amended(
                  amendment.charter(),
                  amendment.source(),
                  new CharterState.Amendment(proposed, index)));
      RuleReducer.dropOrphans(change, index, effects);
      effects.add(new Effect.CharterAmended(amendment.charter().community()));
      return Optional.empty();
    } catch (VerificationException e) {
      return Optional.of(e.detail());
    }
  }

  private static Optional<String> admit(
      Change change, Action.Admit admit, long index, List<Effect> effects) {
    Optional<String> problem = MembershipReducer.admissible(change.sofar(), admit.party());
    if (problem.isEmpty()) {
      MembershipReducer.admit(
          change, admit.party(), admit.roles(), admit.memberClass(), admit.until(), index, effects);
    }
    return problem;
  }

  private static Optional<String> grant(
      Change change, Action.Grant grant, long index, List<Effect> effects) {
    State state = change.sofar();
    if (!state.parties().containsKey(grant.party())) {
      return Optional.of(grant.party() + " is not declared here");
    }
    if (grant.role().equals("member") && !state.holds(grant.party(), "member")) {
      return Optional.of("members are admitted, which asks for an application");
    }
    if (grant.until().isPresent() && !grant.until().get().isAfter(state.time())) {
      return Optional.of("expected an end in the future, found " + grant.until().get());
    }
    MembershipReducer.grant(change, grant.party(), grant.role(), grant.until(), index);
    effects.add(new Effect.RoleGranted(grant.party(), grant.role()));
    return Optional.empty();
  }

  private static Optional<String> revoke(
      Change change, Action.Revoke revoke, List<Effect> effects) {
    MemberState member = change.sofar().members().get(revoke.party());
    if (member == null || !member.holds(revoke.role())) {
      return Optional.of(revoke.party() + " has not the role " + revoke.role());
    }
    MembershipReducer.revoke(change, member, revoke.role());
    effects.add(new Effect.RoleRevoked(revoke.party(), revoke.role()));
    return Optional.empty();
  }

  private static Optional<String> expel(
      Change change, Action.Expel expel, long index, List<Effect> effects) {
    MemberState member = change.sofar().members().get(expel.party());
    if (member == null) {
      return Optional.of(expel.party() + " holds no role here");
    }
    effects.add(new Effect.MemberExpelled(expel.party()));
    MembershipReducer.leave(change, member, index, effects);
    return Optional.empty();
  }
}
