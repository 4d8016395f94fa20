package dev.comity.core.crypto;

import dev.comity.core.Bytes;
import java.math.BigInteger;
import java.util.Set;

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

  private Ed25519Rule() {}

  static boolean admitsPoint(Bytes encoded) {
    byte[] bigEndian = new byte[32];
    for (int i = 0; i < 32; i++) {
      bigEndian[i] = encoded.at(31 - i);
    }
    bigEndian[0] &= 0x7f;
    BigInteger y = new BigInteger(1, bigEndian);
    return y.compareTo(P) < 0 && !SMALL_ORDER_Y.contains(y);
  }
}
