package dev.comity.bench;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborDecoder;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;

/** What a client must know of the log it submits to. */
record CommunityLog(String origin, VerificationKey key) {
  private static final long KTY = 1;
  private static final long X = -2;

  static CommunityLog of(Target target) throws CannotRun {
    try {
      Bytes checkpoint = Bytes.of(Fetch.get(target, target.path() + "/checkpoint"));
      Bytes keys = Bytes.of(Fetch.get(target, target.path() + "/.well-known/scitt-keys"));
      String origin = SignedCheckpoint.parse(checkpoint).checkpoint().origin();
      return new CommunityLog(origin, key(keys));
    } catch (IOException | VerificationException | IllegalArgumentException e) {
      throw new CannotRun(
          "no community answers at http://"
              + target.authority()
              + target.path()
              + ": "
              + e.getMessage());
    }
  }

  /** The first Ed25519 key of a COSE Key Set. */
  private static VerificationKey key(Bytes set) throws VerificationException {
    if (CborDecoder.decode(set) instanceof Cbor.Array keys) {
      for (Cbor item : keys.items()) {
        if (item instanceof Cbor.Map key
            && key.get(KTY).filter(Cbor.of(1)::equals).isPresent()
            && key.get(X).orElse(null) instanceof Cbor.Octets x) {
          return new VerificationKey(Algorithm.EDDSA, x.bytes());
        }
      }
    }
    throw VerificationException.malformed("no Ed25519 key is published for the log");
  }
}
