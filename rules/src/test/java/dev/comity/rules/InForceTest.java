package dev.comity.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InForceTest {
  private static final long SEED = 20261121;

  @Test
  void join_ofLimits_isASemilattice() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2_000; round++) {
      Limit a = limit(random);
      Limit b = limit(random);
      Limit c = limit(random);
      assertThat(a.join(b)).as("commutative, seed %s", SEED).isEqualTo(b.join(a));
      assertThat(a.join(b).join(c)).as("associative").isEqualTo(a.join(b.join(c)));
      assertThat(a.join(a)).as("idempotent").isEqualTo(a);
      assertThat(a.join(Limit.NONE)).as("neutral").isEqualTo(a);
      assertThat(a.join(b).join(a)).as("never weaker than a part").isEqualTo(a.join(b));
    }
  }

  @Test
  void join_strictestWins_inEveryDirection() {
    Limit joined = Limit.ofMax(new BigDecimal("0.5")).join(Limit.ofMax(new BigDecimal("0.40")));
    assertThat(joined).isEqualTo(Limit.ofMax(new BigDecimal("0.4")));
    assertThat(Limit.ofMin(BigDecimal.ONE).join(Limit.ofMin(BigDecimal.TWO)).min())
        .hasValue(BigDecimal.TWO);
    assertThat(Limit.ofRequired(set("a")).join(Limit.ofRequired(set("b"))).required())
        .hasValue(set("a", "b"));
    assertThat(Limit.ofAllowed(set("a", "b")).join(Limit.ofAllowed(set("b", "c"))).allowed())
        .hasValue(set("b"));
    assertThat(Limit.ofFlag(false).join(Limit.ofFlag(true)).flag()).hasValue(true);
  }

  @Test
  void join_everyPermutationAndRepetition_givesTheSameLimits() throws Exception {
    List<CompiledRulebook> books = new ArrayList<>();
    books.add(book("a", "max", "0.5", "<="));
    books.add(book("b", "max", "0.4", "<="));
    books.add(book("c", "max", "0.6", "<="));
    for (int round = 0; round < 24; round++) {
      Collections.shuffle(books, new Random(SEED + round));
      List<CompiledRulebook> twice = new ArrayList<>(books);
      twice.addAll(books.subList(0, round % 4 == 0 ? 0 : 2));
      InForce rules = (InForce) InForce.join(twice, Samples.NOW);
      assertThat(rules.limits())
          .containsExactly(java.util.Map.entry("p", Limit.ofMax(new BigDecimal("0.4"))));
      assertThat(rules.rulebooks())
          .extracting(CompiledRulebook::toString)
          .containsExactly("a 1.0.0", "b 1.0.0", "c 1.0.0");
    }
  }

  @Test
  void decide_parentIsStricter_childsCheckUsesTheJoinedBound() throws Exception {
    InForce rules =
        Samples.inForce(book("child", "max", "0.5", "<="), book("parent", "max", "0.4", "<="));
    Decision decision =
        Decider.decide(
            rules, Samples.card(), List.of(Samples.measured("e", 1, 0.42, 0.43, 0.44, 9)));
    assertThat(decision.findings())
        .allMatch(f -> f.expression().equals("error/1 upper 0.44 ≤ 0.4"));
    assertThat(decision.findings()).allMatch(f -> f.status() == Status.VIOLATED);
  }

  @Test
  void join_trialRulebook_tightensOnlyItself() throws Exception {
    CompiledRulebook trial =
        Samples.compile(text("trial", "max", "0.1", "<=").replace("in-force", "trial"));
    InForce rules = Samples.inForce(book("own", "max", "0.5", "<="), trial);
    Decision decision =
        Decider.decide(rules, Samples.card(), List.of(Samples.measured("e", 1, 0.2, 0.3, 0.4, 9)));
    assertThat(decision.findings())
        .extracting(Finding::status)
        .containsExactly(Status.SATISFIED, Status.VIOLATED);
    assertThat(decision.outcome()).isEqualTo(Outcome.ACTIVE);
  }

  @Test
  void join_minAboveMax_isUnsatisfiable() throws Exception {
    Join join =
        InForce.join(
            List.of(book("a", "max", "0.4", "<="), book("b", "min", "0.6", ">=")), Samples.NOW);
    assertThat(join)
        .isInstanceOfSatisfying(
            Unsatisfiable.class,
            no ->
                assertThat(no.explanation())
                    .isEqualTo("p: at least 0.6, at most 0.4 (a 1.0.0, b 1.0.0)"));
  }

  @Test
  void contradictions_emptySets_areNamed() {
    assertThat(Limit.ofAllowed(set("a")).join(Limit.ofAllowed(set("b"))).contradictions())
        .containsExactly("nothing is allowed");
    assertThat(Limit.ofAllowed(set("a")).join(Limit.ofRequired(set("a", "b"))).contradictions())
        .containsExactly("required but not allowed: b");
    assertThat(Limit.ofFlag(true).join(Limit.ofMax(BigDecimal.ONE)).contradictions()).hasSize(1);
    assertThat(Limit.ofMin(BigDecimal.ONE).join(Limit.ofMax(BigDecimal.ONE)).contradictions())
        .isEmpty();
  }

  @Test
  void join_oneVersionWithTwoContents_isUnsatisfiable() throws Exception {
    Join join =
        InForce.join(
            List.of(book("a", "max", "0.4", "<="), book("a", "max", "0.5", "<=")), Samples.NOW);
    assertThat(join)
        .isInstanceOfSatisfying(
            Unsatisfiable.class,
            no ->
                assertThat(no.explanation()).contains("two different contents under one version"));
  }

  @Test
  void read_directionWithoutParameter_isNamedAfterRulebookAndRequirement() throws Exception {
    CompiledRulebook book =
        Samples.compile(text("a", "max", "0.4", "<=").replace("parameter: p, ", ""));
    assertThat(Samples.inForce(book).limits()).containsOnlyKeys("a/R");
  }

  private static CompiledRulebook book(String id, String bound, String value, String sign)
      throws Exception {
    return Samples.compile(text(id, bound, value, sign));
  }

  private static String text(String id, String bound, String value, String sign) {
    String end = sign.equals("<=") ? "upper" : "lower";
    String requirement =
        Samples.requirement(
            "R",
            "metric[\"error/1\"]." + end + " " + sign + " bound",
            "needs: [{metric: error/1}]\ndirection: {parameter: p, bound: %s, value: %s}\n"
                .formatted(bound, value));
    return Samples.book("error/1", requirement).replace("rulebook: sample", "rulebook: " + id);
  }

  private static Limit limit(Random random) {
    BigDecimal number = BigDecimal.valueOf(random.nextInt(40), random.nextInt(3));
    SortedSet<String> set = new TreeSet<>();
    for (String item : List.of("a", "b", "c")) {
      if (random.nextBoolean()) {
        set.add(item);
      }
    }
    Limit one =
        switch (random.nextInt(5)) {
          case 0 -> Limit.ofMax(number);
          case 1 -> Limit.ofMin(number);
          case 2 -> Limit.ofRequired(set);
          case 3 -> Limit.ofAllowed(set);
          default -> Limit.ofFlag(random.nextBoolean());
        };
    return random.nextInt(3) == 0 ? one.join(limit(random)) : one;
  }

  private static SortedSet<String> set(String... items) {
    return new TreeSet<>(List.of(items));
  }
}
