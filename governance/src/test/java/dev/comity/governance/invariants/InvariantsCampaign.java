package dev.comity.governance.invariants;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Random statements until there are enough of them; {@code bench/invariants.sh} runs it. */
public final class InvariantsCampaign {
  /** Long enough for a vote, a sanction and an appeal; short enough for a small state. */
  static final int STEPS = 500;

  private static final int AT_ONCE = 16;

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
    return run(statements, seed, constitution, true);
  }

  /** The same without telling. */
  static Totals search(long statements, long seed, Constitution constitution) {
    return run(statements, seed, constitution, false);
  }

  /** Walks do not know each other, so that several go on at once and are summed in their order. */
  private static Totals run(long statements, long seed, Constitution constitution, boolean tell) {
    Totals totals = new Totals(0, 0, 0, 0, new TreeMap<>());
    for (long first = 0; totals.statements() < statements; first += AT_ONCE) {
      List<Play> plays =
          LongStream.range(first, first + AT_ONCE)
              .parallel()
              .mapToObj(walk -> play(seed, walk, constitution))
              .toList();
      for (Play play : plays) {
        totals = plus(totals, play);
        if (play.broken().isPresent()) {
          if (tell) {
            System.err.print("seed " + seed + "\n" + play.story());
          }
          return totals;
        }
      }
    }
    return totals;
  }

  static Optional<Play> firstBroken(long walks, long seed, Constitution constitution) {
    return LongStream.range(0, walks)
        .mapToObj(walk -> play(seed, walk, constitution))
        .filter(play -> play.broken().isPresent())
        .findFirst();
  }

  private static Play play(long seed, long walk, Constitution constitution) {
    return Play.of(constitution, seed * 1_000_003L + walk, STEPS);
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
