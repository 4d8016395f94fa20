package dev.comity.governance;

import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.InForce;
import dev.comity.rules.Join;
import dev.comity.rules.Requirement;
import dev.comity.rules.Standing;
import dev.comity.rules.Unsatisfiable;
import dev.comity.rules.Validity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rulebooks that bind a community: its own and every imported baseline. */
public final class RulesInForce {
  private static final Pattern TIME =
      Pattern.compile("timestamp\\(\\s*[rR]?[\"']+([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z)[\"']+");

  private RulesInForce() {}

  /**
   * Own rulebooks, then baselines: of each the version that counts, and later ones that may come to
   * count (drafts, trials, versions that have not begun).
   */
  public static List<RulebookState> rulebooks(State state) {
    return state.now().isPresent() ? known(state, state.now().get()).rulebooks() : List.of();
  }

  /**
   * What was found out for one set of rulebooks, from a moment until the next at which one of them
   * turns.
   */
  private record Known(
      Object own,
      Object parents,
      Instant from,
      Instant until,
      List<RulebookState> rulebooks,
      Join join) {
    /**
     * By identity: the maps never change, and comparing their contents would cost what this saves.
     */
    @SuppressWarnings("ReferenceEquality")
    boolean is(State state, Instant at) {
      return own == state.rulebooks()
          && parents == state.baselines()
          && !at.isBefore(from)
          && at.isBefore(until);
    }
  }

  /** Rules change seldom and are asked for with every decision; a few are remembered. */
  private static final AtomicReferenceArray<Known> KNOWN = new AtomicReferenceArray<>(256);

  private static Known known(State state, Instant at) {
    int place =
        Math.floorMod(
            31 * System.identityHashCode(state.rulebooks())
                + System.identityHashCode(state.baselines()),
            KNOWN.length());
    Known known = KNOWN.get(place);
    if (known == null || !known.is(state, at)) {
      Instant until =
          all(state).stream()
              .flatMap(book -> turns(book).stream())
              .filter(turn -> turn.isAfter(at))
              .min(Instant::compareTo)
              .orElse(Instant.MAX);
      known =
          new Known(
              state.rulebooks(),
              state.baselines(),
              at,
              until,
              rulebooks(state, at),
              join(state, at));
      KNOWN.set(place, known);
    }
    return known;
  }

  private static List<RulebookState> rulebooks(State state, Instant at) {
    return all(state).stream().filter(book -> !displaced(state, book, at)).toList();
  }

  private static List<RulebookState> all(State state) {
    List<RulebookState> all = new ArrayList<>(state.rulebooks().values());
    all.addAll(state.baselines().values());
    return all;
  }

  /**
   * Whether a later version has taken the place of {@code rulebook}. One that is a draft, on trial
   * or has not begun takes no place yet, so that publishing it weakens nothing.
   */
  static boolean displaced(State state, RulebookState rulebook, Instant at) {
    return all(state).stream()
        .anyMatch(
            later ->
                later.emergency().isEmpty()
                    && later.sameSeries(rulebook)
                    && Versions.compare(later.key().version(), rulebook.key().version()) > 0
                    && begun(later, at));
  }

  private static boolean begun(RulebookState rulebook, Instant at) {
    boolean meant =
        switch (rulebook.compiled().rulebook().status()) {
          case DRAFT, TRIAL -> false;
          case IN_FORCE, SUPERSEDED, SUNSET -> true;
        };
    return meant && !at.isBefore(midnight(rulebook.compiled().rulebook().validity().validFrom()));
  }

  /**
   * The latest version that the community holds of the rulebook that {@code next} is a version of.
   */
  static Optional<RulebookState> latest(State state, RulebookState next) {
    return all(state).stream()
        .filter(next::sameSeries)
        .max((a, b) -> Versions.compare(a.key().version(), b.key().version()));
  }

  /** Whether any rulebook counts now. */
  static boolean any(State state) {
    Instant now = state.time();
    return rulebooks(state).stream()
        .anyMatch(book -> book.compiled().rulebook().standing(now) == Standing.IN_FORCE);
  }

  /**
   * Joined over the community and its ancestors at the state's time; stronger than or as strong as
   * every one of them. {@link RuleReducer} admits no rulebook under which the join would ever be
   * empty.
   */
  public static InForce of(State state) {
    Instant now = state.time();
    return switch (known(state, now).join()) {
      case InForce inForce -> inForce.at(now);
      case Unsatisfiable empty -> throw new IllegalStateException(empty.explanation());
    };
  }

  /**
   * Why at some moment, now or later, nothing could comply with all of them; empty when something
   * always can.
   */
  static Optional<String> contradiction(State state) {
    Instant now = state.now().orElseThrow();
    SortedSet<Instant> moments = new TreeSet<>();
    moments.add(now);
    for (RulebookState rulebook : all(state)) {
      moments.addAll(turns(rulebook));
    }
    for (Instant moment : moments.tailSet(now)) {
      if (join(state, moment) instanceof Unsatisfiable empty) {
        return Optional.of("as of " + moment + ": " + empty.explanation());
      }
    }
    return Optional.empty();
  }

  private static Join join(State state, Instant at) {
    List<CompiledRulebook> compiled =
        rulebooks(state, at).stream().map(RulebookState::compiled).toList();
    return InForce.join(compiled, at);
  }

  /**
   * The moments at which a rulebook begins and ceases to count, and those that its expressions
   * compare with now.
   */
  static List<Instant> turns(RulebookState rulebook) {
    Validity validity = rulebook.compiled().rulebook().validity();
    List<Instant> turns = new ArrayList<>();
    turns.add(midnight(validity.validFrom()));
    turns.add(midnight(validity.review().plusDays(1)));
    validity.validTo().ifPresent(last -> turns.add(midnight(last.plusDays(1))));
    for (Requirement requirement : rulebook.compiled().rulebook().requirements()) {
      requirement.applies().ifPresent(text -> addTimes(turns, text));
      addTimes(turns, requirement.check());
    }
    return turns;
  }

  /** A comparison with now can turn at the time itself and, when it is strict, just after. */
  private static void addTimes(List<Instant> turns, String expression) {
    Matcher times = TIME.matcher(expression);
    while (times.find()) {
      try {
        Instant time = Instant.parse(times.group(1));
        turns.add(time);
        turns.add(time.plusSeconds(1));
      } catch (DateTimeException e) {
        // Text that only looks like a time: compiling has checked the real ones.
      }
    }
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The first rulebook that the charter takes from a parent and that has not been imported yet. */
  static Optional<String> missingBaseline(State state) {
    for (Body.Parent parent : state.charter().orElseThrow().charter().parents()) {
      for (String rulebook : parent.rulebooks()) {
        if (state.baselines().values().stream()
            .noneMatch(
                book ->
                    book.parent().equals(Optional.of(parent.log()))
                        && book.key().id().equals(rulebook))) {
          return Optional.of(rulebook + " of " + parent.log());
        }
      }
    }
    return Optional.empty();
  }
}
