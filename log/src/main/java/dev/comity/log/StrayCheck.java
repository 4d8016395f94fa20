package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Walks a log directory whose current tiles have been checked: older partial tiles must be
 * beginnings of them, whatever else lies there is stray.
 */
final class StrayCheck {
  static final int MAX_STRAY = 1000;

  private static final Set<String> OTHER_FILES =
      Set.of(
          LogReader.CHECKPOINT,
          FileStore.LOCK,
          FileStore.SIGNED + ".0",
          FileStore.SIGNED + ".1",
          FileStore.EDGE + ".0",
          FileStore.EDGE + ".1");

  private final Disk disk;
  private final Path root;
  private final TileSource source;
  private final long size;
  private final List<String> strays = new ArrayList<>();

  StrayCheck(Disk disk, Path root, TileSource source, long size) {
    this.disk = disk;
    this.root = root;
    this.source = source;
    this.size = size;
  }

  List<String> run() throws IOException, VerificationException {
    walk(root, "");
    return strays;
  }

  private void walk(Path directory, String prefix) throws IOException, VerificationException {
    for (Path path : disk.list(directory)) {
      String name = prefix + path.getFileName();
      if (disk.isDirectory(path)) {
        walk(path, name + "/");
      } else {
        check(name);
      }
    }
  }

  private void check(String name) throws IOException, VerificationException {
    Optional<TilePath> tile = TilePath.parse(name).filter(t -> t.width() <= t.widthIn(size));
    if (tile.isPresent()) {
      if (tile.get().width() < tile.get().widthIn(size)) {
        checkOlder(tile.get());
      }
    } else if (!OTHER_FILES.contains(name) && strays.size() < MAX_STRAY) {
      strays.add(name);
    }
  }

  private void checkOlder(TilePath older) throws IOException, VerificationException {
    Bytes found;
    try {
      found = source.fetch(older.text());
    } catch (NoSuchFileException e) {
      // A running log removes older versions; what is gone cannot be wrong.
      return;
    }
    TilePath current = new TilePath(older.level(), older.index(), older.widthIn(size));
    Bytes whole = TileReader.fetch(source, current).bytes();
    List<Integer> ends = ends(whole, older);
    int expectedSize = ends.getLast();
    for (int i = 0; i < ends.size(); i++) {
      int start = i == 0 ? 0 : ends.get(i - 1);
      if (found.size() < ends.get(i)
          || !found.slice(start, ends.get(i)).equals(whole.slice(start, ends.get(i)))) {
        throw differs(older, i);
      }
    }
    if (found.size() > expectedSize) {
      throw differs(older, older.width() - 1);
    }
  }

  /** Where each of the older tile's hashes or entries ends in the current one. */
  private static List<Integer> ends(Bytes whole, TilePath older) throws VerificationException {
    EntryBundle bundle = new EntryBundle(whole);
    List<Integer> ends = new ArrayList<>();
    for (int i = 1; i <= older.width(); i++) {
      if (older.isEntries()) {
        bundle.next();
        ends.add(bundle.position());
      } else {
        ends.add(i * Hash.SIZE);
      }
    }
    return ends;
  }

  private static VerificationException differs(TilePath older, int place) {
    String where = older.isEntries() ? "entry " + (older.index() * 256 + place) : "hash " + place;
    return Fsck.mismatch(
        older.text() + ": " + where + " differs from the current version of this tile");
  }
}
