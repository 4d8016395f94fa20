package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.Note;
import dev.comity.log.proof.SignedCheckpoint;
import java.nio.file.Path;
import java.util.List;

/** Reads a signed checkpoint that somebody kept. */
final class CheckpointFile {
  private CheckpointFile() {}

  /** Throws unless one of {@code keys} signed it. */
  static Checkpoint read(Path file, List<VerificationKey> keys) throws CommandFailure {
    SignedCheckpoint signed = parse(file);
    if (keys.stream().anyMatch(key -> isSignedBy(signed, key))) {
      return signed.checkpoint();
    }
    throw CommandFailure.failed(
        file
            + (keys.isEmpty()
                ? ": not verified: give the log's key with --log-key FILE"
                : ": not verified: none of the keys given signed this checkpoint"));
  }

  private static SignedCheckpoint parse(Path file) throws CommandFailure {
    try {
      return SignedCheckpoint.parse(InputFile.read(file, Note.MAX_SIZE));
    } catch (VerificationException e) {
      throw CommandFailure.badInput(file + ": expected a signed checkpoint: " + e.detail());
    }
  }

  /** Perhaps by another of the keys; a key that cannot sign notes is none of this log's. */
  private static boolean isSignedBy(SignedCheckpoint checkpoint, VerificationKey key) {
    try {
      checkpoint.requireSignature(key);
      return true;
    } catch (VerificationException | IllegalArgumentException e) {
      return false;
    }
  }
}
