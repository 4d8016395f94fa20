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
              Optional.empty());
    } catch (VerificationException e) {
      return Result.rejected(RefusalCode.RULEBOOK_INVALID, "rules §format", e.detail());
    }
    Optional<String> failing = failing(body.folder(), published.compiled());
    if (failing.isPresent()) {
      return Result.rejected(RefusalCode.FIXTURES_FAIL, "rules §fixtures", failing.get());
    }
    String id = published.key().id();
    RulebookState before = state.rulebooks().get(id);
    if (before != null && compareVersions(published.key().version(), before.key().version()) <= 0) {
      return notNewer(before, published);
    }
    Effect effect = new Effect.RulebookPublished(id, published.key().version());
    return activate(state, entry, state.change().putRulebook(id, published), published, effect);
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
              Optional.of(body.parent()));
    } catch (VerificationException e) {
      return Result.rejected(
          RefusalCode.IMPORT_INVALID, Admission.charterRule(state, "parents"), e.detail());
    }
    String key = body.parent() + " " + imported.key().id();
    RulebookState before = state.baselines().get(key);
    if (before != null && compareVersions(imported.key().version(), before.key().version()) <= 0) {
      return notNewer(before, imported);
    }
    Effect effect =
        new Effect.BaselineImported(body.parent(), imported.key().id(), imported.key().version());
    return activate(state, entry, state.change().putBaseline(key, imported), imported, effect);
  }

  private static Result notNewer(RulebookState before, RulebookState next) {
    return Result.rejected(
        RefusalCode.RULEBOOK_NOT_NEWER,
        "rules §version, entry " + before.index(),
        "expected a version above " + before.key().version() + ", found " + next.key().version());
  }

  /**
   * An empty join blocks activation; else what is in force changes now, and again when the
   * rulebook's dates say so.
   */
  private static Result activate(
      State state, Entry entry, Change change, RulebookState rulebook, Effect effect) {
    Optional<String> contradiction = RulesInForce.contradiction(change.sofar());
    if (contradiction.isPresent()) {
      return Result.rejected(
          RefusalCode.UNSATISFIABLE,
          "semantics §floor",
          "together with the other rules nothing could comply, " + contradiction.get());
    }
    Instant now = state.now().orElseThrow();
    for (Instant turn : RulesInForce.turns(rulebook)) {
      if (turn.isAfter(now)) {
        change.put(
            new Deadline(turn, entry.index(), Deadline.Kind.RULES_TURN, rulebook.key().toString()));
      }
    }
    List<Effect> effects = new ArrayList<>();
    effects.add(effect);
    CertificateReducer.reconsiderAll(change, entry.index(), effects);
    return new Result.Applied(change.done(), effects);
  }

  /** Compares dotted versions number by number; a missing number counts as 0. */
  static int compareVersions(String a, String b) {
    String[] left = a.split("\\.", -1);
    String[] right = b.split("\\.", -1);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order =
          Long.compare(
              i < left.length ? Long.parseLong(left[i]) : 0,
              i < right.length ? Long.parseLong(right[i]) : 0);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
