package dev.comity.governance.record;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The running product of (at risk − answered) / at risk, exact.
 *
 * <p>Between two open cases the factors cancel: what is left after one step is at risk at the next.
 * So the last factor is kept apart and only multiplied in when somebody dropped out unanswered. No
 * common divisors are sought, since that would cost far more than the digits it saves.
 */
final class ProductLimit {
  private BigInteger numerator = BigInteger.ONE;
  private BigInteger denominator = BigInteger.ONE;
  private long left = 1;
  private long from = 1;

  /** {@code answered} of {@code atRisk} cases end here. */
  void step(int atRisk, int answered) {
    if (atRisk != left) {
      numerator = numerator.multiply(BigInteger.valueOf(left));
      denominator = denominator.multiply(BigInteger.valueOf(from));
      from = atRisk;
    }
    left = (long) atRisk - answered;
  }

  /** Whether the product is at most 1 / {@code divisor}. */
  boolean atMostOneOf(int divisor) {
    return top().multiply(BigInteger.valueOf(divisor)).compareTo(bottom()) <= 0;
  }

  BigDecimal shown() {
    return Fraction.shown(top(), bottom());
  }

  private BigInteger top() {
    return numerator.multiply(BigInteger.valueOf(left));
  }

  private BigInteger bottom() {
    return denominator.multiply(BigInteger.valueOf(from));
  }
}
