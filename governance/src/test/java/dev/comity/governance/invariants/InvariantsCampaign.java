package dev.comity.governance.invariants;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Random statements until there are enough of them; {@code bench/invariants.sh} runs it. */
public final class InvariantsCampaign {
  /** Long enough for a vote, a sanction and an appeal; short enough for a small state. */
  static final int STEPS = 500;

  private InvariantsCampaign() {}

  /** Sums over the walks. */
  record Totals(
      long statements, long applied, long refused, long violations, Map<String, Long> seen) {
    String json() {
      return "{\"statements\":%d,\"applied\":%d,\"refused\":%d,\"violations\":%d}"
          .formatted(statements, applied, refused, violations);
    }
  }

  /** Arguments: {@code --statements N --seed N [--mutant NAME]}, or {@code --mutant list}. */
  public static void main(String[] args) {
    Map<String, String> options = new TreeMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    if (args.length % 2 != 0
        || !List.of("--statements", "--seed", "--mutant", "--seen").containsAll(options.keySet())) {
      System.err.println("invariants: expected --statements N --seed N [--mutant NAME|list]");
      System.exit(2);
    }
    if (options.getOrDefault("--mutant", "").equals("list")) {
      List.of(Mutant.values()).forEach(mutant -> System.out.println(mutant.text()));
      return;
    }
    Optional<String> name = Optional.ofNullable(options.get("--mutant"));
    Optional<Mutant> mutant = name.flatMap(Mutant::named);
    if (name.isPresent() && mutant.isEmpty()) {
      System.err.println("invariants: no mutant " + name.get() + "; --mutant list names them");
      System.exit(2);
    }
    Totals totals;
    try {
      totals =
          run(
              Long.parseLong(options.getOrDefault("--statements", "1000000")),
              Long.parseLong(options.getOrDefault("--seed", "1")),
              mutant.map(m -> (Constitution) m).orElse(Constitution.REAL));
    } catch (NumberFormatException e) {
      System.err.println("invariants: expected whole numbers; " + e.getMessage());
      System.exit(2);
      return;
    }
    if (options.containsKey("--seen")) {
      totals.seen().forEach((what, times) -> System.err.println(times + " " + what));
    }
    System.out.println(totals.json());
    System.exit(totals.violations() == 0 ? 0 : 1);
  }

  /** Ends at the first violation, which it tells on stderr. */
  static Totals run(long statements, long seed, Constitution constitution) {
    Totals totals = new Totals(0, 0, 0, 0, new TreeMap<>());
    for (long walk = 0; totals.statements() < statements && totals.violations() == 0; walk++) {
      Play play = play(statements - totals.statements(), seed, walk, constitution);
      if (play.broken().isPresent()) {
        System.err.println("seed " + seed + ", walk " + walk);
        System.err.print(play.story());
      }
      totals = plus(totals, play);
    }
    return totals;
  }

  /** The same without telling. */
  static Totals search(long statements, long seed, Constitution constitution) {
    Totals totals = new Totals(0, 0, 0, 0, new TreeMap<>());
    for (long walk = 0; totals.statements() < statements && totals.violations() == 0; walk++) {
      totals = plus(totals, play(statements - totals.statements(), seed, walk, constitution));
    }
    return totals;
  }

  static Optional<Play> firstBroken(long statements, long seed, Constitution constitution) {
    long made = 0;
    for (long walk = 0; made < statements; walk++) {
      Play play = play(statements - made, seed, walk, constitution);
      if (play.broken().isPresent()) {
        return Optional.of(play);
      }
      made += play.said().size();
    }
    return Optional.empty();
  }

  private static Play play(long left, long seed, long walk, Constitution constitution) {
    int steps = (int) Math.min(STEPS, Math.max(1, left - Cast.SIZE - 2));
    return Play.of(constitution, seed * 1_000_003L + walk, steps);
  }

  private static Totals plus(Totals totals, Play play) {
    play.seen().forEach((what, times) -> totals.seen().merge(what, times, Long::sum));
    return new Totals(
        totals.statements() + play.said().size(),
        totals.applied() + play.applied(),
        totals.refused() + play.refused(),
        totals.violations() + (play.broken().isPresent() ? 1 : 0),
        totals.seen());
  }
}
