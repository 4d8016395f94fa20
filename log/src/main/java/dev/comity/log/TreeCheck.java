package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.Frontier;
import dev.comity.log.proof.MerkleTree;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds a tree from its bundles and compares it with its tiles. Who is wrong, an entry or a
 * tile, only the signed root can tell, so a first difference is kept until the root is known.
 */
final class TreeCheck {
  private final TileSource source;
  private final Checkpoint checkpoint;
  private final Frontier frontier = new Frontier();
  private final List<List<Hash>> levels = new ArrayList<>();
  private @Nullable Difference first;

  TreeCheck(TileSource source, Checkpoint checkpoint) {
    this.source = source;
    this.checkpoint = checkpoint;
  }

  /**
   * Where entries and tiles disagree.
   *
   * @param entries the entries below the hash that differs
   */
  private record Difference(String tile, int place, String entries) {}

  void run() throws IOException, VerificationException {
    long size = checkpoint.size();
    for (long b = 0; b * TilePath.FULL < size; b++) {
      checkBundle(b, TilePath.width(TilePath.ENTRIES, b, size));
    }
    for (int level = 0; level < levels.size(); level++) {
      if (!levels.get(level).isEmpty()) {
        compare(level, TilePath.places(level, size) / TilePath.FULL, levels.get(level));
      }
    }
    judge(frontier.root());
  }

  private void checkBundle(long index, int width) throws IOException, VerificationException {
    TileReader.Found found = fetch(TilePath.entries(index, width));
    EntryBundle bundle = new EntryBundle(found.bytes());
    for (int i = 0; i < width; i++) {
      Bytes entry;
      try {
        entry = bundle.next();
      } catch (VerificationException e) {
        throw unreadable(found.path(), index * TilePath.FULL + i, e.detail());
      }
      Hash leaf = MerkleTree.leafHash(entry);
      frontier.append(leaf);
      push(0, leaf);
    }
    if (bundle.remaining() > 0 && found.path().width() == width) {
      throw unreadable(
          found.path(), frontier.size() - 1, bundle.remaining() + " bytes follow the last entry");
    }
  }

  /** An earlier entry of the bundle with a wrong length makes a later one unreadable: name it. */
  private VerificationException unreadable(TilePath bundle, long entry, String why)
      throws IOException, VerificationException {
    if (first == null && !levels.isEmpty() && !levels.getFirst().isEmpty()) {
      compare(0, bundle.index(), levels.getFirst());
    }
    String named = first == null ? "entry " + entry : first.entries;
    return VerificationException.malformed(bundle.text() + ": " + named + ": " + why);
  }

  private void push(int level, Hash hash) throws IOException, VerificationException {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<Hash> tile = levels.get(level);
    tile.add(hash);
    if (tile.size() == TilePath.FULL) {
      compare(level, TilePath.places(level, frontier.size()) / TilePath.FULL - 1, tile);
      push(level + 1, MerkleTree.root(tile));
      tile.clear();
    }
  }

  /** {@code computed} may be the beginning of the tile when its bundle cannot be read on. */
  private void compare(int level, long index, List<Hash> computed)
      throws IOException, VerificationException {
    int width = TilePath.width(level, index, checkpoint.size());
    TileReader.Found found = fetch(new TilePath(level, index, width));
    if (found.bytes().size() != found.path().width() * Hash.SIZE) {
      throw VerificationException.malformed(
          found.path().text() + ": not " + found.path().width() + " hashes of 32 bytes");
    }
    for (int i = 0; i < computed.size() && first == null; i++) {
      Bytes stored = found.bytes().slice(i * Hash.SIZE, (i + 1) * Hash.SIZE);
      if (!stored.equals(computed.get(i).bytes())) {
        first = new Difference(found.path().text(), i, entriesBelow(level, index * 256 + i));
      }
    }
  }

  private static String entriesBelow(int level, long place) {
    long count = 1L << (8 * level);
    return level == 0
        ? "entry " + place
        : "entries " + place * count + " to " + ((place + 1) * count - 1);
  }

  private void judge(Hash root) throws VerificationException {
    boolean entriesRight = root.equals(checkpoint.root());
    if (first == null && !entriesRight) {
      throw Fsck.mismatch(
          "checkpoint: states root "
              + checkpoint.root()
              + " for size "
              + checkpoint.size()
              + ", but entries and tiles agree on "
              + root);
    }
    if (first == null) {
      return;
    }
    throw Fsck.mismatch(
        entriesRight
            ? first.tile + ": hash " + first.place + " is wrong; " + first.entries + " is as signed"
            : first.entries + ": does not hash to what " + first.tile + " and the checkpoint hold");
  }

  private TileReader.Found fetch(TilePath path) throws IOException, VerificationException {
    try {
      return TileReader.fetch(source, path);
    } catch (NoSuchFileException e) {
      throw Fsck.mismatch(path.text() + ": missing, the log has size " + checkpoint.size());
    }
  }
}
