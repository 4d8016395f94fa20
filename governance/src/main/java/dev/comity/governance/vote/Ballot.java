package dev.comity.governance.vote;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One voter's ranking. Every option of the first tier is preferred to every option of the second,
 * and so on; options of one tier are tied. Options that no tier names are below all that are named,
 * and tied with each other, so a ballot without tiers prefers nothing.
 *
 * @param weight 0 to {@value #MAX_WEIGHT}
 * @param tiers at most {@value Condorcet#MAX_OPTIONS}, none empty, no option twice
 */
public record Ballot(long weight, List<Set<String>> tiers) {
  /** With at most {@value Condorcet#MAX_BALLOTS} ballots no sum leaves a {@code long}. */
  public static final long MAX_WEIGHT = 1_000_000_000_000L;

  /** Throws {@link IllegalArgumentException} when a bound above is not kept. */
  public Ballot {
    if (weight < 0 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException("a ballot weighs 0 to " + MAX_WEIGHT + ", not " + weight);
    }
    if (tiers.size() > Condorcet.MAX_OPTIONS) {
      throw new IllegalArgumentException(
          "a ballot has at most " + Condorcet.MAX_OPTIONS + " tiers, not " + tiers.size());
    }
    tiers = tiers.stream().map(Set::copyOf).toList();
    Set<String> seen = new HashSet<>();
    for (Set<String> tier : tiers) {
      if (tier.isEmpty()) {
        throw new IllegalArgumentException("a tier of a ballot names at least one option");
      }
      for (String option : tier) {
        if (!seen.add(option)) {
          throw new IllegalArgumentException("a ballot ranks option " + option + " twice");
        }
      }
    }
  }

  /** A ballot without ties among the options named, best first. */
  public static Ballot strict(long weight, List<String> best) {
    return new Ballot(weight, best.stream().map(Set::of).toList());
  }
}
