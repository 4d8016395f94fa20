package dev.comity.log;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Tries to make a log lose or fork what it acknowledged: {@link FaultCase}s until a number of
 * faults has happened. {@code bench/faults.sh} runs it for as long as one likes.
 */
final class FaultCampaign {
  private static final int CHUNK = 16;

  private FaultCampaign() {}

  /** Sums over the cases run. */
  record Totals(long faults, long acknowledged, long lost, long forks) {
    static final Totals NONE = new Totals(0, 0, 0, 0);

    Totals plus(FaultCase.Result result) {
      return new Totals(
          faults + result.faults(),
          acknowledged + result.acknowledged(),
          lost + result.lost(),
          forks + result.forks());
    }

    boolean isSound() {
      return lost == 0 && forks == 0;
    }

    String json() {
      return "{\"faults\":%d,\"acknowledged\":%d,\"lost\":%d,\"forks\":%d}"
          .formatted(faults, acknowledged, lost, forks);
    }
  }

  /** Arguments: {@code --count N --seed N}, or {@code --case N --seed N} for one case alone. */
  public static void main(String[] args) {
    Map<String, Long> options = options(args);
    long seed = options.getOrDefault("--seed", 1L);
    Totals totals =
        options.containsKey("--case")
            ? alone(seed, options.get("--case"))
            : run(options.getOrDefault("--count", 10_000L), seed, Carelessness.NONE);
    System.out.println(totals.json());
    System.exit(totals.isSound() ? 0 : 1);
  }

  private static Map<String, Long> options(String[] args) {
    Map<String, Long> options = new TreeMap<>();
    try {
      for (int i = 0; i < args.length; i += 2) {
        options.put(args[i], Long.parseLong(args[i + 1]));
      }
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      options.put("", 0L);
    }
    if (!List.of("--case", "--count", "--seed").containsAll(options.keySet())) {
      System.err.println("faults: expected --count N --seed N, or --case N --seed N");
      System.exit(2);
    }
    return options;
  }

  private static Totals alone(long seed, long number) {
    FaultCase.Result result = new FaultCase(seed, number, Carelessness.NONE).run();
    result.steps().forEach(System.err::println);
    result.failures().forEach(System.err::println);
    return Totals.NONE.plus(result);
  }

  /**
   * Cases from number 0 on until {@code count} faults have happened; a careless log need not go on
   * once it has failed. Failures of the real one go to stderr.
   */
  static Totals run(long count, long seed, Carelessness how) {
    Totals totals = Totals.NONE;
    boolean careless = how != Carelessness.NONE;
    for (long first = 0;
        totals.faults() < count && (totals.isSound() || !careless);
        first += CHUNK) {
      List<FaultCase.Result> results =
          LongStream.range(first, first + CHUNK)
              .parallel()
              .mapToObj(number -> new FaultCase(seed, number, how).run())
              .toList();
      for (int i = 0; i < CHUNK && totals.faults() < count; i++) {
        totals = totals.plus(results.get(i));
        if (!careless) {
          report(results.get(i), seed, first + i);
        }
      }
    }
    return totals;
  }

  private static void report(FaultCase.Result result, long seed, long number) {
    if (!result.failures().isEmpty()) {
      System.err.printf(
          "seed %d, case %d: %s%n  after %s%n  alone: bench/faults.sh --case %d --seed %d%n",
          seed, number, result.failures(), result.steps(), number, seed);
    }
  }
}
