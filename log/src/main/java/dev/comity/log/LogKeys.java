package dev.comity.log;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.proof.SignedCheckpoint;
import java.util.List;

/**
 * The Ed25519 keys of one log.
 *
 * @param current signs checkpoints and receipts
 * @param outgoing sign every checkpoint beside it, so that who knows only an older key can follow
 * @param retired sign nothing any more; a log whose last checkpoint they signed is still this one
 */
public record LogKeys(
    SigningKey current, List<SigningKey> outgoing, List<VerificationKey> retired) {
  public LogKeys {
    outgoing = List.copyOf(outgoing);
    retired = List.copyOf(retired);
  }

  public static LogKeys of(SigningKey current) {
    return new LogKeys(current, List.of(), List.of());
  }

  /** Throws what the last of the keys has to say when none of them signed {@code checkpoint}. */
  void requireSignature(SignedCheckpoint checkpoint) throws VerificationException {
    for (SigningKey key : outgoing) {
      if (signed(key.publicKey(), checkpoint)) {
        return;
      }
    }
    for (VerificationKey key : retired) {
      if (signed(key, checkpoint)) {
        return;
      }
    }
    checkpoint.requireSignature(current.publicKey());
  }

  private static boolean signed(VerificationKey key, SignedCheckpoint checkpoint) {
    try {
      checkpoint.requireSignature(key);
      return true;
    } catch (VerificationException e) {
      return false;
    }
  }
}
