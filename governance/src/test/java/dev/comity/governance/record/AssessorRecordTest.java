package dev.comity.governance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.governance.record.AssessorFacts.Forecast;
import dev.comity.governance.record.AssessorFacts.Question;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssessorRecordTest {
  private static final Set<String> ANN = Set.of("ann");

  /** 15 questions of others, of which 3 came true: a reference of 3.5 / 16 for everybody else. */
  private static Asking town() {
    return new Asking().others(15, 3);
  }

  @Test
  void twoForecasts_areScoredByTheFormula() {
    AssessorRecord ann =
        town()
            .ask("a", ANN)
            .ask("b", ANN)
            .happens("a")
            .says("ann", "a", 0.9)
            .says("ann", "b", 0.1)
            .record("ann");

    // r = 7/32: losses (25/32)² and (7/32)² become 0.01 each; r (1 − r) = 175/1024, twice
    assertThat(ann.brier()).contains(new BigDecimal("0.010000"));
    assertThat(ann.referenceBrier()).contains(new BigDecimal("0.329102"));
    assertThat(ann.skill()).contains(new BigDecimal("1.867200"));
    assertThat(ann.effectiveCases()).isEqualTo(new BigDecimal("1.367188"));
    assertThat(ann.shrunkSkill()).isEqualTo(new BigDecimal("0.224577"));
    assertThat(ann.coverage()).contains(new BigDecimal("1.000000"));
    assertThat(ann.counts().scored()).isEqualTo(2);
  }

  @Test
  void baseRate_hasNoSkill() {
    AssessorRecord ann = town().ask("a", ANN).says("ann", "a", 0.219).record("ann");

    assertThat(ann.shrunkSkill().abs()).isLessThan(new BigDecimal("0.0001"));
  }

  @Test
  void silence_earnsNothingAndShowsInTheCoverage() {
    AssessorRecord ann = town().ask("a", ANN).ask("b", ANN).says("ann", "b", 0.1).record("ann");
    AssessorRecord whole = town().ask("b", ANN).says("ann", "b", 0.1).record("ann");

    assertThat(ann.counts().silent()).isEqualTo(1);
    assertThat(ann.coverage()).contains(new BigDecimal("0.500000"));
    assertThat(ann.brier()).isEqualTo(whole.brier());
    assertThat(ann.shrunkSkill()).isPositive().isLessThan(whole.shrunkSkill());
  }

  @Test
  void attestedQuestion_countsForCoverageOnly() {
    AssessorRecord ann =
        town().ask("a", "severe", Set.of("somebody"), ANN).says("ann", "a", 0.01).record("ann");

    assertThat(ann.coverage()).contains(new BigDecimal("1.000000"));
    assertThat(ann.counts().scored()).isZero();
    assertThat(ann.skill()).isEmpty();
    assertThat(ann.shrunkSkill()).isEqualByComparingTo(BigDecimal.ZERO);
  }

  @Test
  void openQuestion_isCountedAndNotScored() {
    Asking asking = town().ask("a", ANN).happens("a").says("ann", "a", 0.9);

    AssessorRecord before =
        TrackRecord.assessors(asking.facts(Asking.CLOSES.minusSeconds(1))).get("ann");
    AssessorRecord at = TrackRecord.assessors(asking.facts(Asking.CLOSES)).get("ann");

    assertThat(before.counts().open()).isEqualTo(1);
    assertThat(before.counts().scored()).isZero();
    assertThat(at.counts().open()).isZero();
    assertThat(at.counts().scored()).isEqualTo(1);
  }

  @Test
  void onlyIncidentsOfTheSeverityWithinTheHorizon_settleByYes() {
    assertThat(brierWith(4, Asking.CLOSES)).isEqualTo("0.010000");
    assertThat(brierWith(6, Asking.OPENS.plusSeconds(1))).isEqualTo("0.010000");
    assertThat(brierWith(3, Asking.CLOSES)).isEqualTo("0.810000");
    assertThat(brierWith(4, Asking.CLOSES.plusSeconds(1))).isEqualTo("0.810000");
    assertThat(brierWith(4, Asking.OPENS)).isEqualTo("0.810000");
  }

  private static String brierWith(int severity, Instant at) {
    AssessorRecord ann =
        town().ask("a", ANN).incident("a", severity, at).says("ann", "a", 0.9).record("ann");
    return ann.brier().orElseThrow().toString();
  }

  @Test
  void lateForecast_doesNotCount() {
    AssessorRecord ann = town().ask("a", ANN).saysLate("ann", "a", 0.01).record("ann");

    assertThat(ann.counts().late()).isEqualTo(1);
    assertThat(ann.counts().covered()).isZero();
    assertThat(ann.counts().silent()).isEqualTo(1);
  }

  @Test
  void forecastAfterAnotherCouldBeRead_doesNotCount() {
    Set<String> both = Set.of("ann", "bob");
    Asking asking = town().ask("a", both).says("bob", "a", 0.1).saysAfterwards("ann", "a", 0.1);

    assertThat(asking.record("ann").counts().sighted()).isEqualTo(1);
    assertThat(asking.record("ann").counts().scored()).isZero();
    assertThat(asking.record("bob").counts().scored()).isEqualTo(1);
  }

  @Test
  void forecastByWhoWasNotAsked_blindsNobody() {
    Asking asking =
        town().ask("a", ANN).says("passer-by", "a", 0.1).saysAfterwards("ann", "a", 0.1);

    assertThat(asking.record("ann").counts().scored()).isEqualTo(1);
    assertThat(asking.record("passer-by").counts().unasked()).isEqualTo(1);
    assertThat(asking.record("passer-by").skill()).isEmpty();
  }

  @Test
  void revision_replacesTheEarlierForecast() {
    AssessorRecord ann =
        town().ask("a", ANN).says("ann", "a", 0.9).says("ann", "a", 0.1).record("ann");

    assertThat(ann.brier()).contains(new BigDecimal("0.010000"));
    assertThat(ann.counts().asked()).isEqualTo(1);
  }

  @Test
  void ownSystem_isNeverScored() {
    AssessorRecord maker =
        town().ask("a", Set.of("maker")).says("maker", "a", 0.01).record("maker");

    assertThat(maker.counts().conflicted()).isEqualTo(1);
    assertThat(maker.counts().asked()).isZero();
  }

  @Test
  void tooFewOthers_giveNoReference() {
    AssessorRecord nine =
        new Asking().others(9, 3).ask("a", ANN).says("ann", "a", 0.1).record("ann");
    AssessorRecord ten =
        new Asking().others(10, 3).ask("a", ANN).says("ann", "a", 0.1).record("ann");

    assertThat(nine.counts().unreferenced()).isEqualTo(1);
    assertThat(nine.brier()).isEmpty();
    assertThat(ten.counts().scored()).isEqualTo(1);
  }

  /** 10 others of which 3 came true: (3 + 1/2) / 11, however the shared question ends. */
  @Test
  void questionAskedOfOthersToo_isNotInItsOwnReference() {
    Asking shared = new Asking().others(10, 3).ask("a", Set.of("ann", "bob")).says("ann", "a", 0.1);

    assertThat(shared.record("ann").referenceBrier()).contains(new BigDecimal("0.101240"));
    assertThat(shared.happens("a").record("ann").referenceBrier())
        .contains(new BigDecimal("0.464876"));
  }

  @Test
  void ownQuestionsAndOtherStrata_areNoReference() {
    Asking asking = town().ask("a", "mild", ANN, Set.of()).says("ann", "a", 0.1);
    for (int i = 0; i < 20; i++) {
      asking.ask("own-" + i, "mild", ANN, Set.of());
    }
    assertThat(asking.record("ann").counts().unreferenced()).isEqualTo(21);
  }

  @Test
  void keysUnderOneControl_areOneRecord() {
    Asking asking =
        town()
            .controls("ann", "ann-2")
            .ask("a", ANN)
            .ask("b", Set.of("ann-2"))
            .says("ann", "a", 0.1)
            .says("ann-2", "b", 0.1);

    assertThat(TrackRecord.assessors(asking.facts())).containsOnlyKeys("ann", "somebody");
    assertThat(asking.record("ann").assessors()).containsExactly("ann", "ann-2");
    assertThat(asking.record("ann").counts().scored()).isEqualTo(2);
  }

  @Test
  void independentAudit_weighsTwice() {
    Asking asking = town().ask("a", ANN).says("ann", "a", 0.1);
    AssessorRecord before = asking.record("ann");
    AssessorRecord after = asking.audits("lab", "ann", "a").record("ann");

    assertThat(after.counts().audited()).isEqualTo(1);
    assertThat(after.skill()).isEqualTo(before.skill());
    assertThat(after.effectiveCases())
        .isCloseTo(before.effectiveCases().multiply(BigDecimal.TWO), within());
    assertThat(after.shrunkSkill()).isGreaterThan(before.shrunkSkill());
  }

  private static Offset<BigDecimal> within() {
    return Offset.offset(new BigDecimal("0.000002"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann", "ann-2", "maker", "reciprocal", "afterwards"})
  void dependentAudit_doesNotCount(String auditor) {
    Asking asking = town().controls("ann", "ann-2").ask("a", ANN).says("ann", "a", 0.1);
    asking.audits(auditor, "ann", "a", auditor.equals("afterwards") ? Asking.LATER : Asking.OPENS);
    if (auditor.equals("reciprocal")) {
      asking.audits("ann", auditor, "other-0");
    }
    assertThat(asking.record("ann").counts().audited()).isZero();
  }

  @Test
  void auditByWhoWasAuditedBySomebodyElse_counts() {
    AssessorRecord ann =
        town()
            .ask("a", ANN)
            .says("ann", "a", 0.1)
            .audits("lab", "ann", "a")
            .audits("bob", "lab", "other-0")
            .record("ann");

    assertThat(ann.counts().audited()).isEqualTo(1);
  }

  /** The same skill on more questions is worth more. */
  @Test
  void fewCases_areShrunkMore() {
    Asking one = town().ask("a", ANN).says("ann", "a", 0.1);
    Asking ten = town();
    for (int i = 0; i < 10; i++) {
      ten.ask("a" + i, ANN).says("ann", "a" + i, 0.1);
    }
    assertThat(ten.record("ann").skill()).isEqualTo(one.record("ann").skill());
    assertThat(ten.record("ann").shrunkSkill()).isGreaterThan(one.record("ann").shrunkSkill());
  }

  /**
   * How a system's error divides into bias and variance has no way in: whoever adds a component
   * here has to answer for it in docs/spec/track-records.md.
   */
  @Test
  void facts_holdNoMeasurement() {
    assertThat(components(AssessorFacts.class))
        .containsExactly("audits", "controllers", "forecasts", "incidents", "now", "questions");
    assertThat(components(Question.class))
        .containsExactly(
            "assigned",
            "attested",
            "closesAt",
            "id",
            "opensAt",
            "provider",
            "severity",
            "stratum",
            "system");
    assertThat(components(Forecast.class))
        .containsExactly(
            "assessor", "madeIndex", "openedAt", "openedIndex", "probability", "question");
    assertThat(components(AssessorFacts.Audit.class))
        .containsExactly("assessor", "at", "auditor", "question");
    assertThat(components(Incident.class)).containsExactly("at", "severity", "system");
  }

  private static TreeSet<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "-0.1", "1.1", "0.1234567", "1E-7", "1E+99"})
  void probabilityOutsideTheBounds_isRefused(String probability) {
    assertThatThrownBy(
            () -> new Forecast("q", "a", new BigDecimal(probability), 1, 1, Asking.OPENS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0 and below 1");
  }

  @Test
  void malformedFacts_areRefused() {
    Stream.<Runnable>of(
            () -> new Asking().ask("a", ANN).ask("a", ANN).facts(),
            () -> new Asking().says("ann", "nowhere", 0.1).facts(),
            () -> new Incident("s", 7, Asking.OPENS),
            () -> new Forecast("q", "a", new BigDecimal("0.1"), 5, 4, Asking.OPENS),
            () -> new Question("q", "s", "s", "p", 1, Asking.OPENS, Asking.OPENS, ANN, ANN),
            () ->
                new Question(
                    "q",
                    "s",
                    "s",
                    "p",
                    0,
                    Asking.OPENS,
                    Asking.OPENS.plus(Duration.ofDays(1)),
                    ANN,
                    ANN))
        .forEach(act -> assertThatThrownBy(act::run).isInstanceOf(IllegalArgumentException.class));
  }
}
