package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.ReceiptSigner;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * A log that another process appends to, read as of a published checkpoint that moves only forward
 * and only when {@link #adopt} says so. Who holds the log's key can issue receipts under it as the
 * owner does. Thread-safe.
 */
public final class FollowedLog {
  private final TileSource source;
  private final LogOptions options;
  private final TileReader tiles;
  private final ReceiptSigner receiptSigner;
  private volatile Published published;

  private FollowedLog(TileSource source, LogOptions options, SignedCheckpoint start) {
    this.source = source;
    this.options = options;
    this.tiles = new TileReader(source);
    this.receiptSigner = new ReceiptSigner(options.origin(), options.keys().current());
    this.published = published(start);
  }

  private Published published(SignedCheckpoint checkpoint) {
    return new Published(new LogReader(tiles, checkpoint), receiptSigner);
  }

  /**
   * Begins at {@code start}; throws {@link VerificationException} unless it is signed and of this
   * log.
   */
  public static FollowedLog at(TileSource source, LogOptions options, SignedCheckpoint start)
      throws VerificationException {
    requireOurs(options, start);
    return new FollowedLog(source, options, start);
  }

  private static void requireOurs(LogOptions options, SignedCheckpoint signed)
      throws VerificationException {
    String origin = signed.checkpoint().origin();
    if (!origin.equals(options.origin())) {
      throw new VerificationException(
          VerificationException.Code.MISMATCH,
          "it is the log " + origin + ", not " + options.origin());
    }
    options.keys().requireSignature(signed);
  }

  public Published published() {
    return published;
  }

  /**
   * The log as of {@code found} if that is newer than what is published here; for {@link #adopt}
   * once its entries have been looked at. Throws {@link VerificationException} when it is not
   * signed, or does not continue the tree seen so far: then the log has forked.
   */
  public Optional<Published> newer(SignedCheckpoint found)
      throws IOException, VerificationException {
    Checkpoint old = published.checkpoint().checkpoint();
    if (found.checkpoint().size() <= old.size()) {
      // What a database forgot in a crash, the next owner publishes again.
      return Optional.empty();
    }
    requireOurs(options, found);
    Published next = published(found);
    next.reader().consistencyProof(old.size()).verify(old.root(), found.checkpoint().root());
    return Optional.of(next);
  }

  /** Lets readers see what {@link #newer} returned. */
  public void adopt(Published next) {
    published = next;
  }

  /**
   * As {@link TransparencyLog#tile}. The owner may have published more and removed a partial tile
   * that is still the right one here: then it is the beginning of the full one.
   */
  public Optional<Bytes> tile(String path) throws IOException {
    long size = published.size();
    Optional<TilePath> tile = TilePath.parse(path).filter(t -> t.width() <= t.widthIn(size));
    if (tile.isEmpty()) {
      return Optional.empty();
    }
    try {
      TileReader.Found found = TileReader.fetch(source, tile.get());
      return Optional.of(beginning(found, tile.get()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Bytes beginning(TileReader.Found found, TilePath tile) throws IOException {
    if (found.path().equals(tile)) {
      return found.bytes();
    }
    if (!tile.isEntries()) {
      return found.bytes().slice(0, tile.width() * Hash.SIZE);
    }
    EntryBundle bundle = new EntryBundle(found.bytes());
    try {
      for (int i = 0; i < tile.width(); i++) {
        bundle.next();
      }
    } catch (VerificationException e) {
      throw new IOException(found.path().text() + ": " + e.detail() + "; check the log", e);
    }
    return found.bytes().slice(0, bundle.position());
  }
}
