package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import java.security.SecureRandom;

/** Keys for tests; their values matter to no test. */
public final class Keys {
  public static final SigningKey LOG = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
  public static final SigningKey OTHER = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
  public static final SigningKey EC = SigningKey.generate(Algorithm.ES256, new SecureRandom());

  private Keys() {}

  /** A copy with one bit changed. */
  public static Bytes flip(Bytes bytes, int bit) {
    byte[] octets = bytes.toArray();
    octets[bit / 8] ^= (byte) (1 << (bit % 8));
    return Bytes.of(octets);
  }
}
