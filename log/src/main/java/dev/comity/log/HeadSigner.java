package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.ConsistencyProof;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.SignedCheckpoint;
import dev.comity.log.proof.TreeNodes;
import java.io.IOException;
import java.util.List;

/**
 * The gate before the key: signs only what it has recomputed from durable bytes and proved to
 * continue the checkpoint signed before. A flipped bit in one leaf hash has retired a log.
 */
final class HeadSigner {
  private final String origin;
  private final LogKeys keys;

  HeadSigner(String origin, LogKeys keys) {
    this.origin = origin;
    this.keys = keys;
  }

  /** The first checkpoint of a log. */
  SignedCheckpoint signFirst(TileReader durable, long size) throws IOException {
    recompute(durable, 0, size);
    return sign(size, durable.nodes(size).root(size));
  }

  /** {@code durable} must read from the disk, not from what the writer remembers. */
  SignedCheckpoint signNext(TileReader durable, Checkpoint old, long size) throws IOException {
    recompute(durable, old.size(), size);
    TreeNodes nodes = durable.nodes(size);
    Hash root = nodes.root(size);
    try {
      ConsistencyProof.of(old.size(), size, nodes).verify(old.root(), root);
    } catch (VerificationException e) {
      throw new IOException("refusing to sign size " + size + ": " + e.detail(), e);
    }
    return sign(size, root);
  }

  private SignedCheckpoint sign(long size, Hash root) {
    Checkpoint checkpoint = new Checkpoint(origin, size, root);
    SignedCheckpoint signed = SignedCheckpoint.sign(checkpoint, keys.current());
    for (SigningKey key : keys.outgoing()) {
      signed = signed.with(SignedCheckpoint.sign(checkpoint, key).note().signatures());
    }
    return signed;
  }

  /** Checks that tiles hold the hashes of the entries, and upper tiles those of lower ones. */
  static void recompute(TileReader durable, long oldSize, long size) throws IOException {
    for (long b = oldSize / TilePath.FULL; b * TilePath.FULL < size; b++) {
      int width = TilePath.width(TilePath.ENTRIES, b, size);
      List<Bytes> entries = durable.entries(TilePath.entries(b, width));
      List<Hash> hashes = durable.tile(new TilePath(0, b, width)).hashes();
      for (int i = 0; i < width; i++) {
        requireEqual(MerkleTree.leafHash(entries.get(i)), hashes.get(i), 0, b * 256 + i);
      }
    }
    for (int level = 1; TilePath.places(level, size) > 0; level++) {
      long places = TilePath.places(level, size);
      for (long place = TilePath.places(level, oldSize); place < places; place++) {
        Hash lower = durable.tile(new TilePath(level - 1, place, TilePath.FULL)).node(8, 0);
        requireEqual(lower, durable.nodes(size).node(8 * level, place), level, place);
      }
    }
  }

  private static void requireEqual(Hash expected, Hash found, int level, long place)
      throws IOException {
    if (!expected.equals(found)) {
      throw new IOException(
          "refusing to sign: hash " + place + " of tile level " + level + " is not what it hashes");
    }
  }
}
