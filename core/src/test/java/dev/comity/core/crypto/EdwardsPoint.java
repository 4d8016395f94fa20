package dev.comity.core.crypto;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;

import dev.comity.core.Bytes;
import java.math.BigInteger;
import java.util.Optional;

/** Textbook arithmetic on edwards25519 (RFC 8032 section 5.1), to make edge cases from scratch. */
record EdwardsPoint(BigInteger x, BigInteger y) {
  static final BigInteger P = ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /** The order of the base point. */
  static final BigInteger L =
      ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

  static final EdwardsPoint NEUTRAL = new EdwardsPoint(ZERO, ONE);
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  static final EdwardsPoint BASE =
      at(BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P), false)
          .orElseThrow();

  /** The point with this y and parity of x; empty when y is on no point. */
  static Optional<EdwardsPoint> at(BigInteger y, boolean odd) {
    BigInteger u = y.multiply(y).subtract(ONE);
    BigInteger v = D.multiply(y).multiply(y).add(ONE);
    BigInteger square = u.multiply(v.modInverse(P)).mod(P);
    BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!root.multiply(root).mod(P).equals(square)) {
      root = root.multiply(TWO.modPow(P.shiftRight(2), P)).mod(P);
    }
    if (!root.multiply(root).mod(P).equals(square)) {
      return Optional.empty();
    }
    return Optional.of(
        new EdwardsPoint(root.testBit(0) == odd ? root : P.subtract(root).mod(P), y));
  }

  /** A point whose order is exactly 8. */
  static EdwardsPoint ofOrder8() {
    for (long y = 2; ; y++) {
      Optional<EdwardsPoint> torsion = at(BigInteger.valueOf(y), false).map(p -> p.times(L));
      if (torsion.isPresent() && !torsion.get().times(BigInteger.valueOf(4)).equals(NEUTRAL)) {
        return torsion.get();
      }
    }
  }

  EdwardsPoint plus(EdwardsPoint that) {
    BigInteger product = D.multiply(x).multiply(that.x).multiply(y).multiply(that.y).mod(P);
    BigInteger newX =
        x.multiply(that.y).add(y.multiply(that.x)).multiply(ONE.add(product).modInverse(P));
    BigInteger newY =
        y.multiply(that.y).add(x.multiply(that.x)).multiply(ONE.subtract(product).modInverse(P));
    return new EdwardsPoint(newX.mod(P), newY.mod(P));
  }

  EdwardsPoint times(BigInteger scalar) {
    EdwardsPoint sum = NEUTRAL;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = sum.plus(sum);
      sum = scalar.testBit(bit) ? sum.plus(this) : sum;
    }
    return sum;
  }

  Bytes encode() {
    return encode(y, x.testBit(0));
  }

  /** Any y below 2²⁵⁵, reduced or not, with either sign bit. */
  static Bytes encode(BigInteger y, boolean sign) {
    return littleEndian(sign ? y.setBit(255) : y);
  }

  static Bytes littleEndian(BigInteger number) {
    byte[] octets = new byte[32];
    for (int i = 0; i < 32; i++) {
      octets[i] = number.shiftRight(8 * i).byteValue();
    }
    return Bytes.of(octets);
  }
}
