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

  /** The files that a batch adds; in neither map is a file of the tree before. */
  record Growth(Map<TilePath, Bytes> bundles, Map<TilePath, Bytes> tiles) {}

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

  Growth extend(List<Bytes> entries) {
    long oldSize = size;
    Growth growth = new Growth(new LinkedHashMap<>(), new LinkedHashMap<>());
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
    putIncompleteTiles(growth, oldSize);
    return growth;
  }

  private void putBundle(Growth growth, long index, int width) {
    growth.bundles.put(TilePath.entries(index, width), Bytes.of(bundle.toByteArray()));
  }

  private void push(Growth growth, int level, Hash hash) {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<Hash> tile = levels.get(level);
    tile.add(hash);
    if (tile.size() == TilePath.FULL) {
      long index = TilePath.places(level, size) / TilePath.FULL - 1;
      growth.tiles.put(new TilePath(level, index, TilePath.FULL), Tile.encode(tile));
      push(growth, level + 1, MerkleTree.root(tile));
      tile.clear();
    }
  }

  private void putIncompleteTiles(Growth growth, long oldSize) {
    for (int level = 0; level < levels.size(); level++) {
      List<Hash> tile = levels.get(level);
      long places = TilePath.places(level, size);
      if (!tile.isEmpty() && places != TilePath.places(level, oldSize)) {
        TilePath path = new TilePath(level, places / TilePath.FULL, tile.size());
        growth.tiles.put(path, Tile.encode(tile));
      }
    }
  }
}
