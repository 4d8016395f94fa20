package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.ConcernState;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.governance.statement.Body;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The public loop, first half: concerns and their answers, each on a clock from the charter. */
final class ConcernReducer {
  private ConcernReducer() {}

  /**
   * Anybody may raise a concern, with a declared key or with one that the statement brings along.
   */
  static Result raise(State state, Entry entry, Body.Concern concern) {
    Optional<Refusal> noCharter = Permission.charter(state);
    if (noCharter.isPresent()) {
      return new Result.Rejected(noCharter.get());
    }
    if (!state.systems().containsKey(concern.system())) {
      return SystemReducer.unknown(concern.system());
    }
    Instant raisedAt = state.now().orElseThrow();
    Instant dueAt =
        raisedAt
            .atZone(ZoneOffset.UTC)
            .plus(state.charter().orElseThrow().charter().responseWindow())
            .toInstant();
    Hash id = entry.statement().id();
    ConcernState raised =
        new ConcernState(
            id, entry.index(), entry.issuer(), concern, raisedAt, dueAt, false, Optional.empty());
    return new Result.Applied(
        state
            .change()
            .put(raised)
            .put(new Deadline(dueAt, entry.index(), Deadline.Kind.RESPONSE, id.hex()))
            .done(),
        List.of(new Effect.ConcernRaised(concern.system(), id)));
  }

  static Result answer(State state, Entry entry, Body.Response response) {
    ConcernState concern = state.concerns().get(response.concern());
    if (concern == null) {
      return Result.rejected(
          RefusalCode.UNKNOWN_CONCERN,
          "semantics §public loop",
          "no concern " + response.concern() + " is logged here");
    }
    SystemState system = state.system(concern.body().system());
    if (!system.provider().equals(entry.issuer())) {
      return SystemReducer.notProvider(system);
    }
    if (concern.answer().isPresent()) {
      return Result.rejected(
          RefusalCode.ALREADY_ANSWERED,
          "semantics §public loop, entry " + concern.answer().get().index(),
          "the concern has its answer");
    }
    ConcernState.Answer answer =
        new ConcernState.Answer(entry.index(), state.now().orElseThrow(), response);
    Change change = state.change().put(concern.answered(answer));
    change.remove(
        new Deadline(concern.dueAt(), concern.index(), Deadline.Kind.RESPONSE, concern.id().hex()));
    return new Result.Applied(
        change.done(),
        List.of(
            new Effect.ConcernAnswered(concern.body().system(), concern.id(), response.outcome())));
  }

  static void missResponse(Change change, String concernId, List<Effect> effects) {
    ConcernState concern = change.sofar().concern(Hash.fromHex(concernId));
    change.put(concern.missed());
    effects.add(new Effect.ResponseMissed(concern.body().system(), concern.id()));
  }
}
