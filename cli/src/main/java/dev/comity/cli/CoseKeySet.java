package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborDecoder;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.VerificationKey;
import java.util.ArrayList;
import java.util.List;

/** Reads a COSE Key Set (RFC 9052 section 7), as a log publishes its keys. */
final class CoseKeySet {
  private static final long KTY = 1;
  private static final long CURVE = -1;
  private static final long X = -2;
  private static final long Y = -3;

  private CoseKeySet() {}

  /** Keys of other kinds than ours are left out. Throws {@code MALFORMED}. */
  static List<VerificationKey> parse(Bytes bytes) throws VerificationException {
    if (!(CborDecoder.decode(bytes) instanceof Cbor.Array set)) {
      throw VerificationException.malformed("COSE Key Set: expected an array of keys");
    }
    List<VerificationKey> keys = new ArrayList<>();
    for (Cbor item : set.items()) {
      if (!(item instanceof Cbor.Map key)) {
        throw VerificationException.malformed("COSE Key Set: expected every key as a map");
      }
      for (Algorithm algorithm : Algorithm.values()) {
        if (isOfKind(key, algorithm)) {
          keys.add(key(algorithm, key));
        }
      }
    }
    return keys;
  }

  private static boolean isOfKind(Cbor.Map key, Algorithm algorithm) {
    return switch (algorithm) {
      case EDDSA -> has(key, KTY, 1) && has(key, CURVE, 6);
      case ES256 -> has(key, KTY, 2) && has(key, CURVE, 1);
      case ES384 -> has(key, KTY, 2) && has(key, CURVE, 2);
    };
  }

  private static boolean has(Cbor.Map key, long label, long value) {
    return key.get(label).filter(Cbor.of(value)::equals).isPresent();
  }

  private static VerificationKey key(Algorithm algorithm, Cbor.Map key)
      throws VerificationException {
    Bytes material = coordinate(key, X);
    if (algorithm != Algorithm.EDDSA) {
      material = material.concat(coordinate(key, Y));
    }
    try {
      return new VerificationKey(algorithm, material);
    } catch (IllegalArgumentException e) {
      throw VerificationException.malformed("COSE Key Set: " + e.getMessage());
    }
  }

  private static Bytes coordinate(Cbor.Map key, long label) throws VerificationException {
    if (key.get(label).orElse(null) instanceof Cbor.Octets octets) {
      return octets.bytes();
    }
    throw VerificationException.malformed("COSE Key Set: expected bytes at label " + label);
  }
}
