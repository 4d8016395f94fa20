package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.log.proof.MerkleTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The incomplete tiles of the tree, one per level, and the incomplete bundle: all that the next
 * batch needs to know. At most 255 entries and 255 hashes a level. Not thread-safe.
 */
final class RightEdge {
  private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
  private final List<List<Hash>> levels = new ArrayList<>();
  private long size;

  private RightEdge(long size) {
    this.size = size;
  }

  static RightEdge load(TileReader tiles, long size) throws IOException {
    RightEdge edge = new RightEdge(size);
    long last = size / TilePath.FULL;
    int width = TilePath.width(TilePath.ENTRIES, last, size);
    if (width > 0) {
      for (Bytes entry : tiles.entries(TilePath.entries(last, width))) {
        EntryBundle.write(entry, edge.bundle);
      }
    }
    for (int level = 0; TilePath.places(level, size) > 0; level++) {
      edge.levels.add(new ArrayList<>(incomplete(tiles, level, size)));
    }
    return edge;
  }

  private static List<Hash> incomplete(TileReader tiles, int level, long size) throws IOException {
    long index = TilePath.places(level, size) / TilePath.FULL;
    int width = TilePath.width(level, index, size);
    return width == 0 ? List.of() : tiles.tile(new TilePath(level, index, width)).hashes();
  }

  /**
   * The tiles that a batch adds: those it fills, bundles before the hashes above them, and all
   * partial ones of the new tree.
   */
  Map<TilePath, Bytes> extend(List<Bytes> entries) {
    Map<TilePath, Bytes> growth = new LinkedHashMap<>();
    for (Bytes entry : entries) {
      EntryBundle.write(entry, bundle);
      size++;
      if (size % TilePath.FULL == 0) {
        putBundle(growth, size / TilePath.FULL - 1, TilePath.FULL);
        bundle.reset();
      }
      push(growth, 0, MerkleTree.leafHash(entry));
    }
    if (bundle.size() > 0) {
      putBundle(growth, size / TilePath.FULL, (int) (size % TilePath.FULL));
    }
    putIncompleteTiles(growth);
    return growth;
  }

  private void putBundle(Map<TilePath, Bytes> growth, long index, int width) {
    growth.put(TilePath.entries(index, width), Bytes.of(bundle.toByteArray()));
  }

  private void push(Map<TilePath, Bytes> growth, int level, Hash hash) {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<Hash> tile = levels.get(level);
    tile.add(hash);
    if (tile.size() == TilePath.FULL) {
      long index = TilePath.places(level, size) / TilePath.FULL - 1;
      growth.put(new TilePath(level, index, TilePath.FULL), Tile.encode(tile));
      push(growth, level + 1, MerkleTree.root(tile));
      tile.clear();
    }
  }

  private void putIncompleteTiles(Map<TilePath, Bytes> growth) {
    for (int level = 0; level < levels.size(); level++) {
      List<Hash> tile = levels.get(level);
      if (!tile.isEmpty()) {
        long index = TilePath.places(level, size) / TilePath.FULL;
        growth.put(new TilePath(level, index, tile.size()), Tile.encode(tile));
      }
    }
  }
}
