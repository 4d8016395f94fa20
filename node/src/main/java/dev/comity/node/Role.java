package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.log.Published;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.util.Optional;

/** What a community on this node is to its log at the moment. */
sealed interface Role permits Leading, Following {
  /** The log as the public sees it here. */
  Published published();

  /** See {@link dev.comity.log.TransparencyLog#tile}. */
  Optional<Bytes> tile(String path) throws IOException;

  /** What is signed, published or not, as far as this node knows. */
  SignedCheckpoint durable();
}
