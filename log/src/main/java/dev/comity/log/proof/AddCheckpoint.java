package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import java.util.List;

/**
 * What a log asks of a witness (C2SP tlog-witness, the body of {@code add-checkpoint}): to cosign
 * {@code checkpoint}, which {@code path} proves to continue the tree of {@code oldSize} leaves.
 * Well-formed only: nothing here is verified.
 *
 * @param path a consistency path; empty from size 0
 */
public record AddCheckpoint(long oldSize, List<Hash> path, SignedCheckpoint checkpoint) {
  private static final String WHAT = "add-checkpoint";

  /** Old size and hash lines before the largest note. */
  public static final int MAX_SIZE = Note.MAX_SIZE + 4_096;

  /** Throws {@link IllegalArgumentException} for what the text form cannot carry. */
  public AddCheckpoint {
    path = List.copyOf(path);
    if (oldSize < 0 || path.size() > ProofText.MAX_HASHES) {
      throw new IllegalArgumentException("expected a size from 0 on and at most 63 hashes");
    }
  }

  /** Throws {@code MALFORMED} or {@code TOO_LARGE}. */
  public static AddCheckpoint parse(Bytes body) throws VerificationException {
    ProofText text = ProofText.parse(WHAT, body, MAX_SIZE);
    return new AddCheckpoint(text.number(0, "old"), text.hashes(1), text.checkpoint());
  }

  public Bytes encode() {
    StringBuilder text = new StringBuilder("old ").append(oldSize).append('\n');
    ProofText.write(text, path, checkpoint);
    return Bytes.utf8(text.toString());
  }
}
