package dev.comity.governance.invariants;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.Effect;
import dev.comity.governance.Entry;
import dev.comity.governance.Reducer;
import dev.comity.governance.Result;
import dev.comity.governance.state.State;
import dev.comity.governance.state.StateJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One community's life under a constitution, watched at every step. */
final class Play {
  /** Every so many steps the last statement is said again. */
  private static final int REPEAT = 29;

  private static final int REWRITE = 5;

  private final Constitution constitution;
  private final Invariants invariants;
  private final List<Said> said = new ArrayList<>();
  private final List<Said> admitted = new ArrayList<>();
  private final Map<String, Long> seen = new TreeMap<>();
  private State state = State.EMPTY;
  private Optional<String> broken = Optional.empty();
  private boolean rewrites = true;
  private long applied;
  private long refused;

  Play(Constitution constitution) {
    this.constitution = constitution;
    this.invariants = new Invariants(constitution);
  }

  /** A walk of {@code steps} statements after the founding, or until something breaks. */
  static Play of(Constitution constitution, long seed, int steps) {
    Play play = new Play(constitution);
    // Writing a state down is dear, and what is written is of few kinds: some walks will do.
    play.rewrites = seed % REWRITE == 0;
    Walk walk = new Walk(seed);
    for (Said one : walk.founding()) {
      play.take(one);
    }
    for (int i = 0; i < steps && play.broken.isEmpty(); i++) {
      play.take(walk.next(play.state));
    }
    play.finish();
    return play;
  }

  /** The same statements, as far as they are admitted. */
  static Play again(Constitution constitution, List<Said> statements) {
    Play play = new Play(constitution);
    for (Said one : statements) {
      if (play.broken.isEmpty()) {
        play.take(one.in(play.state));
      }
    }
    play.finish();
    return play;
  }

  private void take(Said one) {
    said.add(one);
    State before = state;
    Entry entry = Reducer.next(before, one.statement());
    Result result;
    try {
      result = constitution.reduce(before, entry);
      broken = invariants.broken(before, entry, result);
    } catch (RuntimeException e) {
      broken = Optional.of("the reducer failed: " + e);
      failure = e;
      return;
    }
    switch (result) {
      case Result.Rejected rejected -> {
        refused++;
        seen.merge("refused " + rejected.refusal().code().text(), 1L, Long::sum);
      }
      case Result.Applied done -> {
        applied++;
        admitted.add(one);
        for (Effect effect : done.effects()) {
          seen.merge(effect.type(), 1L, Long::sum);
        }
        state = done.next();
        if (broken.isEmpty() && applied % REPEAT == 0) {
          broken = invariants.twice(state, Reducer.next(state, one.statement()));
        }
      }
    }
  }

  private Optional<RuntimeException> problem() {
    return Optional.ofNullable(failure);
  }

  private @org.jspecify.annotations.Nullable RuntimeException failure;

  /** 6: whoever replays, from the start or from a state written down on the way, comes here too. */
  private void finish() {
    if (broken.isPresent()) {
      return;
    }
    State replayed = State.EMPTY;
    int middle = admitted.size() / 2;
    for (int i = 0; i < admitted.size(); i++) {
      Result result =
          constitution.reduce(replayed, Reducer.next(replayed, admitted.get(i).statement()));
      if (!(result instanceof Result.Applied done)) {
        broken = Optional.of("6: replayed, an admitted entry is refused");
        return;
      }
      replayed = i == middle && rewrites ? rewritten(done.next()) : done.next();
    }
    broken = Invariants.replayed(digest(state), digest(replayed));
  }

  private static Hash digest(State of) {
    return of.digest();
  }

  private static State rewritten(State of) {
    List<String> parts = new ArrayList<>();
    StateJson.<RuntimeException>write(of, part -> parts.add(part.compact()));
    try {
      StateJson.Reader reader = new StateJson.Reader();
      for (String part : parts) {
        reader.take(JsonParser.parse(part));
      }
      return reader.done();
    } catch (VerificationException e) {
      throw new IllegalStateException(e.detail(), e);
    }
  }

  Optional<String> broken() {
    return broken;
  }

  long applied() {
    return applied;
  }

  long refused() {
    return refused;
  }

  /** How often each effect and refusal came. */
  Map<String, Long> seen() {
    return seen;
  }

  State state() {
    return state;
  }

  /** What was admitted, and what broke it. */
  List<Said> admittedAndLast() {
    List<Said> all = new ArrayList<>(admitted);
    if (!said.isEmpty() && (all.isEmpty() || all.getLast() != said.getLast())) {
      all.add(said.getLast());
    }
    return all;
  }

  List<Said> said() {
    return said;
  }

  /** What broke, told with as few statements as it takes. */
  String story() {
    List<Said> shortest = Shrinking.shortest(constitution, said, broken.orElse(""));
    StringBuilder story = new StringBuilder();
    Play told = again(constitution, shortest);
    story.append("broken: ").append(told.broken().orElse("nothing, when told again")).append('\n');
    told.problem().ifPresent(e -> story.append("  at ").append(e.getStackTrace()[0]).append('\n'));
    for (Said one : shortest) {
      story.append("  - ").append(one.told()).append('\n');
    }
    return story.toString();
  }
}
