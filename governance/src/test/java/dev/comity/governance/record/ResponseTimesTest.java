package dev.comity.governance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.governance.record.ResponseTimes.Case;
import dev.comity.governance.record.ResponseTimes.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ResponseTimesTest {
  /** Weeks in remission; a plus marks a case that was still open. */
  private static final String SIX_MP =
      "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";

  private static final String PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";

  private static List<Case> weeks(String text) {
    return Arrays.stream(text.split(" ")).map(ResponseTimesTest::week).toList();
  }

  private static Case week(String text) {
    boolean open = text.endsWith("+");
    String weeks = open ? text.substring(0, text.length() - 1) : text;
    return new Case(Duration.ofDays(7 * Long.parseLong(weeks)), !open);
  }

  private static Duration ofWeeks(long weeks) {
    return Duration.ofDays(7 * weeks);
  }

  /** Freireich et al., Blood 21 (1963); the values are in every textbook of survival analysis. */
  @Test
  void leukaemiaSixMp_givesThePublishedEstimates() {
    ResponseTimes times = ResponseTimes.of(weeks(SIX_MP));

    assertThat(times.steps())
        .containsExactly(
            step(6, 21, 3, "0.857143"),
            step(7, 17, 1, "0.806723"),
            step(10, 15, 1, "0.752941"),
            step(13, 12, 1, "0.690196"),
            step(16, 11, 1, "0.627451"),
            step(22, 7, 1, "0.537815"),
            step(23, 6, 1, "0.448179"));
    assertThat(times.median()).contains(ofWeeks(23));
    assertThat(times.ninetieth()).isEmpty();
    assertThat(times.answered()).isEqualTo(9);
    assertThat(times.open()).isEqualTo(12);
    assertThat(times.cases()).isEqualTo(21);
  }

  @Test
  void leukaemiaPlacebo_isTheEmpiricalDistribution() {
    ResponseTimes times = ResponseTimes.of(weeks(PLACEBO));

    assertThat(times.median()).contains(ofWeeks(8));
    assertThat(times.ninetieth()).contains(ofWeeks(17));
    assertThat(times.steps().getLast()).isEqualTo(step(23, 1, 1, "0.000000"));
  }

  /** The example of Kaplan and Meier (1958), in tenths of a month. */
  @Test
  void kaplanMeiersOwnExample_givesTheirEstimates() {
    assertThat(ResponseTimes.of(weeks("8 10+ 27+ 31 54 70+ 92 121+")).steps())
        .extracting(Step::unanswered)
        .extracting(BigDecimal::toString)
        .containsExactly("0.875000", "0.700000", "0.525000", "0.262500");
  }

  private static Step step(long weeks, int atRisk, int answered, String unanswered) {
    return new Step(ofWeeks(weeks), atRisk, answered, new BigDecimal(unanswered));
  }

  @Test
  void noCases_giveNothing() {
    ResponseTimes times = ResponseTimes.of(List.of());

    assertThat(times.cases()).isZero();
    assertThat(times.steps()).isEmpty();
    assertThat(times.median()).isEmpty();
  }

  @Test
  void allOpen_reachNoMedian() {
    ResponseTimes times = ResponseTimes.of(weeks("1+ 50+ 900+"));

    assertThat(times.open()).isEqualTo(3);
    assertThat(times.steps()).isEmpty();
    assertThat(times.median()).isEmpty();
  }

  @Test
  void exactlyHalfLeft_isTheMedian() {
    assertThat(ResponseTimes.of(weeks("1 2 3 4")).median()).contains(ofWeeks(2));
    // 5/6 · 4/5 · 3/4 with the open cases after: a product of decimals would miss one half
    assertThat(ResponseTimes.of(weeks("1 2 3 9+ 9+ 9+")).median()).contains(ofWeeks(3));
    // 2/3 · 3/4, with open cases between; 2/3 has no end as a decimal
    assertThat(ResponseTimes.of(weeks("1 1 1 2+ 2+ 3 9+ 9+ 9+")).median()).contains(ofWeeks(3));
  }

  /** 1/3 · 3/128 = 0.0078125 lies between two numbers of six decimals; the even one is shown. */
  @Test
  void estimateBetweenTwoDecimals_isRoundedToTheEvenOne() {
    List<Case> cases = new ArrayList<>(Collections.nCopies(400, week("1")));
    cases.addAll(Collections.nCopies(72, week("2+")));
    cases.addAll(Collections.nCopies(125, week("3")));
    cases.addAll(Collections.nCopies(3, week("4+")));

    assertThat(ResponseTimes.of(cases).steps().getLast()).isEqualTo(step(3, 128, 125, "0.007812"));
  }

  @Test
  void exactlyATenthLeft_isTheNinetieth() {
    assertThat(ResponseTimes.of(weeks("1 2 3 4 5 6 7 8 9 10")).ninetieth()).contains(ofWeeks(9));
  }

  @Test
  void openCaseOfTheSameTime_wasStillWaiting() {
    assertThat(ResponseTimes.of(weeks("5 5+")).steps()).containsExactly(step(5, 2, 1, "0.500000"));
  }

  @Test
  void answeredAtOnce_counts() {
    assertThat(ResponseTimes.of(weeks("0 3")).median()).contains(Duration.ZERO);
  }

  @Test
  void negativeTime_isRefused() {
    assertThatThrownBy(() -> new Case(Duration.ofSeconds(-1), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not negative");
  }

  private record Concern(String provider, int severity, Case waited) {}

  @Test
  void grouped_estimatesEachGroupAlone() {
    List<Concern> concerns = new ArrayList<>();
    weeks(SIX_MP).forEach(one -> concerns.add(new Concern("six-mp", 5, one)));
    weeks(PLACEBO).forEach(one -> concerns.add(new Concern("placebo", 2, one)));
    Collections.shuffle(concerns, new Random(1));

    SortedMap<String, ResponseTimes> byProvider =
        ResponseTimes.by(Concern::provider, Concern::waited, concerns);
    SortedMap<Integer, ResponseTimes> bySeverity =
        ResponseTimes.by(Concern::severity, Concern::waited, concerns);

    assertThat(byProvider).containsOnlyKeys("placebo", "six-mp");
    assertThat(byProvider.get("six-mp")).isEqualTo(ResponseTimes.of(weeks(SIX_MP)));
    assertThat(bySeverity.get(2)).isEqualTo(ResponseTimes.of(weeks(PLACEBO)));
  }
}
