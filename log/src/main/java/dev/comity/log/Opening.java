package dev.comity.log;

import dev.comity.core.VerificationException;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.ConsistencyProof;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.util.Optional;

/** Finds out what the last owner of a store left, before anything is changed. */
final class Opening {
  private final LogStore store;
  private final LogOptions options;
  private final TileReader tiles;

  Opening(LogStore store, LogOptions options) {
    this.store = store;
    this.options = options;
    this.tiles = new TileReader(store);
  }

  /**
   * The signed checkpoint decides: what lies beyond it is discarded, what it promises must be
   * there. Changes nothing before all is checked.
   */
  SignedCheckpoint recover() throws IOException {
    SignedCheckpoint signed =
        store.signed().orElseThrow(() -> refused("its signed checkpoint is gone"));
    Checkpoint checkpoint = requireOurs(signed);
    Optional<SignedCheckpoint> published = store.published();
    if (published.isPresent()) {
      requireContinues(requireOurs(published.get()), checkpoint);
    }
    requireEdge(checkpoint);
    store.restore(checkpoint.size());
    return signed;
  }

  private Checkpoint requireOurs(SignedCheckpoint signed) throws IOException {
    String origin = options.origin();
    if (!signed.checkpoint().origin().equals(origin)) {
      throw refused("it is the log " + signed.checkpoint().origin() + ", not " + origin);
    }
    try {
      options.keys().requireSignature(signed);
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
              + "; continuing would fork it: restore the signed checkpoint and the tiles");
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
    return new IOException(store + ": refusing to open this log: " + why);
  }
}
