package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.Note;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers one checkpoint of each of several logs, and evidence about them.
 *
 * <p>One owner at a time, held by a process lock; thread-safe within. A write is durable when it
 * returns, and a crash leaves the old checkpoint or the new. Every {@link IOException} of a write
 * is fatal, and no other write follows it: what it left behind is unknown until the folder is
 * opened again.
 */
public final class CheckpointFolder implements Closeable {
  private static final String STATE = "state";
  private static final String EVIDENCE = "evidence";
  private static final String TEMPORARY = "tmp";

  private final Disk disk;
  private final Path directory;
  private final DurableFiles files;
  private final Closeable lock;
  private boolean failed;

  private CheckpointFolder(Disk disk, Path directory, DurableFiles files, Closeable lock) {
    this.disk = disk;
    this.directory = directory;
    this.files = files;
    this.lock = lock;
  }

  /** Creates what is missing. Throws {@link IOException} when it is open elsewhere. */
  public static CheckpointFolder open(Path directory) throws IOException {
    return open(PosixDisk.INSTANCE, directory);
  }

  static CheckpointFolder open(Disk disk, Path directory) throws IOException {
    Path temporary = directory.resolve(TEMPORARY);
    DurableFiles files = new DurableFiles(disk, directory, temporary);
    files.ensureRoot();
    files.ensureDirectory(directory.resolve(STATE));
    Closeable lock = disk.lock(directory.resolve("lock"));
    // A rename that a crash made visible may not be durable yet, and what is read here counts.
    disk.syncDirectory(directory.resolve(STATE));
    for (Path leftOver : disk.list(temporary)) {
      disk.delete(leftOver);
    }
    return new CheckpointFolder(disk, directory, files, lock);
  }

  /** The remembered checkpoint of the log {@code origin}; not verified. */
  public Optional<SignedCheckpoint> read(String origin) throws IOException {
    Path file = file(origin);
    try {
      SignedCheckpoint kept = SignedCheckpoint.parse(disk.read(file, Note.MAX_SIZE));
      if (kept.checkpoint().origin().equals(origin)) {
        return Optional.of(kept);
      }
      throw new IOException(file + ": expected a checkpoint of " + origin + "; restore it");
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (VerificationException e) {
      throw new IOException(file + ": " + e.detail() + "; restore it from a backup", e);
    }
  }

  /** Throws, changing nothing, unless {@code expected} is still what is remembered. */
  public synchronized void replace(Optional<SignedCheckpoint> expected, SignedCheckpoint next)
      throws IOException {
    String origin = next.checkpoint().origin();
    if (!read(origin).equals(expected)) {
      throw new IOException(file(origin) + ": changed by somebody else; restart");
    }
    write(Map.of(file(origin), next.encode()));
  }

  /** Keeps files under a name of their own, for others to look at; the last write wins. */
  public synchronized void keepEvidence(String name, Map<String, Bytes> contents)
      throws IOException {
    Map<Path, Bytes> paths = new LinkedHashMap<>();
    Path folder = directory.resolve(EVIDENCE).resolve(name);
    contents.forEach((file, content) -> paths.put(folder.resolve(file), content));
    write(paths);
  }

  private void write(Map<Path, Bytes> contents) throws IOException {
    if (failed) {
      throw new IOException(directory + ": a write failed before; restart");
    }
    failed = true;
    files.writeAll(contents);
    failed = false;
  }

  /** The names under which evidence is kept, in order. */
  public List<String> evidence() throws IOException {
    return disk.list(directory.resolve(EVIDENCE)).stream()
        .map(path -> String.valueOf(path.getFileName()))
        .toList();
  }

  /** Origins are no file names; their hashes are. */
  private Path file(String origin) {
    String name = Hash.of(Bytes.utf8(origin)).hex() + ".checkpoint";
    return directory.resolve(STATE).resolve(name);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
