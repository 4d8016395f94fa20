package dev.comity.governance.vote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.governance.vote.Outcome.Basis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Schulze (2011) proves, on seeded random profiles of few voters, where ties abound. */
class CondorcetPropertiesTest {
  private static final int PROFILES = 1_500;
  private static final List<String> OPTIONS = List.of("S", "A", "B", "C", "D");

  private interface Property {
    void check(String where, Random random, List<Ballot> ballots, Outcome outcome);
  }

  private static void forAll(Property property) {
    for (long seed = 0; seed < PROFILES; seed++) {
      Random random = new Random(seed);
      List<Ballot> ballots = Profiles.random(random, OPTIONS);
      property.check("seed " + seed, random, ballots, Condorcet.decide(OPTIONS, ballots));
    }
  }

  @Test
  void profiles_reachEveryBasis() {
    Set<Basis> seen = EnumSet.noneOf(Basis.class);
    Set<String> winners = new HashSet<>();
    forAll(
        (where, random, ballots, outcome) -> {
          seen.add(outcome.basis());
          winners.add(outcome.winner());
        });
    assertThat(seen).containsExactlyInAnyOrder(Basis.values());
    assertThat(winners).containsExactlyInAnyOrderElementsOf(OPTIONS);
  }

  @Test
  void optionThatBeatsAllOthers_winsAndOnlyThenIsTheBasisCondorcet() {
    forAll(
        (where, random, ballots, outcome) -> {
          List<String> beatsAll = OPTIONS.stream().filter(a -> beatsAll(outcome, a)).toList();
          assertThat(outcome.basis() == Basis.CONDORCET).as(where).isEqualTo(!beatsAll.isEmpty());
          if (!beatsAll.isEmpty()) {
            assertThat(outcome.winner()).as(where).isEqualTo(beatsAll.getFirst());
          }
        });
  }

  private static boolean beatsAll(Outcome outcome, String option) {
    return OPTIONS.stream()
        .filter(other -> !other.equals(option))
        .allMatch(other -> outcome.preferring(option, other) > outcome.preferring(other, option));
  }

  /** Against an independent reckoning: the definition, path by path. */
  @Test
  void paths_areTheStrongestOfAllSimplePaths() {
    forAll(
        (where, random, ballots, outcome) -> {
          for (int a = 0; a < OPTIONS.size(); a++) {
            for (int b = 0; b < OPTIONS.size(); b++) {
              long expected = a == b ? 0 : strongest(outcome, a, b, new HashSet<>(Set.of(a)));
              assertThat(outcome.paths().get(a).get(b)).as(where).isEqualTo(expected);
            }
          }
        });
  }

  private static long strongest(Outcome outcome, int from, int to, Set<Integer> visited) {
    long best = 0;
    for (int next = 0; next < OPTIONS.size(); next++) {
      long link = outcome.preferences().get(from).get(next);
      if (link > outcome.preferences().get(next).get(from) && visited.add(next)) {
        long rest = next == to ? Long.MAX_VALUE : strongest(outcome, next, to, visited);
        best = Math.max(best, Math.min(link, rest));
        visited.remove(next);
      }
    }
    return best;
  }

  @Test
  void raisingAContenderOnOneBallot_neverHurtsIt() {
    forAll(
        (where, random, ballots, outcome) -> {
          if (ballots.isEmpty()) {
            return;
          }
          for (String raised : outcome.contenders()) {
            List<Ballot> more = new ArrayList<>(ballots);
            int chosen = random.nextInt(more.size());
            more.set(chosen, raise(more.get(chosen), raised, random));
            Outcome then = Condorcet.decide(OPTIONS, more);
            assertThat(then.contenders()).as(where).contains(raised);
            if (outcome.contenders().size() == 1) {
              assertThat(then.winner()).as(where).isEqualTo(raised);
            }
          }
        });
  }

  /** Puts the option alone before some tier that is not below it. */
  private static Ballot raise(Ballot ballot, String option, Random random) {
    List<Set<String>> tiers = new ArrayList<>();
    int at = 0;
    for (Set<String> tier : Profiles.whole(ballot, OPTIONS)) {
      if (tier.contains(option)) {
        at = random.nextInt(tiers.size() + 1);
      }
      Set<String> rest = new HashSet<>(tier);
      rest.remove(option);
      if (!rest.isEmpty()) {
        tiers.add(rest);
      }
    }
    tiers.add(at, Set.of(option));
    return new Ballot(ballot.weight(), tiers);
  }

  @Test
  void otherNamesAndOrder_giveTheSameOutcome() {
    forAll(
        (where, random, ballots, outcome) -> {
          List<String> names = new ArrayList<>(List.of("p", "q", "r", "s", "t"));
          Collections.shuffle(names, random);
          Map<String, String> renamed = new HashMap<>();
          OPTIONS.forEach(option -> renamed.put(option, names.get(OPTIONS.indexOf(option))));
          List<String> order = new ArrayList<>(names.subList(1, names.size()));
          Collections.shuffle(order, random);
          order.addFirst(names.getFirst());
          List<Ballot> shuffled =
              new ArrayList<>(ballots.stream().map(b -> map(b, renamed)).toList());
          Collections.shuffle(shuffled, random);

          Outcome then = Condorcet.decide(order, shuffled);

          assertThat(then.winner()).as(where).isEqualTo(renamed.get(outcome.winner()));
          assertThat(then.basis()).as(where).isEqualTo(outcome.basis());
          assertThat(then.contenders())
              .as(where)
              .containsExactlyInAnyOrderElementsOf(
                  outcome.contenders().stream().map(renamed::get).toList());
        });
  }

  private static Ballot map(Ballot ballot, Map<String, String> names) {
    return new Ballot(
        ballot.weight(),
        ballot.tiers().stream()
            .map(tier -> tier.stream().map(names::get).collect(Collectors.toSet()))
            .toList());
  }

  @Test
  void unevenClones_changeNothingForTheOthers() {
    List<String> cloned = List.of("S", "A", "B1", "B2", "B3", "C", "D");
    forAll(
        (where, random, ballots, outcome) -> {
          List<Ballot> more = ballots.stream().map(b -> cloneB(b, random)).toList();
          Outcome then = Condorcet.decide(cloned, more);
          Set<String> contenders =
              then.contenders().stream()
                  .map(option -> option.substring(0, 1))
                  .collect(Collectors.toSet());
          assertThat(contenders)
              .as(where)
              .containsExactlyInAnyOrderElementsOf(outcome.contenders());
          if (outcome.basis() != Basis.STATUS_QUO && !outcome.winner().equals("B")) {
            assertThat(then.winner()).as(where).isEqualTo(outcome.winner());
          }
        });
  }

  /** In B's place three clones, one above the other, in any order; B keeps its ties with others. */
  private static Ballot cloneB(Ballot ballot, Random random) {
    List<String> clones = new ArrayList<>(List.of("B1", "B2", "B3"));
    Collections.shuffle(clones, random);
    List<Set<String>> tiers = new ArrayList<>();
    for (Set<String> tier : Profiles.whole(ballot, OPTIONS)) {
      if (!tier.contains("B")) {
        tiers.add(tier);
      } else if (tier.size() == 1) {
        clones.forEach(clone -> tiers.add(Set.of(clone)));
      } else {
        Set<String> tied = new HashSet<>(tier);
        tied.remove("B");
        tied.addAll(clones);
        tiers.add(tied);
      }
    }
    return new Ballot(ballot.weight(), tiers);
  }

  @Test
  void reversedBallots_neverElectTheSameOptionAlone() {
    forAll(
        (where, random, ballots, outcome) -> {
          List<Ballot> reversed =
              ballots.stream()
                  .map(b -> new Ballot(b.weight(), Profiles.whole(b, OPTIONS).reversed()))
                  .toList();
          Outcome then = Condorcet.decide(OPTIONS, reversed);
          if (outcome.contenders().size() == 1 && then.contenders().size() == 1) {
            assertThat(then.winner()).as(where).isNotEqualTo(outcome.winner());
          }
        });
  }
}
