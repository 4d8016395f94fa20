package dev.comity.governance;

import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** A party in a test; the same name always has the same key. */
record Actor(String name, SigningKey key) {

  private static final Map<String, Actor> KNOWN = new ConcurrentHashMap<>();

  static Actor named(String name) {
    return KNOWN.computeIfAbsent(
        name,
        unknown ->
            new Actor(
                unknown, SigningKey.generate(Algorithm.EDDSA, new Seeded(unknown.hashCode()))));
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
