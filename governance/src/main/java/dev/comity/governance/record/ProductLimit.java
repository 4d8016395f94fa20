package dev.comity.governance.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The running product of (at risk − answered) / at risk.
 *
 * <p>Between two open cases the factors cancel: what is left after one step is at risk at the next.
 * So the last factor is kept apart and only multiplied in when somebody dropped out unanswered.
 *
 * <p>Every answer is exact. The product is held between two decimals of 50 digits, and is only
 * multiplied out where these differ about the answer; otherwise a log with very many open cases
 * would take minutes.
 */
final class ProductLimit {
  private static final MathContext DOWN = new MathContext(50, RoundingMode.FLOOR);
  private static final MathContext UP = new MathContext(50, RoundingMode.CEILING);

  private final List<Long> numerators = new ArrayList<>();
  private final List<Long> denominators = new ArrayList<>();
  private BigDecimal low = BigDecimal.ONE;
  private BigDecimal high = BigDecimal.ONE;
  private long left = 1;
  private long from = 1;

  /** {@code answered} of {@code atRisk} cases end here. */
  void step(int atRisk, int answered) {
    if (atRisk != left) {
      low = bound(low, DOWN);
      high = bound(high, UP);
      numerators.add(left);
      denominators.add(from);
      from = atRisk;
    }
    left = (long) atRisk - answered;
  }

  private BigDecimal bound(BigDecimal product, MathContext rounding) {
    return product
        .multiply(BigDecimal.valueOf(left), rounding)
        .divide(BigDecimal.valueOf(from), rounding);
  }

  /** Whether the product is at most 1 / {@code divisor}. */
  boolean atMostOneOf(int divisor) {
    BigDecimal times = BigDecimal.valueOf(divisor);
    if (bound(high, UP).multiply(times).compareTo(BigDecimal.ONE) <= 0) {
      return true;
    }
    if (bound(low, DOWN).multiply(times).compareTo(BigDecimal.ONE) > 0) {
      return false;
    }
    return top().multiply(BigInteger.valueOf(divisor)).compareTo(bottom()) <= 0;
  }

  /** Rounded as {@link Fraction#shown} rounds. */
  BigDecimal shown() {
    BigDecimal least = bound(low, DOWN).setScale(Fraction.DIGITS, RoundingMode.HALF_EVEN);
    BigDecimal most = bound(high, UP).setScale(Fraction.DIGITS, RoundingMode.HALF_EVEN);
    return least.compareTo(most) == 0 ? least : Fraction.shown(top(), bottom());
  }

  private BigInteger top() {
    return product(numerators).multiply(BigInteger.valueOf(left));
  }

  private BigInteger bottom() {
    return product(denominators).multiply(BigInteger.valueOf(from));
  }

  /** By halves, so that the factors of each multiplication are of one size. */
  private static BigInteger product(List<Long> factors) {
    if (factors.size() < 2) {
      return factors.isEmpty() ? BigInteger.ONE : BigInteger.valueOf(factors.getFirst());
    }
    int middle = factors.size() / 2;
    return product(factors.subList(0, middle))
        .multiply(product(factors.subList(middle, factors.size())));
  }
}
