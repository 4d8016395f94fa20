package dev.comity.governance;

import dev.comity.core.VerificationException;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.FixtureResult;
import dev.comity.rules.Fixtures;
import dev.comity.rules.RulebookFolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Publishes rulebooks and imports the baselines of parents; every certificate is decided again in
 * the same step.
 */
final class RuleReducer {
  private RuleReducer() {}

  static Result publish(State state, Entry entry, Body.Rulebook body) {
    Optional<Refusal> noRole = Permission.role(state, entry, "publisher");
    if (noRole.isPresent()) {
      return new Result.Rejected(noRole.get());
    }
    RulebookState published;
    try {
      published =
          new RulebookState(
              body.folder(),
              CompiledRulebook.compile(body.folder()),
              entry.statement().id(),
              entry.index(),
              entry.issuer(),
              Optional.empty());
    } catch (VerificationException e) {
      return Result.rejected(RefusalCode.RULEBOOK_INVALID, "rules §format", e.detail());
    }
    Optional<String> failing = failing(body.folder(), published.compiled());
    if (failing.isPresent()) {
      return Result.rejected(RefusalCode.FIXTURES_FAIL, "rules §fixtures", failing.get());
    }
    return activate(
        state,
        published,
        new Effect.RulebookPublished(published.key().id(), published.key().version()));
  }

  /** Why the rulebook's own fixtures speak against publishing it. */
  private static Optional<String> failing(RulebookFolder folder, CompiledRulebook rulebook) {
    List<FixtureResult> results = Fixtures.run(folder, rulebook);
    return results.isEmpty()
        ? Optional.of("expected at least one fixture under fixtures/")
        : results.stream().flatMap(result -> result.difference().stream()).findFirst();
  }

  static Result importBaseline(State state, Entry entry, Body.Baseline body) {
    Optional<Refusal> noRole = Permission.role(state, entry, "publisher");
    if (noRole.isPresent()) {
      return new Result.Rejected(noRole.get());
    }
    boolean named =
        state.charter().orElseThrow().charter().parents().stream()
            .anyMatch(parent -> parent.log().equals(body.parent()));
    if (!named) {
      return Result.rejected(
          RefusalCode.UNKNOWN_PARENT,
          Admission.charterRule(state, "parents"),
          "the charter names no parent \"" + body.parent() + "\"");
    }
    RulebookState imported;
    try {
      ImportedRulebook verified =
          ImportedRulebook.verify(body, state.charter().orElseThrow().charter());
      imported =
          new RulebookState(
              verified.folder(),
              verified.compiled(),
              verified.statement(),
              entry.index(),
              entry.issuer(),
              Optional.of(body.parent()));
    } catch (VerificationException e) {
      return Result.rejected(
          RefusalCode.IMPORT_INVALID, Admission.charterRule(state, "parents"), e.detail());
    }
    return activate(
        state,
        imported,
        new Effect.BaselineImported(body.parent(), imported.key().id(), imported.key().version()));
  }

  private static Optional<Result> notNewer(State state, RulebookState next) {
    String version = next.key().version();
    if (!Versions.wellFormed(version)) {
      return Optional.of(
          Result.rejected(
              RefusalCode.RULEBOOK_INVALID,
              "rules §version",
              "expected a version such as 1.0.0, found " + version));
    }
    return RulesInForce.latest(state, next)
        .filter(before -> Versions.compare(version, before.key().version()) <= 0)
        .map(
            before ->
                Result.rejected(
                    RefusalCode.RULEBOOK_NOT_NEWER,
                    "rules §version, entry " + before.index(),
                    "expected a version above " + before.key().version() + ", found " + version));
  }

  /**
   * An empty join blocks activation; else what is in force changes now, and again when the
   * rulebook's dates say so.
   */
  private static Result activate(State state, RulebookState rulebook, Effect effect) {
    Optional<Result> notNewer = notNewer(state, rulebook);
    if (notNewer.isPresent()) {
      return notNewer.get();
    }
    Change change = state.change().put(rulebook);
    Optional<String> contradiction = RulesInForce.contradiction(change.sofar());
    if (contradiction.isPresent()) {
      return Result.rejected(
          RefusalCode.UNSATISFIABLE,
          "semantics §floor",
          "together with the other rules nothing could comply, " + contradiction.get());
    }
    Instant now = state.now().orElseThrow();
    RulesInForce.turns(rulebook).stream()
        .filter(turn -> turn.isAfter(now))
        .forEach(turn -> change.put(deadline(rulebook, turn)));
    List<Effect> effects = new ArrayList<>();
    effects.add(effect);
    turn(change, rulebook.index(), effects);
    return new Result.Applied(change.done(), effects);
  }

  private static Deadline deadline(RulebookState rulebook, Instant turn) {
    return new Deadline(turn, rulebook.index(), Deadline.Kind.RULES_TURN, rulebook.name());
  }

  /**
   * What is in force may be another now: forgets versions whose place is taken and decides
   * everything again.
   */
  static void turn(Change change, long index, List<Effect> effects) {
    State state = change.sofar();
    Instant now = state.now().orElseThrow();
    Stream.concat(state.rulebooks().values().stream(), state.baselines().values().stream())
        .filter(rulebook -> RulesInForce.displaced(state, rulebook, now))
        .forEach(rulebook -> forget(change, rulebook));
    CertificateReducer.reconsiderAll(change, index, effects);
  }

  private static void forget(Change change, RulebookState rulebook) {
    change.remove(rulebook);
    RulesInForce.turns(rulebook).forEach(turn -> change.remove(deadline(rulebook, turn)));
  }
}
