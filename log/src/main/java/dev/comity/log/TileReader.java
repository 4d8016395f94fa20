package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.TreeNodes;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads tiles of a tree, keeping the last few hash tiles. A partial tile that is gone is read from
 * the full one that replaced it. Thread-safe. Trusts what it reads; {@link Fsck} does not.
 */
final class TileReader {
  private static final int CACHED_TILES = 64;

  private final TileSource source;
  private final Map<TilePath, Tile> cache =
      new LinkedHashMap<>(CACHED_TILES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, Tile> eldest) {
          return size() > CACHED_TILES;
        }
      };

  TileReader(TileSource source) {
    this.source = source;
  }

  /** What was found where {@code wanted} was asked for: that tile, or the full one instead. */
  record Found(TilePath path, Bytes bytes) {}

  static Found fetch(TileSource source, TilePath wanted) throws IOException {
    try {
      return new Found(wanted, source.fetch(wanted.text()));
    } catch (NoSuchFileException missing) {
      if (wanted.isFull()) {
        throw missing;
      }
      try {
        return new Found(wanted.full(), source.fetch(wanted.full().text()));
      } catch (NoSuchFileException alsoMissing) {
        throw missing;
      }
    }
  }

  Tile tile(TilePath path) throws IOException {
    synchronized (cache) {
      Tile cached = cache.get(path);
      if (cached != null) {
        return cached;
      }
    }
    Tile tile = read(path);
    synchronized (cache) {
      cache.put(path, tile);
    }
    return tile;
  }

  private Tile read(TilePath path) throws IOException {
    Found found = fetch(source, path);
    int expected = found.path().width() * Hash.SIZE;
    if (found.bytes().size() != expected) {
      throw new IOException(
          found.path().text()
              + ": expected "
              + expected
              + " bytes, found "
              + found.bytes().size()
              + "; check the log");
    }
    return new Tile(Tile.decode(found.bytes().slice(0, path.width() * Hash.SIZE)));
  }

  /** The entries of one bundle. */
  List<Bytes> entries(TilePath path) throws IOException {
    try {
      return EntryBundle.parse(fetch(source, path).bytes(), path.width());
    } catch (VerificationException e) {
      throw new IOException(path.text() + ": " + e.detail() + "; check the log", e);
    }
  }

  /** The nodes of the tree with {@code size} leaves. */
  TreeNodes nodes(long size) {
    return (height, index) -> {
      int level = height / 8;
      int row = height % 8;
      long first = index << row;
      long tileIndex = first / TilePath.FULL;
      int width = TilePath.width(level, tileIndex, size);
      int place = (int) (first % TilePath.FULL) >> row;
      return tile(new TilePath(level, tileIndex, width)).node(row, place);
    };
  }
}
