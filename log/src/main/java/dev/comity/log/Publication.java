package dev.comity.log;

import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.util.Optional;

/** Decides when a signed checkpoint may be published, and with which further signatures. */
@FunctionalInterface
public interface Publication {
  /** Without witnesses. */
  Publication AT_ONCE = (signed, tree) -> Optional.of(signed);

  /**
   * The checkpoint with its cosignatures; empty while the policy is not satisfied: then nothing is
   * published, and the caller asks again later. {@code tree} reads the tree of {@code signed}.
   */
  Optional<SignedCheckpoint> release(SignedCheckpoint signed, LogReader tree) throws IOException;
}
