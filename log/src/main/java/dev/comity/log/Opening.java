package dev.comity.log;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.ConsistencyProof;
import dev.comity.log.proof.ReceiptSigner;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A locked log directory on its way to a {@link FileLog}: finds out what the last owner left. */
final class Opening {
  final LogFiles files;
  final Closeable lock;
  final SignedHead signedHead;
  final HeadSigner headSigner;
  final ReceiptSigner receiptSigner;
  final TileReader tiles;
  private final Disk disk;
  private final Path directory;
  private final String origin;
  private final SigningKey key;

  private Opening(Disk disk, Path directory, String origin, SigningKey key) throws IOException {
    this.disk = disk;
    this.directory = directory;
    this.origin = origin;
    this.key = key;
    this.files = new LogFiles(disk, directory);
    this.signedHead = files.signedHead();
    this.headSigner = new HeadSigner(origin, key);
    this.receiptSigner = new ReceiptSigner(origin, key);
    this.tiles = durableTiles();
    files.prepare();
    this.lock = disk.lock(files.path(LogFiles.LOCK));
  }

  static Opening lock(Disk disk, Path directory, String origin, SigningKey key) throws IOException {
    return new Opening(disk, directory, origin, key);
  }

  @FunctionalInterface
  interface Step {
    FileLog run() throws IOException;
  }

  /** Gives the lock back when {@code step} fails. */
  FileLog orUnlock(Step step) throws IOException {
    boolean opened = false;
    try {
      FileLog log = step.run();
      opened = true;
      return log;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /** A reader that remembers nothing yet. */
  TileReader durableTiles() {
    return new TileReader(files.source());
  }

  Optional<SignedCheckpoint> published() throws IOException {
    return SignedHead.read(disk, files.path(LogReader.CHECKPOINT));
  }

  /**
   * The signed checkpoint decides: what lies beyond it is discarded, what it promises must be
   * there, and it is published if the crash came before that. Changes nothing before all is
   * checked.
   */
  SignedCheckpoint recover() throws IOException {
    SignedCheckpoint signed =
        signedHead.read().orElseThrow(() -> refused("its signed checkpoint is gone"));
    Checkpoint checkpoint = requireOurs(signed);
    Optional<SignedCheckpoint> published = published();
    boolean upToDate = published.equals(Optional.of(signed));
    if (published.isPresent() && !upToDate) {
      requireContinues(requireOurs(published.get()), checkpoint);
    }
    requireEdge(checkpoint);
    files.syncSigned();
    files.discardUncommitted(checkpoint.size(), FileLog.MAX_BATCH);
    if (!upToDate) {
      files.publish(signed.encode());
    }
    return signed;
  }

  private Checkpoint requireOurs(SignedCheckpoint signed) throws IOException {
    if (!signed.checkpoint().origin().equals(origin)) {
      throw refused("it is the log " + signed.checkpoint().origin() + ", not " + origin);
    }
    try {
      signed.requireSignature(key.publicKey());
    } catch (VerificationException e) {
      throw refused("its checkpoint is not signed by the key given: " + e.detail());
    }
    return signed.checkpoint();
  }

  private void requireContinues(Checkpoint published, Checkpoint signed) throws IOException {
    if (published.size() > signed.size()) {
      throw refused(
          "it has published size "
              + published.size()
              + " but remembers to have signed only size "
              + signed.size()
              + "; continuing would fork it: restore sequencer/checkpoint and the tiles");
    }
    try {
      ConsistencyProof.of(published.size(), signed.size(), tiles.nodes(signed.size()))
          .verify(published.root(), signed.root());
    } catch (VerificationException e) {
      throw refused("what it published is not what it signed: " + e.detail());
    }
  }

  /** Recomputes the last bundle's leaf hashes, and the root from the tiles. */
  private void requireEdge(Checkpoint checkpoint) throws IOException {
    long size = checkpoint.size();
    long lastBundle = (size - 1) / TilePath.FULL * TilePath.FULL;
    HeadSigner.recompute(tiles, lastBundle, size);
    if (!tiles.nodes(size).root(size).equals(checkpoint.root())) {
      throw refused("its tiles do not hash to its checkpoint; check it (fsck) and restore them");
    }
  }

  private IOException refused(String why) {
    return new IOException(directory + ": refusing to open this log: " + why);
  }
}
