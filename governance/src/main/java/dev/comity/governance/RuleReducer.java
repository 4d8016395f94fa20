package dev.comity.governance;

import dev.comity.core.VerificationException;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.RulebookState.Adoption;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.governance.statement.Terms;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.FixtureResult;
import dev.comity.rules.Fixtures;
import dev.comity.rules.RulebookFolder;
import dev.comity.rules.RulebookStatus;
import dev.comity.rules.Trigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
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
    Optional<Refusal> noPower =
        body.tabled()
            ? Permission.role(state, entry, "publisher", "member")
            : publishing(state, entry, body);
    if (noPower.isPresent()) {
      return new Result.Rejected(noPower.get());
    }
    CompiledRulebook text;
    try {
      text = CompiledRulebook.compile(body.folder());
    } catch (VerificationException e) {
      return Result.rejected(RefusalCode.RULEBOOK_INVALID, "rules §format", e.detail());
    }
    Optional<String> failing = failing(body.folder(), text);
    if (failing.isPresent()) {
      return Result.rejected(RefusalCode.FIXTURES_FAIL, "rules §fixtures", failing.get());
    }
    String id = text.rulebook().key().id();
    String version = text.rulebook().key().version();
    if (!body.tabled() && byVote(state)) {
      return new Result.Applied(
          state.change().done(), List.of(new Effect.RulebookPromulgated(id, version)));
    }
    Optional<Adoption> vote =
        body.tabled()
            ? Optional.of(new Adoption(RulebookStatus.DRAFT, entry.index(), Optional.empty()))
            : Optional.empty();
    RulebookState published =
        new RulebookState(
            body.folder(),
            RulebookState.standing(text, vote, Optional.empty()),
            entry.statement().id(),
            entry.index(),
            entry.issuer(),
            Optional.empty(),
            Optional.empty(),
            vote,
            Optional.empty(),
            grace(state, text, Optional.empty(), Optional.empty()));
    return activate(
        state,
        published,
        body.tabled()
            ? new Effect.RulebookTabled(id, version)
            : new Effect.RulebookPublished(id, version));
  }

  /** By the role that the charter names; where the members vote, only what they have adopted. */
  private static Optional<Refusal> publishing(State state, Entry entry, Body.Rulebook body) {
    if (state.charter().isEmpty() || !byVote(state)) {
      return state.charter().isEmpty()
          ? Permission.charter(state)
          : Permission.power(state, entry, Terms.Kind.ADOPT_RULEBOOK);
    }
    boolean adopted =
        state.rulebooks().values().stream()
            .anyMatch(
                book ->
                    book.vote().filter(vote -> vote.status() == RulebookStatus.IN_FORCE).isPresent()
                        && book.folder().digest().equals(body.folder().digest()));
    return adopted
        ? Permission.role(state, entry, "publisher", "member")
        : Optional.of(
            new Refusal(
                RefusalCode.NOT_ADOPTED,
                Admission.charterRule(state, "deliberation.powers.adopt-rulebook"),
                "the members have not adopted this text; table it and propose its adoption"));
  }

  private static boolean byVote(State state) {
    return state.chartered().charter().deliberation().power(Terms.Kind.ADOPT_RULEBOOK)
        instanceof Terms.Power.ByVote;
  }

  /** Until when live certificates may fall short of what begins to count. */
  private static Optional<Instant> grace(
      State state, CompiledRulebook text, Optional<LocalDate> from, Optional<Period> asked) {
    Instant begins = midnight(text.rulebook().validity().validFrom());
    Instant voted = from.map(RuleReducer::midnight).orElse(begins);
    Instant start =
        List.of(begins, voted, state.time()).stream().max(Instant::compareTo).orElseThrow();
    return asked
        .or(() -> state.chartered().charter().sanctions().grace())
        .map(period -> Times.plus(start, period));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The compilation of the rulebook's own text. */
  static CompiledRulebook text(RulebookState rulebook) {
    try {
      return CompiledRulebook.compile(rulebook.folder());
    } catch (VerificationException e) {
      throw new IllegalStateException("what was compiled once can be compiled again", e);
    }
  }

  /** What a vote about a version would change: its own standing and what counts of its series. */
  static String touched(State state, String id, String version) {
    StringBuilder text = new StringBuilder();
    state.rulebooks().values().stream()
        .filter(book -> book.key().id().equals(id))
        .filter(
            book ->
                book.key().version().equals(version)
                    || book.compiled().rulebook().status() == RulebookStatus.IN_FORCE)
        .forEach(
            book ->
                text.append(book.name())
                    .append(' ')
                    .append(book.statement().hex())
                    .append(' ')
                    .append(book.vote().map(Adoption::index).orElse(-1L))
                    .append('\n'));
    return text.toString();
  }

  /** Gives a tabled version its standing, by a vote; or says why that cannot be. */
  static Optional<String> adopt(
      Change change, Action.AdoptRulebook adopt, long index, List<Effect> effects) {
    State state = change.sofar();
    RulebookState tabled = state.rulebooks().get(adopt.rulebook() + " " + adopt.version());
    if (tabled == null || tabled.vote().isEmpty()) {
      return Optional.of(adopt.rulebook() + " " + adopt.version() + " is not tabled here");
    }
    CompiledRulebook text = text(tabled);
    if (adopt.from().filter(f -> f.isAfter(text.rulebook().validity().review())).isPresent()) {
      return Optional.of(
          "it would begin after its review day " + text.rulebook().validity().review());
    }
    RulebookStatus status =
        switch (adopt.standing()) {
          case TRIAL -> RulebookStatus.TRIAL;
          case IN_FORCE -> RulebookStatus.IN_FORCE;
        };
    if (tabled.vote().get().status() == RulebookStatus.IN_FORCE) {
      return Optional.of(adopt.rulebook() + " " + adopt.version() + " is in force already");
    }
    RulebookState adopted =
        tabled.under(
            text,
            Optional.of(new Adoption(status, index, adopt.from())),
            tabled.emergency(),
            grace(state, text, adopt.from(), adopt.grace()));
    forget(change, tabled);
    change.put(adopted);
    Optional<String> contradiction = RulesInForce.contradiction(change.sofar());
    if (contradiction.isPresent()) {
      return Optional.of(
          "together with the other rules nothing could comply, " + contradiction.get());
    }
    waitForTurns(change, adopted);
    effects.add(new Effect.RulebookAdopted(adopt.rulebook(), adopt.version(), adopt.standing()));
    turn(change, index, effects);
    return Optional.empty();
  }

  /**
   * Takes a version of the community's own out; parents' rulebooks are not the members' to take.
   */
  static Optional<String> retire(
      Change change, Action.RetireRulebook retire, long index, List<Effect> effects) {
    State state = change.sofar();
    RulebookState rulebook = state.rulebooks().get(retire.rulebook() + " " + retire.version());
    if (rulebook == null) {
      return Optional.of(
          "the community has no rulebook " + retire.rulebook() + " " + retire.version());
    }
    forget(change, rulebook);
    effects.add(new Effect.RulebookRetired(retire.rulebook(), retire.version()));
    turn(change, index, effects);
    return Optional.empty();
  }

  /** The rulebooks of parents that the charter no longer names bind no longer. */
  static void dropOrphans(Change change, long index, List<Effect> effects) {
    State state = change.sofar();
    List<RulebookState> orphans =
        state.baselines().values().stream()
            .filter(
                book ->
                    state.chartered().charter().parents().stream()
                        .noneMatch(
                            parent ->
                                Optional.of(parent.log()).equals(book.parent())
                                    && parent.rulebooks().contains(book.key().id())))
            .toList();
    orphans.forEach(book -> forget(change, book));
    if (!orphans.isEmpty()) {
      turn(change, index, effects);
    }
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
              Optional.of(body.parent()),
              verified.source(),
              Optional.empty(),
              Optional.empty(),
              grace(state, verified.compiled(), Optional.empty(), Optional.empty()));
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
    waitForTurns(change, rulebook);
    List<Effect> effects = new ArrayList<>();
    effects.add(effect);
    turn(change, rulebook.index(), effects);
    if (rulebook.parent().isPresent()) {
      tightened(change, rulebook.index(), effects);
    }
    return new Result.Applied(change.done(), effects);
  }

  private static void waitForTurns(Change change, RulebookState rulebook) {
    Instant now = change.sofar().time();
    RulesInForce.turns(rulebook).stream()
        .filter(turn -> turn.isAfter(now))
        .forEach(turn -> change.put(deadline(rulebook, turn)));
  }

  /** Systems whose certificate an imported rule has lowered; rulebooks may answer that. */
  private static void tightened(Change change, long index, List<Effect> effects) {
    for (Effect effect : List.copyOf(effects)) {
      if (effect instanceof Effect.CertificateChanged lowered) {
        SanctionReducer.fire(
            change, Trigger.Event.BASELINE_TIGHTENED, lowered.system(), 6, index, effects);
      }
    }
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
