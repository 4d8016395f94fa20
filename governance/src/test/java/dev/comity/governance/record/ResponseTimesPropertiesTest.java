package dev.comity.governance.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.governance.record.ResponseTimes.Case;
import dev.comity.governance.record.ResponseTimes.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On seeded random cases with many ties. */
class ResponseTimesPropertiesTest {
  private static final int SAMPLES = 500;

  private interface Property {
    void check(String where, Random random, List<Case> cases, ResponseTimes times);
  }

  private static void forAll(Property property) {
    for (long seed = 0; seed < SAMPLES; seed++) {
      Random random = new Random(seed);
      List<Case> cases = new ArrayList<>();
      int count = 1 + random.nextInt(40);
      for (int i = 0; i < count; i++) {
        cases.add(new Case(Duration.ofHours(random.nextInt(30)), random.nextInt(3) > 0));
      }
      property.check("seed " + seed, random, cases, ResponseTimes.of(cases));
    }
  }

  /** Against an independent reckoning: the definition, time by time, in lowest terms. */
  @Test
  void estimates_areTheDefinition() {
    forAll(
        (where, random, cases, times) -> {
          for (Step step : times.steps()) {
            assertThat(step.unanswered()).as(where).isEqualTo(limit(cases, step.time()).shown());
          }
          assertThat(times.median()).as(where).isEqualTo(first(cases, times, Fraction.of(1, 2)));
          assertThat(times.ninetieth())
              .as(where)
              .isEqualTo(first(cases, times, Fraction.of(1, 10)));
        });
  }

  private static Optional<Duration> first(List<Case> cases, ResponseTimes times, Fraction level) {
    return times.steps().stream()
        .map(Step::time)
        .filter(time -> limit(cases, time).compareTo(level) <= 0)
        .findFirst();
  }

  private static Fraction limit(List<Case> cases, Duration until) {
    Fraction product = Fraction.ONE;
    List<Duration> events =
        cases.stream().filter(Case::answered).map(Case::time).distinct().sorted().toList();
    for (Duration event : events) {
      if (event.compareTo(until) <= 0) {
        long atRisk = cases.stream().filter(c -> c.time().compareTo(event) >= 0).count();
        long ended = cases.stream().filter(c -> c.answered() && c.time().equals(event)).count();
        product = product.times(Fraction.of(atRisk - ended, atRisk));
      }
    }
    return product;
  }

  @Test
  void otherOrder_givesTheSame() {
    forAll(
        (where, random, cases, times) -> {
          List<Case> shuffled = new ArrayList<>(cases);
          Collections.shuffle(shuffled, random);
          assertThat(ResponseTimes.of(shuffled)).as(where).isEqualTo(times);
        });
  }

  @Test
  void nothingOpen_isTheShareStillWaiting() {
    forAll(
        (where, random, cases, times) -> {
          List<Case> answered = cases.stream().map(c -> new Case(c.time(), true)).toList();
          for (Step step : ResponseTimes.of(answered).steps()) {
            long longer =
                answered.stream().filter(c -> c.time().compareTo(step.time()) > 0).count();
            assertThat(step.unanswered())
                .as(where)
                .isEqualTo(Fraction.of(longer, answered.size()).shown());
          }
        });
  }

  /** Whoever leaves a case open longer looks no faster anywhere. */
  @Test
  void openCaseThatWaitsLonger_shortensNothing() {
    forAll(
        (where, random, cases, times) -> {
          int chosen = random.nextInt(cases.size());
          Duration longer = cases.get(chosen).time().plusHours(1 + random.nextInt(20));
          List<Case> before = new ArrayList<>(cases);
          before.set(chosen, new Case(cases.get(chosen).time(), false));
          List<Case> after = new ArrayList<>(cases);
          after.set(chosen, new Case(longer, false));
          ResponseTimes then = ResponseTimes.of(after);
          for (Step step : ResponseTimes.of(before).steps()) {
            assertThat(at(then, step.time())).as(where).isGreaterThanOrEqualTo(step.unanswered());
          }
        });
  }

  private static BigDecimal at(ResponseTimes times, Duration time) {
    return times.steps().stream()
        .filter(step -> step.time().compareTo(time) <= 0)
        .reduce((earlier, later) -> later)
        .map(Step::unanswered)
        .orElse(BigDecimal.ONE);
  }

  @Test
  void steps_descendAndTheMedianComesNoLaterThanTheNinetieth() {
    forAll(
        (where, random, cases, times) -> {
          BigDecimal last = BigDecimal.ONE;
          for (Step step : times.steps()) {
            assertThat(step.unanswered()).as(where).isLessThan(last).isNotNegative();
            last = step.unanswered();
          }
          times
              .ninetieth()
              .ifPresent(
                  tenth -> assertThat(times.median().orElseThrow()).isLessThanOrEqualTo(tenth));
        });
  }

  /** Open and answered cases alternate, so that no factor cancels. */
  @Test
  void manyAlternatingCases_areManaged() {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      cases.add(new Case(Duration.ofSeconds(i), i % 2 == 0));
    }
    ResponseTimes times = ResponseTimes.of(cases);

    assertThat(times.steps()).hasSize(30_000);
    // S is about the root of the share that waits: a half is reached where a quarter is left
    assertThat(times.median().orElseThrow())
        .isBetween(Duration.ofSeconds(44_900), Duration.ofSeconds(45_100));
  }
}
