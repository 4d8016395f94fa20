package dev.comity.governance.vote;

import static dev.comity.governance.vote.Profiles.letters;
import static dev.comity.governance.vote.Profiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.governance.vote.Outcome.Basis;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The worked examples of Schulze (2011) and his collection of examples, and the edges. */
class CondorcetTest {
  @Test
  void schulzeFirstExample_givesThePublishedMatricesAndWinner() {
    Outcome outcome =
        Condorcet.decide(
            letters("ABCDE"),
            read(
                "5 ACBED", "5 ADECB", "8 BEDAC", "3 CABED", "7 CAEBD", "2 CBADE", "7 DCEBA",
                "8 EBADC"));

    assertThat(outcome.preferences())
        .containsExactly(
            List.of(0L, 20L, 26L, 30L, 22L),
            List.of(25L, 0L, 16L, 33L, 18L),
            List.of(19L, 29L, 0L, 17L, 24L),
            List.of(15L, 12L, 28L, 0L, 14L),
            List.of(23L, 27L, 21L, 31L, 0L));
    assertThat(outcome.paths())
        .containsExactly(
            List.of(0L, 28L, 28L, 30L, 24L),
            List.of(25L, 0L, 28L, 33L, 24L),
            List.of(25L, 29L, 0L, 29L, 24L),
            List.of(25L, 28L, 28L, 0L, 24L),
            List.of(25L, 28L, 28L, 31L, 0L));
    assertThat(outcome.winner()).isEqualTo("E");
    assertThat(outcome.basis()).isEqualTo(Basis.SCHULZE);
    assertThat(outcome.changes()).isTrue();
  }

  @Test
  void schulzeSecondExample_electsD() {
    Outcome outcome =
        Condorcet.decide(
            letters("ABCD"),
            read(
                "5 ACBD", "2 ACDB", "3 ADCB", "4 BACD", "3 CBDA", "3 CDBA", "1 DACB", "5 DBAC",
                "4 DCBA"));

    assertThat(outcome.paths())
        .containsExactly(
            List.of(0L, 20L, 20L, 17L),
            List.of(19L, 0L, 19L, 17L),
            List.of(19L, 21L, 0L, 17L),
            List.of(18L, 18L, 18L, 0L));
    assertThat(outcome.winner()).isEqualTo("D");
  }

  @Test
  void schulzeThirdExample_electsB() {
    Outcome outcome =
        Condorcet.decide(
            letters("ABCDE"),
            read(
                "3 ABDEC", "5 ADEBC", "1 ADECB", "2 BADEC", "2 BDECA", "4 CABDE", "6 CBADE",
                "2 DBECA", "5 DECAB"));

    assertThat(outcome.winner()).isEqualTo("B");
    assertThat(outcome.basis()).isEqualTo(Basis.SCHULZE);
  }

  @Test
  void schulzeFourthExample_leavesTwoAndKeepsTheStatusQuo() {
    Outcome outcome =
        Condorcet.decide(letters("ABCD"), read("3 ABCD", "2 DABC", "2 DBCA", "2 CBDA"));

    assertThat(outcome.contenders()).containsExactly("B", "D");
    assertThat(outcome.winner()).isEqualTo("A");
    assertThat(outcome.basis()).isEqualTo(Basis.STATUS_QUO);
    assertThat(outcome.changes()).isFalse();
  }

  @Test
  void tennesseeCapital_isTheCondorcetWinner() {
    // M Memphis, N Nashville, C Chattanooga, K Knoxville; plurality would elect Memphis
    Outcome outcome =
        Condorcet.decide(letters("MNCK"), read("42 MNCK", "26 NCKM", "15 CKNM", "17 KCNM"));

    assertThat(outcome.winner()).isEqualTo("N");
    assertThat(outcome.basis()).isEqualTo(Basis.CONDORCET);
    assertThat(outcome.preferring("N", "M")).isEqualTo(58);
    assertThat(outcome.preferring("M", "N")).isEqualTo(42);
  }

  @Test
  void noBallots_keepTheStatusQuo() {
    Outcome outcome = Condorcet.decide(letters("SAB"), List.of());

    assertThat(outcome.winner()).isEqualTo("S");
    assertThat(outcome.basis()).isEqualTo(Basis.STATUS_QUO);
    assertThat(outcome.contenders()).containsExactly("S", "A", "B");
  }

  @Test
  void ballotsThatRankNothing_keepTheStatusQuo() {
    Outcome outcome = Condorcet.decide(letters("SA"), List.of(new Ballot(7, List.of())));

    assertThat(outcome.preferences()).containsExactly(List.of(0L, 0L), List.of(0L, 0L));
    assertThat(outcome.changes()).isFalse();
  }

  @Test
  void evenSplit_keepsTheStatusQuo() {
    assertThat(Condorcet.decide(letters("SA"), read("4 AS", "4 SA")).basis())
        .isEqualTo(Basis.STATUS_QUO);
    assertThat(Condorcet.decide(letters("SA"), read("5 AS", "4 SA")).winner()).isEqualTo("A");
  }

  @Test
  void evenCycle_keepsTheStatusQuo() {
    Outcome outcome = Condorcet.decide(letters("SABC"), read("1 ABCS", "1 BCAS", "1 CABS"));

    assertThat(outcome.contenders()).containsExactly("A", "B", "C");
    assertThat(outcome.winner()).isEqualTo("S");
  }

  @Test
  void unranked_isBelowRankedAndTiedWithUnranked() {
    Outcome outcome = Condorcet.decide(letters("SABC"), List.of(Ballot.strict(3, List.of("B"))));

    assertThat(outcome.preferring("B", "S")).isEqualTo(3);
    assertThat(outcome.preferring("S", "B")).isZero();
    assertThat(outcome.preferring("A", "C")).isZero();
    assertThat(outcome.preferring("C", "A")).isZero();
    assertThat(outcome.winner()).isEqualTo("B");
  }

  @Test
  void equalRanks_preferNeither() {
    Outcome outcome =
        Condorcet.decide(
            letters("SABC"), List.of(new Ballot(2, List.of(Set.of("A", "B"), Set.of("S")))));

    assertThat(outcome.preferring("A", "B")).isZero();
    assertThat(outcome.preferring("A", "S")).isEqualTo(2);
    assertThat(outcome.preferring("S", "C")).isEqualTo(2);
    assertThat(outcome.contenders()).containsExactly("A", "B");
    assertThat(outcome.changes()).isFalse();
  }

  @Test
  void statusQuoThatBeatsAll_winsByItself() {
    Outcome outcome = Condorcet.decide(letters("SAB"), read("3 SAB", "2 ABS"));

    assertThat(outcome.basis()).isEqualTo(Basis.CONDORCET);
    assertThat(outcome.changes()).isFalse();
  }

  @Test
  void largestWeightsAllowed_doNotOverflow() {
    List<Ballot> ballots =
        Collections.nCopies(Condorcet.MAX_BALLOTS, Ballot.strict(Ballot.MAX_WEIGHT, letters("AS")));

    assertThat(Condorcet.decide(letters("SA"), ballots).preferring("A", "S"))
        .isEqualTo(1_000_000_000_000_000_000L);
  }

  @Test
  void badOptions_areRefused() {
    List<String> many = IntStream.rangeClosed(0, 32).mapToObj(i -> "o" + i).toList();

    assertRefused(() -> Condorcet.decide(List.of("S"), List.of()), "2 to 32 options, not 1");
    assertRefused(() -> Condorcet.decide(many, List.of()), "2 to 32 options, not 33");
    assertRefused(() -> Condorcet.decide(List.of("S", "S"), List.of()), "S is listed twice");
    assertRefused(() -> Condorcet.decide(List.of("S", ""), List.of()), "1 to 128 characters");
    assertRefused(
        () -> Condorcet.decide(List.of("S", "x".repeat(129)), List.of()), "1 to 128 characters");
  }

  @Test
  void badBallots_areRefused() {
    assertRefused(() -> Condorcet.decide(letters("SA"), read("1 AB")), "ranks B, which is no");
    assertRefused(() -> read("1 ABA"), "ranks option A twice");
    assertRefused(() -> read("-1 AB"), "weighs 0 to");
    assertRefused(() -> new Ballot(Ballot.MAX_WEIGHT + 1, List.of()), "weighs 0 to");
    assertRefused(() -> new Ballot(1, List.of(Set.of())), "at least one option");
    assertRefused(
        () -> new Ballot(1, IntStream.range(0, 33).mapToObj(i -> Set.of("o" + i)).toList()),
        "at most 32 tiers");
    assertRefused(
        () ->
            Condorcet.decide(
                letters("SA"), Collections.nCopies(1_000_001, new Ballot(1, List.of()))),
        "at most 1000000 ballots");
  }

  private static void assertRefused(Runnable act, String says) {
    assertThatThrownBy(act::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says);
  }
}
