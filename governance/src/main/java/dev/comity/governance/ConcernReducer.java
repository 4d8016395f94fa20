package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.ConcernState;
import dev.comity.governance.state.ConcernState.Stage;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Body.ResponseOutcome;
import dev.comity.governance.statement.Loop;
import dev.comity.governance.statement.Terms;
import dev.comity.rules.Trigger;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The public loop: raised, acknowledged, assessed, answered, remediated, verified, closed or
 * contested; each step on a clock from the charter.
 */
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
    Instant raisedAt = state.time();
    Instant dueAt = Times.plus(raisedAt, state.chartered().charter().responseWindow());
    Hash id = entry.statement().id();
    ConcernState raised =
        new ConcernState(
            id,
            entry.index(),
            entry.issuer(),
            concern,
            raisedAt,
            dueAt,
            false,
            Optional.empty(),
            List.of(new ConcernState.Step(Stage.RAISED, entry.index(), raisedAt)),
            new java.util.TreeMap<>(),
            false);
    Change change = state.change();
    change.put(raised);
    change.put(response(raised));
    Terms.Loop clocks = state.chartered().charter().clocks();
    start(change, id, Stage.ACKNOWLEDGED, clocks.acknowledge());
    start(change, id, Stage.ASSESSED, clocks.assess());
    return new Result.Applied(
        change.done(), List.of(new Effect.ConcernRaised(concern.system(), id)));
  }

  private static Deadline response(ConcernState concern) {
    return Deadline.of(concern.dueAt(), concern.index(), Deadline.Kind.RESPONSE, concern.id());
  }

  static Result answer(State state, Entry entry, Body.Response response) {
    ConcernState concern = state.concerns().get(response.concern());
    if (concern == null) {
      return unknown(response.concern());
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
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    if (!response.outcome().answers()) {
      Stage stage =
          response.outcome() == ResponseOutcome.ACKNOWLEDGED ? Stage.ACKNOWLEDGED : Stage.ASSESSED;
      if (concern.has(stage)) {
        return Result.rejected(
            RefusalCode.STAGE_CLOSED,
            "semantics §public loop, entry " + concern.index(),
            "the concern is " + stage.text() + " already");
      }
      move(change, concern.id(), stage, entry.index(), effects);
      return new Result.Applied(change.done(), effects);
    }
    change.put(concern.answered(new ConcernState.Answer(entry.index(), state.time(), response)));
    change.remove(response(concern));
    stop(change, concern.id(), Stage.ACKNOWLEDGED);
    stop(change, concern.id(), Stage.ASSESSED);
    change.put(
        change.sofar().concern(concern.id()).step(Stage.ANSWERED, entry.index(), state.time()));
    effects.add(
        new Effect.ConcernAnswered(concern.body().system(), concern.id(), response.outcome()));
    if (response.outcome() == ResponseOutcome.REFUSED) {
      Period appeal = state.chartered().charter().sanctions().appeal();
      start(change, concern.id(), Stage.CLOSED, Optional.of(appeal));
    } else {
      remediate(change, concern.id());
    }
    return new Result.Applied(change.done(), effects);
  }

  private static void remediate(Change change, Hash id) {
    start(change, id, Stage.REMEDIATED, change.sofar().chartered().charter().clocks().remediate());
  }

  static Result remedy(State state, Entry entry, Loop.Remediation body) {
    ConcernState concern = state.concerns().get(body.concern());
    if (concern == null) {
      return unknown(body.concern());
    }
    SystemState system = state.system(concern.body().system());
    boolean done = body.step() == Loop.Step.DONE;
    if (done && !system.provider().equals(entry.issuer())) {
      return SystemReducer.notProvider(system);
    }
    if (!done && !mayVerify(state, concern, system, entry.issuer())) {
      return Result.rejected(
          RefusalCode.NOT_PARTY_TO_IT,
          "semantics §public loop",
          "whoever raised the concern, or an assessor, says whether it is remedied");
    }
    boolean inOrder =
        !concern.closed()
            && concern.answer().isPresent()
            && (done ? concern.stage() != Stage.REMEDIATED : concern.stage() == Stage.REMEDIATED);
    if (!inOrder) {
      return Result.rejected(
          RefusalCode.STAGE_CLOSED,
          "semantics §public loop, entry " + concern.index(),
          "the concern is " + concern.stage().text() + (concern.closed() ? " and closed" : ""));
    }
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    switch (body.step()) {
      case DONE -> {
        move(change, concern.id(), Stage.REMEDIATED, entry.index(), effects);
        start(change, concern.id(), Stage.VERIFIED, state.chartered().charter().clocks().verify());
      }
      case VERIFIED -> {
        move(change, concern.id(), Stage.VERIFIED, entry.index(), effects);
        close(change, concern.id(), entry.index(), effects);
      }
      case REJECTED -> {
        stop(change, concern.id(), Stage.VERIFIED);
        move(change, concern.id(), Stage.REJECTED, entry.index(), effects);
        remediate(change, concern.id());
      }
    }
    return new Result.Applied(change.done(), effects);
  }

  private static boolean mayVerify(
      State state, ConcernState concern, SystemState system, String issuer) {
    return !issuer.equals(system.provider())
        && (issuer.equals(concern.raisedBy()) || state.holds(issuer, "assessor"));
  }

  /** The concern comes to {@code stage}; the clock that asked for it stops. */
  static void move(Change change, Hash id, Stage stage, long index, List<Effect> effects) {
    stop(change, id, stage);
    State state = change.sofar();
    ConcernState concern = state.concern(id);
    change.put(concern.step(stage, index, state.time()));
    effects.add(new Effect.ConcernMoved(concern.body().system(), id, stage));
  }

  private static void close(Change change, Hash id, long index, List<Effect> effects) {
    for (String stage : change.sofar().concern(id).clocks().keySet()) {
      stop(change, id, Stage.valueOf(stage.toUpperCase(java.util.Locale.ROOT)));
    }
    move(change, id, Stage.CLOSED, index, effects);
  }

  /** A panel has looked at the answer. */
  static void ruled(Change change, Hash id, boolean upheld, long index, List<Effect> effects) {
    if (upheld) {
      close(change, id, index, effects);
      return;
    }
    stop(change, id, Stage.CLOSED);
    change.put(change.sofar().concern(id).reopened());
    move(change, id, Stage.REJECTED, index, effects);
    remediate(change, id);
  }

  private static void start(Change change, Hash id, Stage stage, Optional<Period> window) {
    if (window.isEmpty()) {
      return;
    }
    stop(change, id, stage);
    State state = change.sofar();
    Instant by = Times.plus(state.time(), window.get());
    ConcernState concern = state.concern(id);
    change.put(concern.clock(stage.text(), by));
    change.put(clock(concern, stage, by));
  }

  private static void stop(Change change, Hash id, Stage stage) {
    ConcernState concern = change.sofar().concern(id);
    Instant by = concern.clocks().get(stage.text());
    if (by != null) {
      change.remove(clock(concern, stage, by));
      change.put(concern.stopped(stage.text()));
    }
  }

  private static Deadline clock(ConcernState concern, Stage stage, Instant by) {
    return new Deadline(
        by, concern.index(), Deadline.Kind.STAGE, stage.name() + " " + concern.id().hex());
  }

  /** A clock other than the answer's ran out: closing is what it waited for, the rest is missed. */
  static void missStage(Change change, String subject, long index, List<Effect> effects) {
    int space = subject.indexOf(' ');
    Stage stage = Stage.valueOf(subject.substring(0, space));
    Hash id = Hash.fromHex(subject.substring(space + 1));
    ConcernState concern = change.sofar().concern(id);
    change.put(concern.stopped(stage.text()));
    if (stage == Stage.CLOSED) {
      if (!concern.closed() && concern.stage() == Stage.ANSWERED) {
        close(change, id, index, effects);
      }
      return;
    }
    effects.add(new Effect.ClockMissed(concern.body().system(), id, stage));
    if (stage == Stage.VERIFIED) {
      return; // Others owe this; the provider does not answer for their silence.
    }
    SanctionReducer.fire(
        change,
        Trigger.Event.RESPONSE_OVERDUE,
        concern.body().system(),
        concern.body().severity(),
        index,
        effects);
  }

  static void missResponse(Change change, String concernId, long index, List<Effect> effects) {
    ConcernState concern = change.sofar().concern(Hash.fromHex(concernId));
    change.put(concern.missed());
    effects.add(new Effect.ResponseMissed(concern.body().system(), concern.id()));
    SanctionReducer.fire(
        change,
        Trigger.Event.RESPONSE_OVERDUE,
        concern.body().system(),
        concern.body().severity(),
        index,
        effects);
  }

  private static Result unknown(Hash concern) {
    return Result.rejected(
        RefusalCode.UNKNOWN_CONCERN,
        "semantics §public loop",
        "no concern " + concern + " is logged here");
  }
}
