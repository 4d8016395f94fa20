package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.CaseState.Matter;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.ConcernState;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.EvidenceState;
import dev.comity.governance.state.ProposalState;
import dev.comity.governance.state.SanctionState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.governance.statement.Loop;
import dev.comity.governance.statement.Loop.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The right to challenge: contests, panels and rulings. */
final class CaseReducer {
  private CaseReducer() {}

  /** The id of a case that no statement of its own opened. */
  static Hash id(Hash subject, long index) {
    return Hash.of(Bytes.utf8("case\n" + subject.hex() + "\n" + index));
  }

  static CaseState opened(
      Hash id,
      long index,
      Matter matter,
      Hash subject,
      SystemState system,
      Optional<String> complainant,
      SortedSet<String> barred) {
    return opened(
        id, index, matter, subject, system.card().system(), complainant, system.provider(), barred);
  }

  private static CaseState opened(
      Hash id,
      long index,
      Matter matter,
      Hash subject,
      String system,
      Optional<String> complainant,
      String respondent,
      SortedSet<String> barred) {
    return new CaseState(
        id,
        index,
        matter,
        subject,
        system,
        complainant,
        respondent,
        List.of(),
        barred,
        new java.util.TreeMap<>(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** The panel is drawn at the first clock not before {@code drawAt}, with the clock's own id. */
  static void open(Change change, CaseState opened, Instant drawAt, List<Effect> effects) {
    change.put(opened);
    change.put(Deadline.of(drawAt, opened.index(), Deadline.Kind.PANEL, opened.id()));
    effects.add(new Effect.CaseOpened(opened.id(), opened.matter()));
  }

  static boolean pending(State state, Hash subject) {
    return state.cases().values().stream()
        .anyMatch(c -> c.subject().equals(subject) && c.result().isEmpty());
  }

  /** Everybody who has sat in a case about {@code subject}. */
  static SortedSet<String> earlierPanels(State state, Hash subject) {
    SortedSet<String> sat = new TreeSet<>();
    for (CaseState earlier : state.cases().values()) {
      if (earlier.subject().equals(subject)) {
        sat.addAll(earlier.panel());
        sat.addAll(earlier.rulings().keySet());
        sat.addAll(earlier.barred());
      }
    }
    return sat;
  }

  static Result contest(State state, Entry entry, Loop.Contest body) {
    Optional<Refusal> noCharter = Permission.charter(state);
    if (noCharter.isPresent()) {
      return new Result.Rejected(noCharter.get());
    }
    Optional<CaseState> made = contested(state, entry, body.subject());
    if (made.isEmpty()) {
      return notContestable(body.subject());
    }
    if (pending(state, body.subject())) {
      return Result.rejected(
          RefusalCode.NOT_CONTESTABLE,
          "semantics §public loop",
          "a panel is at " + body.subject() + " already");
    }
    CaseState opened = made.get();
    if (!concerned(state, opened, entry.issuer())) {
      return Result.rejected(
          RefusalCode.NOT_PARTY_TO_IT,
          "semantics §public loop",
          entry.issuer() + " is not concerned and may not contest this");
    }
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    if (opened.matter() == Matter.APPEAL) {
      SanctionReducer.stopClock(change, state.sanction(opened.subject()));
    }
    if (opened.matter() == Matter.RESPONSE) {
      ConcernReducer.move(
          change, opened.subject(), ConcernState.Stage.CONTESTED, entry.index(), effects);
    }
    open(change, opened, state.time(), effects);
    return new Result.Applied(change.done(), effects);
  }

  private static Result notContestable(Hash subject) {
    return Result.rejected(
        RefusalCode.NOT_CONTESTABLE,
        "semantics §public loop",
        subject
            + " is no answer to an open concern, sanction that is not final, veto or evidence of"
            + " a current version");
  }

  /** The case that contesting {@code subject} would open. */
  private static Optional<CaseState> contested(State state, Entry entry, Hash subject) {
    Hash id = entry.statement().id();
    Optional<String> who = Optional.of(entry.issuer());
    SortedSet<String> sat = earlierPanels(state, subject);
    ConcernState concern = state.concerns().get(subject);
    if (concern != null && !concern.closed() && concern.answer().isPresent()) {
      SystemState system = state.system(concern.body().system());
      return Optional.of(opened(id, entry.index(), Matter.RESPONSE, subject, system, who, sat));
    }
    SanctionState sanction = state.sanctions().get(subject);
    if (sanction != null && sanction.status() == SanctionState.Status.IMPOSED) {
      SystemState system = state.system(sanction.system());
      return Optional.of(opened(id, entry.index(), Matter.APPEAL, subject, system, who, sat));
    }
    ProposalState proposal = state.proposals().get(subject);
    if (proposal != null && proposal.status() == ProposalState.Status.VETOED) {
      String guardian = proposal.vetoedBy().orElseThrow();
      return Optional.of(opened(id, entry.index(), Matter.VETO, subject, "", who, guardian, sat));
    }
    EvidenceState evidence = state.evidence().get(subject);
    if (evidence != null && state.system(evidence.body().system()).evidence().contains(subject)) {
      SystemState system = state.system(evidence.body().system());
      return Optional.of(
          opened(
              id,
              entry.index(),
              Matter.EVIDENCE,
              subject,
              system.card().system(),
              who,
              evidence.issuer(),
              sat));
    }
    return Optional.empty();
  }

  private static boolean concerned(State state, CaseState opened, String issuer) {
    return switch (opened.matter()) {
      case RESPONSE -> issuer.equals(concern(state, opened).raisedBy());
      case APPEAL -> issuer.equals(opened.respondent()) && !appealed(state, opened.subject());
      case VETO ->
          state.proposal(opened.subject()).electorate().containsKey(issuer)
              && !VetoReducer.contested(state, state.proposal(opened.subject()));
      case EVIDENCE ->
          !issuer.equals(opened.respondent())
              && state.members().containsKey(issuer)
              && earlierPanels(state, opened.subject()).isEmpty();
      case SANCTION, CURE -> false;
    };
  }

  private static ConcernState concern(State state, CaseState opened) {
    return state.concern(opened.subject());
  }

  private static boolean appealed(State state, Hash sanction) {
    return state.cases().values().stream()
        .anyMatch(c -> c.matter() == Matter.APPEAL && c.subject().equals(sanction));
  }

  /** At a clock: {@code cause} is the clock's statement. */
  static void draw(Change change, Hash id, Hash cause, long index, List<Effect> effects) {
    State state = change.sofar();
    CaseState drawn = state.panelCase(id);
    if (drawn.result().isPresent()) {
      return;
    }
    List<String> seats =
        Panel.draw(state, drawn, state.chartered().charter().sanctions().panel(), List.of(), cause);
    if (seats.isEmpty()) {
      lapse(change, drawn, index, effects);
      return;
    }
    seat(change, drawn, seats, cause, false, effects);
  }

  private static void seat(
      Change change,
      CaseState drawn,
      List<String> seats,
      Hash cause,
      boolean again,
      List<Effect> effects) {
    State state = change.sofar();
    Instant by = Times.plus(state.time(), state.chartered().charter().sanctions().ruling());
    change.put(drawn.drawn(seats, by, again));
    change.put(Deadline.of(by, drawn.index(), Deadline.Kind.RULING, drawn.id()));
    effects.add(
        new Effect.PanelDrawn(drawn.id(), String.join(" ", seats), Panel.seed(drawn.id(), cause)));
  }

  static Result rule(State state, Entry entry, Loop.Ruling body) {
    CaseState ruled = state.cases().get(body.subject());
    Optional<Refusal> refusal = refusal(entry, body, ruled);
    if (refusal.isPresent() || ruled == null) {
      return new Result.Rejected(refusal.orElseThrow());
    }
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    if (body.conflictOfInterest()) {
      recuse(change, ruled, entry, effects);
      return new Result.Applied(change.done(), effects);
    }
    CaseState next =
        ruled.ruled(entry.issuer(), new CaseState.Vote(entry.index(), body.verdict(), body.cut()));
    change.put(next);
    effects.add(new Effect.RulingRecorded(next.id(), entry.issuer(), body.verdict()));
    majority(next, next.panel().size())
        .ifPresent(verdict -> decide(change, next, verdict, false, entry.index(), effects));
    return new Result.Applied(change.done(), effects);
  }

  private static Optional<Refusal> refusal(
      Entry entry, Loop.Ruling body, @org.jspecify.annotations.Nullable CaseState ruled) {
    if (ruled == null) {
      return refuse(RefusalCode.UNKNOWN_CASE, "no case " + body.subject() + " is known here");
    }
    if (ruled.result().isPresent()) {
      return refuse(RefusalCode.CASE_CLOSED, "the case is decided");
    }
    return ruled.panel().contains(entry.issuer())
        ? Optional.empty()
        : refuse(RefusalCode.NOT_ON_PANEL, entry.issuer() + " does not sit on this panel");
  }

  private static Optional<Refusal> refuse(RefusalCode code, String detail) {
    return Optional.of(new Refusal(code, "semantics §sanctions", detail));
  }

  /** A panelist with a conflict gives the seat to another, if there is one. */
  private static void recuse(Change change, CaseState ruled, Entry entry, List<Effect> effects) {
    SortedSet<String> barred = new TreeSet<>(ruled.barred());
    barred.add(entry.issuer());
    change.remove(ruling(ruled));
    List<String> kept =
        ruled.panel().stream().filter(seat -> !seat.equals(entry.issuer())).toList();
    boolean again = ruled.redrawn(); // Another seat does not use up the one redraw for silence.
    reseat(change, ruled, barred, kept, entry.statement().id(), again, entry.index(), effects);
  }

  private static void reseat(
      Change change,
      CaseState ruled,
      SortedSet<String> barred,
      List<String> kept,
      Hash cause,
      boolean again,
      long index,
      List<Effect> effects) {
    CaseState open =
        new CaseState(
            ruled.id(),
            ruled.index(),
            ruled.matter(),
            ruled.subject(),
            ruled.system(),
            ruled.complainant(),
            ruled.respondent(),
            kept,
            barred,
            ruled.rulings(),
            ruled.redrawn(),
            ruled.ruleBy(),
            ruled.result());
    List<String> seats = Panel.draw(change.sofar(), open, ruled.panel().size(), kept, cause);
    if (seats.isEmpty()) {
      lapse(change, open, index, effects);
    } else {
      seat(change, open, seats, cause, again, effects);
    }
  }

  private static Deadline ruling(CaseState drawn) {
    return Deadline.of(
        drawn.ruleBy().orElseThrow(), drawn.index(), Deadline.Kind.RULING, drawn.id());
  }

  /** The verdict of more than half of {@code seats}. */
  private static Optional<Verdict> majority(CaseState ruled, int seats) {
    for (Verdict verdict : Verdict.values()) {
      long votes =
          ruled.rulings().entrySet().stream()
              .filter(one -> ruled.panel().contains(one.getKey()))
              .filter(one -> one.getValue().verdict() == verdict)
              .count();
      if (2 * votes > seats) {
        return Optional.of(verdict);
      }
    }
    return Optional.empty();
  }

  /** Silent seats are filled again once; then the case ends as it stands, or lapses. */
  static void endRuling(Change change, Hash id, Hash cause, long index, List<Effect> effects) {
    CaseState ruled = change.sofar().panelCase(id);
    if (ruled.result().isPresent()) {
      return;
    }
    List<String> spoke =
        ruled.panel().stream().filter(seat -> ruled.rulings().containsKey(seat)).toList();
    if (!ruled.redrawn()) {
      SortedSet<String> barred = new TreeSet<>(ruled.barred());
      barred.addAll(ruled.panel());
      barred.removeAll(spoke);
      reseat(change, ruled, barred, spoke, cause, true, index, effects);
      return;
    }
    Optional<Verdict> verdict = majority(ruled, spoke.size());
    if (verdict.isPresent()) {
      decide(change, ruled, verdict.get(), false, index, effects);
    } else {
      lapse(change, ruled, index, effects);
    }
  }

  private static void lapse(Change change, CaseState ruled, long index, List<Effect> effects) {
    effects.add(new Effect.CaseLapsed(ruled.id()));
    Verdict benefit =
        switch (ruled.matter()) {
          // Nobody is punished, and no vote is stopped, for want of a panel.
          case SANCTION, APPEAL, VETO -> Verdict.OVERTURNED;
          case CURE, RESPONSE, EVIDENCE -> Verdict.UPHELD;
        };
    decide(change, ruled, benefit, true, index, effects);
  }

  private static void decide(
      Change change,
      CaseState ruled,
      Verdict verdict,
      boolean lapsed,
      long index,
      List<Effect> effects) {
    ruled.ruleBy().ifPresent(by -> change.remove(ruling(ruled)));
    change.put(ruled.ended(new CaseState.Result(index, verdict, lapsed)));
    if (!lapsed) {
      effects.add(new Effect.CaseDecided(ruled.id(), verdict));
    }
    boolean upheld = verdict == Verdict.UPHELD;
    switch (ruled.matter()) {
      case SANCTION -> {
        if (upheld) {
          SanctionReducer.uphold(change, ruled.subject(), cut(ruled), index, effects);
        } else {
          SanctionReducer.lift(change, ruled.subject(), index, effects);
        }
      }
      case APPEAL -> {
        if (upheld) {
          SanctionReducer.settle(change, ruled.subject(), index, effects);
        } else {
          SanctionReducer.lift(change, ruled.subject(), index, effects);
        }
      }
      case CURE -> {
        if (!upheld) {
          SanctionReducer.lift(change, ruled.subject(), index, effects);
        }
      }
      case RESPONSE -> ConcernReducer.ruled(change, ruled.subject(), upheld, index, effects);
      case VETO -> {
        if (!upheld) {
          DeliberationReducer.restore(change, ruled.subject(), index, effects);
        }
      }
      case EVIDENCE -> {
        if (!upheld) {
          EvidenceReducer.strike(change, ruled.subject(), index, effects);
        }
      }
    }
  }

  /** What everybody who upholds the sanction would cut at least one of. */
  private static SortedSet<String> cut(CaseState ruled) {
    SortedSet<String> cut = new TreeSet<>();
    ruled.rulings().values().stream()
        .filter(vote -> vote.verdict() == Verdict.UPHELD)
        .forEach(vote -> cut.addAll(vote.cut()));
    return cut;
  }
}
