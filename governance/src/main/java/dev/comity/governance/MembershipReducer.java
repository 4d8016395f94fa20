package dev.comity.governance;

import dev.comity.governance.state.ApplicationState;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.MemberState;
import dev.comity.governance.state.MemberState.Grant;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.governance.statement.Membership;
import dev.comity.governance.statement.Terms;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Admission, roles that expire, exit and expulsion. */
final class MembershipReducer {
  /** A member's activity is noted once a day, so that the state does not change for nothing. */
  private static final Period NOTED = Period.ofDays(1);

  private MembershipReducer() {}

  static Result apply(State state, Entry entry, Membership body) {
    return switch (body) {
      case Membership.Apply application -> ask(state, entry, application);
      case Membership.Admit admission -> admit(state, entry, admission);
      case Membership.Exit exit -> exit(state, entry);
    };
  }

  private static Result ask(State state, Entry entry, Membership.Apply body) {
    Optional<Refusal> noCharter = Permission.charter(state);
    if (noCharter.isPresent()) {
      return new Result.Rejected(noCharter.get());
    }
    if (state.holds(entry.issuer(), "member")) {
      return Result.rejected(
          RefusalCode.ALREADY_MEMBER,
          Admission.charterRule(state, "membership"),
          entry.issuer() + " is a member");
    }
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    change.put(new ApplicationState(entry.issuer(), entry.index(), state.time(), body));
    effects.add(new Effect.ApplicationReceived(entry.issuer()));
    if (state.chartered().charter().membership().open() && body.roles().equals(List.of("member"))) {
      admit(
          change,
          entry.issuer(),
          body.roles(),
          Optional.empty(),
          Optional.empty(),
          entry.index(),
          effects);
    }
    return new Result.Applied(change.done(), effects);
  }

  private static Result admit(State state, Entry entry, Membership.Admit body) {
    Optional<Refusal> noPower = Permission.power(state, entry, Terms.Kind.ADMIT);
    if (noPower.isPresent()) {
      return new Result.Rejected(noPower.get());
    }
    if (!Collections.disjoint(body.roles(), Terms.SPECIAL_ROLES)) {
      return Result.rejected(
          RefusalCode.DECIDED_BY_VOTE,
          Admission.charterRule(state, "deliberation.powers.grant"),
          "only a vote grants " + Terms.SPECIAL_ROLES);
    }
    Optional<String> problem = admissible(state, body.party());
    if (problem.isPresent()) {
      return Result.rejected(
          RefusalCode.NO_APPLICATION, Admission.charterRule(state, "membership"), problem.get());
    }
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    admit(
        change,
        body.party(),
        body.roles(),
        body.memberClass(),
        body.until(),
        entry.index(),
        effects);
    return new Result.Applied(change.done(), effects);
  }

  /** Why {@code party} cannot be admitted now: nobody becomes a member without asking. */
  static Optional<String> admissible(State state, String party) {
    return state.applications().containsKey(party)
        ? Optional.empty()
        : Optional.of(party + " has not applied");
  }

  static void admit(
      Change change,
      String party,
      List<String> roles,
      Optional<String> memberClass,
      Optional<Instant> until,
      long index,
      List<Effect> effects) {
    Optional<String> controller =
        Optional.ofNullable(change.sofar().applications().get(party))
            .flatMap(application -> application.body().controller());
    roles.forEach(role -> grant(change, party, role, until, index));
    MemberState admitted = change.sofar().members().get(party);
    if (admitted == null) {
      throw new IllegalStateException("a role makes a member");
    }
    change.put(admitted.of(memberClass, controller));
    change.removeApplication(party);
    effects.add(new Effect.MemberAdmitted(party));
  }

  /** A special role ends after the charter's term at the latest. */
  static void grant(Change change, String party, String role, Optional<Instant> until, long index) {
    State state = change.sofar();
    Instant now = state.time();
    Optional<Instant> end = until;
    if (Terms.SPECIAL_ROLES.contains(role)) {
      Instant latest = Times.plus(now, state.chartered().charter().membership().specialTerm());
      end = Optional.of(until.map(asked -> Times.earlier(asked, latest)).orElse(latest));
    }
    MemberState before =
        state
            .members()
            .getOrDefault(
                party,
                new MemberState(
                    party,
                    index,
                    Optional.empty(),
                    Collections.emptySortedMap(),
                    Optional.empty(),
                    Optional.empty(),
                    now));
    Optional.ofNullable(before.roles().get(role))
        .ifPresent(held -> dropEnd(change, party, role, held));
    Grant grant = new Grant(index, end);
    change.put(before.with(role, grant, now));
    end.ifPresent(at -> change.put(roleEnd(party, role, index, at)));
  }

  static void revoke(Change change, MemberState member, String role) {
    Optional.ofNullable(member.roles().get(role))
        .ifPresent(held -> dropEnd(change, member.party(), role, held));
    MemberState after = member.without(role);
    if (after.roles().isEmpty()) {
      change.removeMember(member.party());
    } else {
      change.put(after);
    }
  }

  private static void dropEnd(Change change, String party, String role, Grant held) {
    held.until().ifPresent(at -> change.remove(roleEnd(party, role, held.index(), at)));
  }

  private static Deadline roleEnd(String party, String role, long index, Instant at) {
    return new Deadline(at, index, Deadline.Kind.ROLE_END, role + " " + party);
  }

  static void expire(Change change, String subject, List<Effect> effects) {
    int space = subject.indexOf(' ');
    String role = subject.substring(0, space);
    String party = subject.substring(space + 1);
    MemberState member = change.sofar().members().get(party);
    if (member != null && member.holds(role)) {
      revoke(change, member, role);
      effects.add(new Effect.RoleExpired(party, role));
    }
  }

  private static Result exit(State state, Entry entry) {
    MemberState member = state.members().get(entry.issuer());
    if (member == null) {
      return Result.rejected(
          RefusalCode.NOT_MEMBER,
          "semantics §community",
          entry.issuer() + " holds no role here that it could leave");
    }
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.MemberLeft(entry.issuer()));
    leave(change, member, entry.index(), effects);
    return new Result.Applied(change.done(), effects);
  }

  /**
   * Takes every role and gives the party's certificates back. Open votes keep the electorate that
   * they froze.
   */
  static void leave(Change change, MemberState member, long index, List<Effect> effects) {
    for (String role : member.roles().keySet()) {
      MemberState now = change.sofar().members().get(member.party());
      if (now != null) {
        revoke(change, now, role);
      }
    }
    change.removeApplication(member.party());
    for (SystemState system : change.sofar().systems().values()) {
      if (system.provider().equals(member.party())) {
        CertificateReducer.surrender(change, system, index, effects);
      }
    }
  }

  /** Notes that the issuer is there, for dormancy. */
  static State active(State state, String issuer) {
    MemberState member = state.members().get(issuer);
    if (member == null || state.now().isEmpty()) {
      return state;
    }
    Instant now = state.time();
    return now.isBefore(Times.plus(member.lastActive(), NOTED))
        ? state
        : state.change().put(member.active(now)).sofar();
  }
}
