package dev.comity.governance.vote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Ballots as the literature writes them, and seeded random ones. */
final class Profiles {
  private Profiles() {}

  /** {@code "5 ACBED"}: five voters rank A above C above B above E above D. */
  static List<Ballot> read(String... lines) {
    return Arrays.stream(lines).map(Profiles::line).toList();
  }

  private static Ballot line(String line) {
    String[] parts = line.split(" ");
    return Ballot.strict(Long.parseLong(parts[0]), letters(parts[1]));
  }

  /** One option per letter. */
  static List<String> letters(String word) {
    return Arrays.asList(word.split(""));
  }

  /** Up to nine ballots with ties and options left out, so that cycles and ties are frequent. */
  static List<Ballot> random(Random random, List<String> options) {
    List<Ballot> ballots = new ArrayList<>();
    int count = random.nextInt(10);
    for (int i = 0; i < count; i++) {
      ballots.add(ballot(random, options));
    }
    return ballots;
  }

  private static Ballot ballot(Random random, List<String> options) {
    List<String> order = new ArrayList<>(options);
    Collections.shuffle(order, random);
    List<Set<String>> tiers = new ArrayList<>();
    int ranked = random.nextInt(options.size() + 1);
    for (int i = 0; i < ranked; i++) {
      if (i + 1 < ranked && random.nextInt(5) == 0) {
        tiers.add(Set.of(order.get(i), order.get(i + 1)));
        i++;
      } else {
        tiers.add(Set.of(order.get(i)));
      }
    }
    return new Ballot(random.nextInt(4), tiers);
  }

  /** All options in tiers, the unranked ones last. */
  static List<Set<String>> whole(Ballot ballot, List<String> options) {
    List<Set<String>> tiers = new ArrayList<>(ballot.tiers());
    List<String> rest = new ArrayList<>(options);
    tiers.forEach(rest::removeAll);
    if (!rest.isEmpty()) {
      tiers.add(Set.copyOf(rest));
    }
    return tiers;
  }
}
