package dev.comity.governance.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/** An exact fraction in lowest terms with a positive denominator. */
record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
  /** Decimals shown. */
  static final int DIGITS = 6;

  static final Fraction ZERO = of(0, 1);
  static final Fraction ONE = of(1, 1);

  Fraction {
    if (denominator.signum() <= 0) {
      throw new IllegalArgumentException("a denominator is positive, not " + denominator);
    }
    BigInteger common = numerator.gcd(denominator);
    numerator = numerator.divide(common);
    denominator = denominator.divide(common);
  }

  static Fraction of(long numerator, long denominator) {
    return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /** Exactly {@code decimal}, whose scale is not negative. */
  static Fraction of(BigDecimal decimal) {
    return new Fraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Fraction minus(Fraction other) {
    return plus(other.negated());
  }

  Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /** {@code divisor} is positive. */
  Fraction over(Fraction divisor) {
    return new Fraction(
        numerator.multiply(divisor.denominator), denominator.multiply(divisor.numerator));
  }

  Fraction squared() {
    return times(this);
  }

  private Fraction negated() {
    return new Fraction(numerator.negate(), denominator);
  }

  int signum() {
    return numerator.signum();
  }

  /** {@code part / whole} as shown; empty when there is no whole. */
  static Optional<BigDecimal> share(Fraction part, Fraction whole) {
    return whole.signum() == 0 ? Optional.empty() : Optional.of(part.over(whole).shown());
  }

  /** Rounded to {@value #DIGITS} decimals, half to even. */
  BigDecimal shown() {
    return shown(numerator, denominator);
  }

  /** The same for a fraction that need not be in lowest terms. */
  static BigDecimal shown(BigInteger numerator, BigInteger denominator) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), DIGITS, RoundingMode.HALF_EVEN);
  }

  @Override
  public int compareTo(Fraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }
}
