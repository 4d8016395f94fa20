package dev.comity.core.crypto;

import dev.comity.core.Bytes;
import java.math.BigInteger;

/**
 * A NIST prime curve y² = x³ − 3x + b; checks that a public point lies on it (SEC 1 section
 * 3.2.2.1; cofactor 1).
 */
enum EcCurve {
  P256(
      "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
      "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
  P384(
      "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
      "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef");

  private final BigInteger prime;
  private final BigInteger b;

  EcCurve(String prime, String b) {
    this.prime = new BigInteger(prime, 16);
    this.b = new BigInteger(b, 16);
  }

  static EcCurve of(Algorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> P256;
      case ES384 -> P384;
      case EDDSA -> throw new IllegalArgumentException("Ed25519 is no Weierstrass curve");
    };
  }

  boolean contains(Bytes point) {
    int half = point.size() / 2;
    BigInteger x = new BigInteger(1, point.slice(0, half).toArray());
    BigInteger y = new BigInteger(1, point.slice(half, point.size()).toArray());
    if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) {
      return false;
    }
    BigInteger right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(b).mod(prime);
    return y.multiply(y).mod(prime).equals(right);
  }
}
