package dev.comity.log;

import dev.comity.core.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the log asks of a file system. A file's content is durable when {@link #writeDurably}
 * returns, its name when {@link #syncDirectory} of its directory has returned after that; {@link
 * #move} is atomic. Every {@link IOException} of a changing operation is fatal for the log: what it
 * left behind is unknown until the next start.
 */
interface Disk {
  /** Throws {@link java.nio.file.NoSuchFileException}, or {@link IOException} beyond maxSize. */
  Bytes read(Path file, int maxSize) throws IOException;

  /** Exactly {@code length} bytes from {@code offset} on. */
  Bytes read(Path file, int offset, int length) throws IOException;

  void writeDurably(Path file, Bytes content) throws IOException;

  /** Not durable. */
  void write(Path file, Bytes content) throws IOException;

  /**
   * Writes over the beginning of the file, creating it if needed, and leaves what lies behind.
   * Durable when it returns; a crash within leaves any mixture of the old and the new.
   */
  void overwrite(Path file, Bytes content) throws IOException;

  void move(Path from, Path to) throws IOException;

  /** Deletes a file or an empty directory. */
  void delete(Path path) throws IOException;

  void createDirectory(Path directory) throws IOException;

  void syncDirectory(Path directory) throws IOException;

  boolean exists(Path path);

  boolean isDirectory(Path path);

  /** The paths in {@code directory} in order of name; none when there is no such directory. */
  List<Path> list(Path directory) throws IOException;

  /** Creates the file if needed; throws {@link IOException} when anybody holds it already. */
  Closeable lock(Path file) throws IOException;
}
