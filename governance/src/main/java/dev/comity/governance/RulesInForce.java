package dev.comity.governance;

import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.InForce;
import dev.comity.rules.Join;
import dev.comity.rules.Unsatisfiable;
import dev.comity.rules.Validity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The rulebooks that bind a community: its own and every imported baseline. */
public final class RulesInForce {
  private RulesInForce() {}

  /** Own rulebooks by id, then baselines by parent and id. */
  public static List<RulebookState> rulebooks(State state) {
    List<RulebookState> all = new ArrayList<>(state.rulebooks().values());
    all.addAll(state.baselines().values());
    return all;
  }

  /**
   * Joined over the community and its ancestors at the state's time; stronger than or as strong as
   * every one of them. {@link RuleReducer} admits no rulebook under which the join would ever be
   * empty.
   */
  public static InForce of(State state) {
    return switch (join(state, state.now().orElseThrow())) {
      case InForce inForce -> inForce;
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
    for (RulebookState rulebook : rulebooks(state)) {
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
        rulebooks(state).stream().map(RulebookState::compiled).toList();
    return InForce.join(compiled, at);
  }

  /** The moments at which a rulebook begins and ceases to count. */
  static List<Instant> turns(RulebookState rulebook) {
    Validity validity = rulebook.compiled().rulebook().validity();
    List<Instant> turns = new ArrayList<>();
    turns.add(midnight(validity.validFrom()));
    turns.add(midnight(validity.review().plusDays(1)));
    validity.validTo().ifPresent(last -> turns.add(midnight(last.plusDays(1))));
    return turns;
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The first rulebook that the charter takes from a parent and that has not been imported yet. */
  static Optional<String> missingBaseline(State state) {
    for (Body.Parent parent : state.charter().orElseThrow().charter().parents()) {
      for (String rulebook : parent.rulebooks()) {
        if (!state.baselines().containsKey(parent.log() + " " + rulebook)) {
          return Optional.of(rulebook + " of " + parent.log());
        }
      }
    }
    return Optional.empty();
  }
}
