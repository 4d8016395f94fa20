package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets time pass: deadlines fire here and nowhere else, ordered by time, then by causing entry. */
final class ClockReducer {
  private ClockReducer() {}

  static Result advance(State state, Entry entry, Body.Clock clock) {
    Optional<Refusal> notOperator = Permission.operator(state, entry);
    if (notOperator.isPresent()) {
      return new Result.Rejected(notOperator.get());
    }
    if (state.now().isPresent() && !clock.now().isAfter(state.now().get())) {
      return Result.rejected(
          RefusalCode.CLOCK_NOT_ADVANCING,
          "semantics §time",
          "expected a time after " + state.now().get() + ", found " + clock.now());
    }
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.ClockAdvanced(clock.now()));
    Change change = state.change().now(clock.now());
    for (Optional<Deadline> due = due(change); due.isPresent(); due = due(change)) {
      change.remove(due.get());
      fire(change, due.get(), entry, effects);
    }
    return new Result.Applied(change.done(), effects);
  }

  /**
   * The first deadline that has come. Looked for anew each time: what one fires can end or set
   * others.
   */
  private static Optional<Deadline> due(Change change) {
    State state = change.sofar();
    return state.deadlines().stream()
        .findFirst()
        .filter(deadline -> !deadline.at().isAfter(state.now().orElseThrow()));
  }

  private static void fire(Change change, Deadline due, Entry entry, List<Effect> effects) {
    long index = entry.index();
    String subject = due.subject();
    switch (due.kind()) {
      case EXPIRY -> CertificateReducer.expire(change, subject, index, effects);
      case REMEDY -> CertificateReducer.missRemedy(change, subject, index, effects);
      case RULES_TURN -> RuleReducer.turn(change, index, effects);
      case RESPONSE -> ConcernReducer.missResponse(change, subject, index, effects);
      case STAGE -> ConcernReducer.missStage(change, subject, index, effects);
      case VOTE_END -> DeliberationReducer.endVote(change, id(due), index, effects);
      case EXECUTION -> DeliberationReducer.execute(change, id(due), due.at(), index, effects);
      case ROLE_END -> MembershipReducer.expire(change, subject, effects);
      case EMERGENCY_END -> EmergencyReducer.lapse(change, id(due), index, effects);
      case COMMITMENT -> LoopReducer.breakPledge(change, id(due), index, effects);
      case FORECAST -> LoopReducer.reachHorizon(change, id(due), effects);
      case SANCTION -> SanctionReducer.due(change, id(due), index, effects);
      case PANEL -> CaseReducer.draw(change, id(due), entry.statement().id(), index, effects);
      case RULING -> CaseReducer.endRuling(change, id(due), entry.statement().id(), index, effects);
      case RECOVERY -> KeyReducer.finishRecovery(change, subject, index, effects);
      case RECOGNITION_END -> RecognitionReducer.expire(change, subject, effects);
    }
  }

  private static Hash id(Deadline due) {
    return Hash.fromHex(due.subject());
  }
}
