package dev.comity.governance;

import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import java.security.SecureRandom;
import java.util.Random;

/** A party in a test; the same name always has the same key. */
record Actor(String name, SigningKey key) {

  static Actor named(String name) {
    return new Actor(name, SigningKey.generate(Algorithm.EDDSA, new Seeded(name.hashCode())));
  }

  static Actor withEc(String name) {
    return new Actor(name, SigningKey.generate(Algorithm.ES256, new Seeded(name.hashCode())));
  }

  String id() {
    return key.publicKey().partyId();
  }

  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final Random random;

    Seeded(long seed) {
      random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }
  }
}
