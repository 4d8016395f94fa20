package dev.comity.core.crypto;

import dev.comity.core.Bytes;
import java.math.BigInteger;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which encoded points an Ed25519 public key A or signature half R may be.
 *
 * <p>The rule of this project: verification is cofactorless (RFC 8032 section 5.1.7 with the
 * equation sB = R + kA), S is below the group order, and A and R are canonical encodings of points
 * that are not of small order. Providers differ exactly where encodings are non-canonical or points
 * are of small order, so those are refused before a provider is asked; any exception of a provider
 * is a refusal.
 */
final class Ed25519Rule {
  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /** d = −121665/121666, the constant of the curve −x² + y² = 1 + dx²y². */
  private static final BigInteger D =
      BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P)).mod(P);

  /** Euler's criterion: a non-zero number is a square if this power of it is 1. */
  private static final BigInteger HALF_ORDER = P.shiftRight(1);

  /** A y coordinate of the points of order 8; the other is its negative. */
  private static final BigInteger ORDER_8_Y =
      new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

  /** The y coordinates of the eight points of small order: 0, 1, −1 and the two of order 8. */
  private static final Set<BigInteger> SMALL_ORDER_Y =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          P.subtract(BigInteger.ONE),
          ORDER_8_Y,
          P.subtract(ORDER_8_Y));

  /**
   * Keys admitted lately, each at the place that its hash names: most statements bring or name a
   * key that was seen before, and the power in {@link #liesOnCurve} costs as much as the half of a
   * verification. Whoever makes keys that fall on one place only makes them be computed again.
   */
  private static final AtomicReferenceArray<Bytes> ADMITTED = new AtomicReferenceArray<>(1 << 14);

  private Ed25519Rule() {}

  /** Whether {@code encoded} may be a key: an admissible encoding whose y lies on the curve. */
  static boolean admitsKey(Bytes encoded) {
    int place = Math.floorMod(encoded.hashCode(), ADMITTED.length());
    if (encoded.equals(ADMITTED.get(place))) {
      return true;
    }
    boolean admitted = admitsPoint(encoded) && liesOnCurve(y(encoded));
    if (admitted) {
      ADMITTED.set(place, encoded);
    }
    return admitted;
  }

  /** RFC 8032 section 5.1.3: x² = u/v = uv/v² with u = y² − 1, v = dy² + 1, so uv is a square. */
  private static boolean liesOnCurve(BigInteger y) {
    BigInteger square = y.multiply(y);
    BigInteger u = square.subtract(BigInteger.ONE);
    BigInteger v = D.multiply(square).add(BigInteger.ONE);
    return u.multiply(v).modPow(HALF_ORDER, P).equals(BigInteger.ONE);
  }

  /**
   * Whether {@code encoded} is canonical and not of small order. Of an R that this admits but that
   * lies on no curve the equation itself holds for none, so that check is left to it.
   */
  static boolean admitsPoint(Bytes encoded) {
    BigInteger y = y(encoded);
    return y.compareTo(P) < 0 && !SMALL_ORDER_Y.contains(y);
  }

  /** The y coordinate, little-endian below the sign bit of x. */
  private static BigInteger y(Bytes encoded) {
    byte[] bigEndian = new byte[32];
    for (int i = 0; i < 32; i++) {
      bigEndian[i] = encoded.at(31 - i);
    }
    bigEndian[0] &= 0x7f;
    return new BigInteger(1, bigEndian);
  }
}
