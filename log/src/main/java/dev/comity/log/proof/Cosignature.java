package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import java.nio.ByteBuffer;

/**
 * What a witness puts under a checkpoint (C2SP tlog-cosignature, Ed25519): that, as of this time,
 * it is the largest consistent tree that the witness has seen of this log. It says nothing of
 * extension lines, though they are signed too.
 *
 * @param timeSeconds when it was signed by the witness's clock, in seconds since 1970, at least 0
 */
public record Cosignature(long timeSeconds, Bytes signature) {
  private static final int SIGNATURE_SIZE = Algorithm.EDDSA.signatureSize();
  private static final String HEADER = "cosignature/v1\n";

  /** Throws {@link IllegalArgumentException} for what the encoding cannot carry. */
  public Cosignature {
    if (timeSeconds < 0) {
      throw new IllegalArgumentException("cosignature: expected a time from 0 to 2^63 - 1");
    }
    if (signature.size() != SIGNATURE_SIZE) {
      throw new IllegalArgumentException("cosignature: an Ed25519 signature has 64 bytes");
    }
  }

  /** Cosigns {@code checkpoint} in the name of the witness {@code name}. */
  public static NoteSignature sign(
      String name, SigningKey key, Checkpoint checkpoint, long timeSeconds) {
    Bytes signature = key.sign(message(timeSeconds, checkpoint.text()));
    return new NoteSignature(
        name,
        NoteKey.ofWitness(name, key.publicKey()).keyId(),
        new Cosignature(timeSeconds, signature).encode());
  }

  /** What is signed. */
  static Bytes message(long timeSeconds, String noteText) {
    return Bytes.utf8(HEADER + "time " + timeSeconds + "\n" + noteText);
  }

  /** The time as 8 bytes, big-endian, and the signature. */
  public Bytes encode() {
    byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(timeSeconds).array();
    return Bytes.of(time).concat(signature);
  }

  /** Reads what a note signature carries; throws {@code MALFORMED}. */
  public static Cosignature decode(Bytes octets) throws VerificationException {
    if (octets.size() != Long.BYTES + SIGNATURE_SIZE) {
      throw VerificationException.malformed(
          "cosignature: expected a time and a signature of 72 bytes, found " + octets.size());
    }
    try {
      return new Cosignature(octets.toBuffer().getLong(), octets.slice(Long.BYTES, octets.size()));
    } catch (IllegalArgumentException e) {
      throw VerificationException.malformed(String.valueOf(e.getMessage()));
    }
  }

  static boolean verifies(Bytes octets, VerificationKey key, String noteText) {
    try {
      Cosignature cosignature = decode(octets);
      return key.verify(cosignature.signature, message(cosignature.timeSeconds, noteText));
    } catch (VerificationException e) {
      return false;
    }
  }
}
