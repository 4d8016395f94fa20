package dev.comity.log;

import dev.comity.core.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of one log directory as its owner handles them. */
final class LogFiles {
  static final String SEQUENCER = "sequencer";
  static final String LOCK = SEQUENCER + "/lock";
  static final String SIGNED = SEQUENCER + "/checkpoint";
  static final String TEMPORARY = SEQUENCER + "/tmp";

  private final Disk disk;
  private final Path directory;
  private final DurableFiles durable;

  LogFiles(Disk disk, Path directory) {
    this.disk = disk;
    this.directory = directory;
    this.durable = new DurableFiles(disk, directory, directory.resolve(TEMPORARY));
  }

  /** Makes the directories that the lock needs, or finds them. */
  void prepare() throws IOException {
    durable.ensureRoot();
    durable.ensureDirectory(directory.resolve(SEQUENCER));
  }

  SignedHead signedHead() {
    return new SignedHead(disk, durable, directory.resolve(SIGNED));
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  TileSource source() {
    return LogReader.directory(disk, directory);
  }

  void writeTiles(Map<TilePath, Bytes> tiles) throws IOException {
    Map<Path, Bytes> files = new LinkedHashMap<>();
    tiles.forEach((tile, content) -> files.put(directory.resolve(tile.text()), content));
    durable.writeAll(files);
  }

  void publish(Bytes checkpoint) throws IOException {
    durable.writeAll(Map.of(directory.resolve(LogReader.CHECKPOINT), checkpoint));
  }

  /** The name may be there without being durable: a crash came between rename and sync. */
  void syncSigned() throws IOException {
    disk.syncDirectory(directory.resolve(SEQUENCER));
  }

  /**
   * Removes the partial versions of tiles that are full now. Not made durable: should a crash bring
   * them back, they are still beginnings of the full tiles.
   */
  void prunePartials(Set<TilePath> written, long oldSize) throws IOException {
    for (TilePath tile : written) {
      if (tile.isFull() && tile.widthIn(oldSize) > 0) {
        Path partials = directory.resolve(tile.partials());
        for (Path partial : disk.list(partials)) {
          disk.delete(partial);
        }
        disk.delete(partials);
      }
    }
  }

  /**
   * Removes what a crash left behind the tree of {@code size}: temporary files and uncommitted
   * tiles, which lie within one batch of {@code maxBatch}. A forgotten partial tile would later be
   * served for one that was never written.
   */
  void discardUncommitted(long size, int maxBatch) throws IOException {
    Set<Path> changed = new LinkedHashSet<>();
    for (Path temporary : disk.list(directory.resolve(TEMPORARY))) {
      disk.delete(temporary);
    }
    for (int level = TilePath.ENTRIES; level <= 7; level++) {
      long last = TilePath.places(level, size + maxBatch) / TilePath.FULL;
      for (long i = TilePath.places(level, size) / TilePath.FULL; i <= last; i++) {
        discard(new TilePath(level, i, TilePath.FULL), size, changed);
      }
    }
    for (Path parent : changed) {
      disk.syncDirectory(parent);
    }
  }

  private void discard(TilePath tile, long size, Set<Path> changed) throws IOException {
    Path full = directory.resolve(tile.text());
    if (disk.exists(full)) {
      disk.delete(full);
      changed.add(parent(full));
    }
    Path partials = directory.resolve(tile.partials());
    int committed = tile.widthIn(size);
    List<Path> found = disk.list(partials);
    for (Path partial : found) {
      if (!isCommitted(partial, committed)) {
        disk.delete(partial);
        changed.add(partials);
      }
    }
  }

  private Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? directory : parent;
  }

  private static boolean isCommitted(Path partial, int committed) {
    String name = partial.getFileName().toString();
    return name.matches("[1-9][0-9]{0,2}") && Integer.parseInt(name) <= committed;
  }
}
