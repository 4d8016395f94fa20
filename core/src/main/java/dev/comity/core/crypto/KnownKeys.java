package dev.comity.core.crypto;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out about public keys that were seen lately: that their point is admissible,
 * their thumbprint, and the provider's form of them. Each costs about as much as a verification,
 * and a log's keys come back with every entry.
 *
 * <p>Pure results only, so losing one changes nothing but time. The places are fixed in number and
 * a later key takes the place of an earlier one: no input makes this grow.
 */
final class KnownKeys {
  private static final int PLACES = 4096;
  private static final AtomicReferenceArray<@Nullable KnownKeys> ALL =
      new AtomicReferenceArray<>(PLACES);

  private final Algorithm algorithm;
  private final Bytes material;
  private volatile @Nullable Hash keyId;
  private volatile @Nullable Decoded decoded;

  /** A key as one provider holds it, who alone can use it. */
  private record Decoded(CryptoProvider by, PublicKey key) {}

  private KnownKeys(Algorithm algorithm, Bytes material) {
    this.algorithm = algorithm;
    this.material = material;
  }

  /** Whether {@code material} was admitted lately; false says nothing about it. */
  static boolean admitted(Algorithm algorithm, Bytes material) {
    return at(algorithm, material) != null;
  }

  private static @Nullable KnownKeys at(Algorithm algorithm, Bytes material) {
    KnownKeys known = ALL.get(place(material));
    return known != null && known.algorithm == algorithm && known.material.equals(material)
        ? known
        : null;
  }

  /** What is known about an admissible key. */
  static KnownKeys of(Algorithm algorithm, Bytes material) {
    KnownKeys known = at(algorithm, material);
    if (known == null) {
      known = new KnownKeys(algorithm, material);
      ALL.set(place(material), known);
    }
    return known;
  }

  private static int place(Bytes material) {
    int hash = material.hashCode();
    return (hash ^ (hash >>> 16)) & (PLACES - 1);
  }

  Hash keyId(Supplier<Hash> thumbprint) {
    Hash id = keyId;
    if (id == null) {
      id = thumbprint.get();
      keyId = id;
    }
    return id;
  }

  /** {@code key} as {@code crypto} decodes it. */
  PublicKey decoded(CryptoProvider crypto, VerificationKey key) throws GeneralSecurityException {
    Decoded before = decoded;
    if (before != null && before.by().equals(crypto)) {
      return before.key();
    }
    PublicKey fresh = crypto.publicKey(key);
    decoded = new Decoded(crypto, fresh);
    return fresh;
  }
}
