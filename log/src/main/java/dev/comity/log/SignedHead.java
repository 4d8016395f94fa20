package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.Note;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The last signed checkpoint: the one value that must never fork. Writes are durable when they
 * return. The holder of the log's lock is the only writer; the comparison catches what the lock
 * does not (a restored backup, a lock that a network file system forgot).
 */
final class SignedHead {
  private final Disk disk;
  private final DurableFiles files;
  private final Path file;

  SignedHead(Disk disk, DurableFiles files, Path file) {
    this.disk = disk;
    this.files = files;
    this.file = file;
  }

  Optional<SignedCheckpoint> read() throws IOException {
    return read(disk, file);
  }

  static Optional<SignedCheckpoint> read(Disk disk, Path file) throws IOException {
    try {
      return Optional.of(SignedCheckpoint.parse(disk.read(file, Note.MAX_SIZE)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (VerificationException e) {
      throw new IOException(file + ": " + e.detail() + "; restore it from a backup", e);
    }
  }

  /** Throws, changing nothing, unless {@code expected} is still the last one. */
  void replace(Optional<SignedCheckpoint> expected, SignedCheckpoint next) throws IOException {
    Optional<Bytes> found = read().map(SignedCheckpoint::encode);
    if (!found.equals(expected.map(SignedCheckpoint::encode))) {
      throw new IOException(file + ": somebody else signed a checkpoint; stop the other process");
    }
    files.writeAll(Map.of(file, next.encode()));
  }
}
