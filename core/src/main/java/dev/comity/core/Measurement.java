package dev.comity.core;

import java.math.BigDecimal;

/**
 * A measured number with its interval, exact decimals all of them.
 *
 * @param value the point estimate, in the metric's unit
 * @param lower lower end of the interval; at most {@code upper}
 * @param upper upper end of the interval
 * @param level confidence level of the interval, above 0 and at most 1 (an exact count has level 1
 *     and lower = upper)
 * @param n number of independent units behind the estimate (questions, items), at least 0
 */
public record Measurement(
    BigDecimal value, BigDecimal lower, BigDecimal upper, BigDecimal level, long n) {
  public Measurement {
    if (lower.compareTo(upper) > 0) {
      throw new IllegalArgumentException("lower " + lower + " is above upper " + upper);
    }
    if (level.signum() <= 0 || level.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("level " + level + " is not in (0, 1]");
    }
    if (n < 0) {
      throw new IllegalArgumentException("n " + n + " is negative");
    }
  }
}
