package dev.comity.governance.vote;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The Condorcet winner of ranked ballots; without one, the Schulze winner; if several options are
 * left, the status quo.
 *
 * <p>Source: M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and
 * Condorcet-consistent single-winner election method", Social Choice and Welfare 36 (2011),
 * 267–303. A majority of a over b (more weight ranks a above b than b above a) is a link as strong
 * as the weight in favour ("winning votes"); a path is as strong as its weakest link; a beats b
 * when its strongest path to b is stronger than b's to a. That relation is transitive, so somebody
 * is beaten by nobody.
 *
 * <p>A tie never chooses between changes: not by lot, and not by the order of the options, which
 * the proposer controls. Two options of the same text would tie whenever voters rank them equal, so
 * whoever admits options refuses the second. The winner may lose to the status quo directly when
 * majorities go in a circle; a charter that wants more puts {@link Outcome#preferring} of the
 * winner and the status quo under its threshold.
 */
public final class Condorcet {
  public static final int MAX_OPTIONS = 32;
  public static final int MAX_BALLOTS = 1_000_000;
  private static final int MAX_NAME = 128;

  private final List<String> options;
  private final Map<String, Integer> places = new HashMap<>();
  private final long[][] preferences;

  private Condorcet(List<String> options) {
    if (options.size() < 2 || options.size() > MAX_OPTIONS) {
      throw new IllegalArgumentException(
          "a vote has 2 to " + MAX_OPTIONS + " options, not " + options.size());
    }
    this.options = List.copyOf(options);
    for (String option : this.options) {
      if (option.isEmpty() || option.length() > MAX_NAME) {
        throw new IllegalArgumentException(
            "an option's name has 1 to " + MAX_NAME + " characters, not " + option.length());
      }
      if (places.put(option, places.size()) != null) {
        throw new IllegalArgumentException("option " + option + " is listed twice");
      }
    }
    this.preferences = new long[options.size()][options.size()];
  }

  /**
   * Counts {@code ballots} over {@code options}, of which the first is the status quo.
   *
   * @throws IllegalArgumentException unless there are 2 to {@value #MAX_OPTIONS} different options
   *     with names of 1 to 128 characters, at most {@value #MAX_BALLOTS} ballots, and no ballot
   *     names anything else
   */
  public static Outcome decide(List<String> options, Collection<Ballot> ballots) {
    if (ballots.size() > MAX_BALLOTS) {
      throw new IllegalArgumentException(
          "a vote has at most " + MAX_BALLOTS + " ballots, not " + ballots.size());
    }
    Condorcet count = new Condorcet(options);
    ballots.forEach(count::add);
    return count.outcome();
  }

  private void add(Ballot ballot) {
    int[] tiers = tiers(ballot);
    for (int a = 0; a < tiers.length; a++) {
      for (int b = 0; b < tiers.length; b++) {
        if (tiers[a] < tiers[b]) {
          preferences[a][b] += ballot.weight();
        }
      }
    }
  }

  /** The tier of each option; the unranked share the last one. */
  private int[] tiers(Ballot ballot) {
    int[] tiers = new int[options.size()];
    Arrays.fill(tiers, Integer.MAX_VALUE);
    for (int tier = 0; tier < ballot.tiers().size(); tier++) {
      for (String option : ballot.tiers().get(tier)) {
        Integer place = places.get(option);
        if (place == null) {
          throw new IllegalArgumentException("a ballot ranks " + option + ", which is no option");
        }
        tiers[place] = tier;
      }
    }
    return tiers;
  }

  private Outcome outcome() {
    long[][] paths = paths();
    List<String> contenders = where(a -> others(a).allMatch(b -> paths[a][b] >= paths[b][a]));
    List<String> condorcet =
        where(a -> others(a).allMatch(b -> preferences[a][b] > preferences[b][a]));
    Outcome.Basis basis =
        contenders.size() > 1
            ? Outcome.Basis.STATUS_QUO
            : condorcet.isEmpty() ? Outcome.Basis.SCHULZE : Outcome.Basis.CONDORCET;
    String winner = contenders.size() > 1 ? options.getFirst() : contenders.getFirst();
    return new Outcome(options, rows(preferences), rows(paths), contenders, winner, basis);
  }

  private List<String> where(IntPredicate holds) {
    return IntStream.range(0, options.size()).filter(holds).mapToObj(options::get).toList();
  }

  private IntStream others(int option) {
    return IntStream.range(0, options.size()).filter(other -> other != option);
  }

  private static List<List<Long>> rows(long[][] matrix) {
    return Arrays.stream(matrix).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  /** Floyd and Warshall's closure, with the weakest link for the length. */
  private long[][] paths() {
    int size = options.size();
    long[][] paths = new long[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        paths[a][b] = preferences[a][b] > preferences[b][a] ? preferences[a][b] : 0;
      }
    }
    for (int via = 0; via < size; via++) {
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
          if (a != b) {
            paths[a][b] = Math.max(paths[a][b], Math.min(paths[a][via], paths[via][b]));
          }
        }
      }
    }
    return paths;
  }
}
