package dev.comity.governance.invariants;

import dev.comity.core.Hash;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Who speaks. Keys are made once: nothing here is signed, but issuers are thumbprints. */
final class Cast {
  static final int SIZE = 14;
  private static final List<SigningKey> KEYS = keys();

  /** Spare keys, to rotate and recover with. */
  static final int SPARES = 26;

  private Cast() {}

  static SigningKey signing(int number) {
    return KEYS.get(number);
  }

  static VerificationKey key(int number) {
    return KEYS.get(number).publicKey();
  }

  /** The party whose first key is {@code number}. */
  static String party(int number) {
    return key(number).partyId();
  }

  private static final Map<Hash, Integer> NUMBERS = new HashMap<>();

  static {
    for (int i = 0; i < KEYS.size(); i++) {
      NUMBERS.put(key(i).keyId(), i);
    }
  }

  /** The number of the key with this id. */
  static int number(Hash keyId) {
    return Objects.requireNonNull(NUMBERS.get(keyId), "a key of the cast");
  }

  static String name(String party) {
    for (int i = 0; i < KEYS.size(); i++) {
      if (KEYS.get(i).publicKey().partyId().equals(party)) {
        return i == 0 ? "op" : "p" + i;
      }
    }
    return party;
  }

  private static List<SigningKey> keys() {
    List<SigningKey> keys = new ArrayList<>();
    for (int i = 0; i < SIZE + SPARES; i++) {
      keys.add(SigningKey.generate(Algorithm.EDDSA, new Seeded(1_000 + i)));
    }
    return List.copyOf(keys);
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
