package dev.comity.log;

import dev.comity.core.Bytes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Replaces files under a root atomically and durably, several at once: contents first, then names,
 * then each directory once. A crash leaves some of the names new and files in the temporary
 * directory.
 */
final class DurableFiles {
  private static final int MAX_KNOWN_DIRECTORIES = 1024;

  private final Disk disk;
  private final Path root;
  private final Path temporary;

  /** Directories this process has made durable; that one exists proves nothing after a crash. */
  private final Set<Path> knownDirectories = new HashSet<>();

  private long temporaryCount;

  DurableFiles(Disk disk, Path root, Path temporary) {
    this.disk = disk;
    this.root = root;
    this.temporary = temporary;
  }

  /** Durable when it returns. */
  void writeAll(Map<Path, Bytes> contents) throws IOException {
    Map<Path, Path> targets = new LinkedHashMap<>();
    ensureDirectory(temporary);
    for (Map.Entry<Path, Bytes> file : contents.entrySet()) {
      Path temporaryFile = temporary.resolve(Long.toString(temporaryCount++));
      disk.writeDurably(temporaryFile, file.getValue());
      targets.put(temporaryFile, file.getKey());
    }
    Set<Path> directories = new LinkedHashSet<>();
    for (Map.Entry<Path, Path> target : targets.entrySet()) {
      Path directory = parent(target.getValue());
      ensureDirectory(directory);
      disk.move(target.getKey(), target.getValue());
      directories.add(directory);
    }
    for (Path directory : directories) {
      disk.syncDirectory(directory);
    }
  }

  /**
   * Replaces files atomically for those who look now, without making anything durable: a power cut
   * may tear them.
   */
  void showAll(Map<Path, Bytes> contents) throws IOException {
    for (Map.Entry<Path, Bytes> file : contents.entrySet()) {
      Path temporaryFile = temporary.resolve(Long.toString(temporaryCount++));
      makeDirectory(temporary);
      makeDirectory(parent(file.getKey()));
      disk.write(temporaryFile, file.getValue());
      disk.move(temporaryFile, file.getKey());
    }
  }

  /**
   * Writes files that nobody looks for yet, under names that do not exist; not durable either. To
   * replace a file by renaming another over it costs a flush, which these need not pay.
   */
  void showNew(Map<Path, Bytes> contents) throws IOException {
    for (Map.Entry<Path, Bytes> file : contents.entrySet()) {
      makeDirectory(parent(file.getKey()));
      disk.write(file.getKey(), file.getValue());
    }
  }

  private void makeDirectory(Path directory) throws IOException {
    if (!directory.equals(root) && !disk.isDirectory(directory)) {
      makeDirectory(parent(directory));
      disk.createDirectory(directory);
    }
  }

  /** Creates {@code directory} under the root where missing and makes its name durable. */
  void ensureDirectory(Path directory) throws IOException {
    if (directory.equals(root) || knownDirectories.contains(directory)) {
      return;
    }
    ensureDirectory(parent(directory));
    if (!disk.isDirectory(directory)) {
      disk.createDirectory(directory);
    }
    disk.syncDirectory(parent(directory));
    if (knownDirectories.size() == MAX_KNOWN_DIRECTORIES) {
      knownDirectories.clear();
    }
    knownDirectories.add(directory);
  }

  /**
   * Creates the root and what is missing above it. Syncs all ancestors: one that exists may have
   * been created by a process that died before it could.
   */
  void ensureRoot() throws IOException {
    ensureAncestor(root);
  }

  private void ensureAncestor(Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (parent == null) {
      return;
    }
    ensureAncestor(parent);
    if (!disk.isDirectory(directory)) {
      disk.createDirectory(directory);
    }
    try {
      disk.syncDirectory(parent);
    } catch (AccessDeniedException e) {
      // What this process may not open it has not changed either.
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("no directory holds " + path);
    }
    return parent;
  }
}
