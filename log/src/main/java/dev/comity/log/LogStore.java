package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Where one log's bytes live: tiles that never change and two checkpoints that move.
 *
 * <p>One owner at a time, from opening to {@link #close}. What an owner changes after it has lost
 * the log, to another process or by closing it, fails and reaches nobody. Changing calls come from
 * one thread, reads from many. A changing call is durable when it returns; one that throws has
 * changed all, nothing or a part, is fatal, and is cleared up by the next owner's {@link #restore}.
 * Reads may be retried. Nothing is read from memory that was not durable before.
 */
public interface LogStore extends TileSource, Closeable {
  /**
   * A resource as it is durable, uncommitted ones included, {@code checkpoint} being what is
   * published; see {@link TileSource#fetch}. The tiles of the signed and of the published tree are
   * there; older partial ones may be gone.
   */
  @Override
  Bytes fetch(String path) throws IOException;

  /**
   * Stages a batch: what the tree of {@code size} has more than the signed one, and all of its
   * partial tiles. Nothing refers to it yet, and no tile of the signed tree changes by it.
   */
  void write(long size, Map<TilePath, Bytes> tiles) throws IOException;

  /** The last signed checkpoint: the one value that must never fork. */
  Optional<SignedCheckpoint> signed() throws IOException;

  /**
   * Commits what was staged. Throws, changing nothing, unless {@code expected} is still the last
   * signed checkpoint.
   */
  void sign(Optional<SignedCheckpoint> expected, SignedCheckpoint next) throws IOException;

  /** What the public sees; never newer than {@link #signed}, older after a crash or alone. */
  Optional<SignedCheckpoint> published() throws IOException;

  /**
   * Shows {@code next} and its tiles to the public; may remove partial versions of full tiles. Need
   * not be durable: the next owner publishes again.
   */
  void publish(SignedCheckpoint next) throws IOException;

  /**
   * Removes what a crash left beyond the signed {@code size} and makes whole what belongs to it.
   */
  void restore(long size) throws IOException;

  /** Gives the log up. */
  @Override
  void close() throws IOException;
}
