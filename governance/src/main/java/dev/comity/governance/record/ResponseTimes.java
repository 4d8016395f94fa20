package dev.comity.governance.record;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How long cases stay unanswered: the product-limit estimate, in which open cases count for as long
 * as they have waited. Leaving hard cases open therefore shortens nothing.
 *
 * <p>Source: E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations",
 * Journal of the American Statistical Association 53 (1958), 457–481. An open case that has waited
 * exactly as long as another took to be answered still counts as waiting at that time.
 *
 * @param answered cases that were answered
 * @param open cases that were not, yet
 * @param steps one for each time at which a case was answered, ascending
 * @param median the smallest time at which at most half of the cases are still unanswered; empty
 *     while that is not reached
 * @param ninetieth the same for a tenth
 */
public record ResponseTimes(
    int answered,
    int open,
    List<Step> steps,
    Optional<Duration> median,
    Optional<Duration> ninetieth) {

  /**
   * One case.
   *
   * @param time from the question to its answer, or until now; not negative
   */
  public record Case(Duration time, boolean answered) {
    public Case {
      if (time.isNegative()) {
        throw new IllegalArgumentException("a response time is not negative, as " + time + " is");
      }
    }
  }

  /**
   * The estimate from this time until the next step's.
   *
   * @param atRisk cases that waited at least this long
   * @param answered cases answered at exactly this time
   * @param unanswered the estimated share of cases that wait longer, to six decimals, half to even
   */
  public record Step(Duration time, int atRisk, int answered, BigDecimal unanswered) {}

  public ResponseTimes {
    steps = List.copyOf(steps);
  }

  public int cases() {
    return answered + open;
  }

  /** The estimate; the order of {@code cases} does not matter. */
  public static ResponseTimes of(Collection<Case> cases) {
    SortedMap<Duration, Tally> times = new TreeMap<>();
    for (Case one : cases) {
      times.computeIfAbsent(one.time(), time -> new Tally()).add(one.answered());
    }
    ProductLimit estimate = new ProductLimit();
    List<Step> steps = new ArrayList<>();
    Optional<Duration> median = Optional.empty();
    Optional<Duration> ninetieth = Optional.empty();
    int atRisk = cases.size();
    int answered = 0;
    for (Map.Entry<Duration, Tally> entry : times.entrySet()) {
      Duration time = entry.getKey();
      Tally tally = entry.getValue();
      if (tally.answered > 0) {
        estimate.step(atRisk, tally.answered);
        steps.add(new Step(time, atRisk, tally.answered, estimate.shown()));
        median = median.or(() -> reached(estimate, 2, time));
        ninetieth = ninetieth.or(() -> reached(estimate, 10, time));
      }
      atRisk -= tally.answered + tally.open;
      answered += tally.answered;
    }
    return new ResponseTimes(answered, cases.size() - answered, steps, median, ninetieth);
  }

  private static Optional<Duration> reached(ProductLimit estimate, int divisor, Duration time) {
    return estimate.atMostOneOf(divisor) ? Optional.of(time) : Optional.empty();
  }

  /**
   * One estimate for each value of {@code key} among {@code items}, such as their provider,
   * community or severity.
   */
  public static <T, K extends Comparable<? super K>> SortedMap<K, ResponseTimes> by(
      Function<? super T, ? extends K> key,
      Function<? super T, Case> time,
      Collection<? extends T> items) {
    SortedMap<K, List<Case>> groups = new TreeMap<>();
    for (T item : items) {
      groups.computeIfAbsent(key.apply(item), k -> new ArrayList<>()).add(time.apply(item));
    }
    SortedMap<K, ResponseTimes> estimates = new TreeMap<>();
    groups.forEach((group, cases) -> estimates.put(group, of(cases)));
    return estimates;
  }

  /** How many cases end at one time. */
  private static final class Tally {
    private int answered;
    private int open;

    void add(boolean wasAnswered) {
      if (wasAnswered) {
        answered++;
      } else {
        open++;
      }
    }
  }
}
