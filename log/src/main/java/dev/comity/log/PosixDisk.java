package dev.comity.log;

import dev.comity.core.Bytes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The real one: any local file system where fsync and rename keep their promises. */
final class PosixDisk implements Disk {
  static final PosixDisk INSTANCE = new PosixDisk();

  /**
   * POSIX drops a process's lock when the process closes any descriptor of the file, so a second
   * opener in this process must be turned away before it opens.
   */
  private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

  private PosixDisk() {}

  @Override
  public Bytes read(Path file, int maxSize) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(maxSize + 1);
      if (octets.length > maxSize) {
        throw new IOException(file + ": expected at most " + maxSize + " bytes");
      }
      return Bytes.of(octets);
    }
  }

  @Override
  public Bytes read(Path file, int offset, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw new EOFException(file + ": ends before byte " + (offset + length));
        }
      }
      return Bytes.of(buffer.array());
    }
  }

  @Override
  public void writeDurably(Path file, Bytes content) throws IOException {
    write(file, content, true, StandardOpenOption.TRUNCATE_EXISTING);
  }

  @Override
  public void write(Path file, Bytes content) throws IOException {
    write(file, content, false, StandardOpenOption.TRUNCATE_EXISTING);
  }

  @Override
  public void overwrite(Path file, Bytes content) throws IOException {
    write(file, content, true, StandardOpenOption.CREATE);
  }

  private static void write(Path file, Bytes content, boolean durably, StandardOpenOption how)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, how))) {
      ByteBuffer buffer = content.toBuffer();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (durably) {
        channel.force(false);
      }
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.delete(path);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public boolean exists(Path path) {
    return Files.exists(path);
  }

  @Override
  public boolean isDirectory(Path path) {
    return Files.isDirectory(path);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      // What fails while the names are read.
      throw e.getCause();
    }
  }

  @Override
  public Closeable lock(Path file) throws IOException {
    // The lock file need not exist yet, its directory must; a symbolic link is no second log.
    Path directory = file.resolveSibling(".").toRealPath();
    Path name = directory.resolve(file.getFileName());
    if (!LOCKED_HERE.add(name)) {
      throw inUse(name);
    }
    try {
      return lockHeld(name);
    } catch (IOException | RuntimeException e) {
      LOCKED_HERE.remove(name);
      throw e;
    }
  }

  private static Closeable lockHeld(Path name) throws IOException {
    FileChannel channel =
        FileChannel.open(name, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw inUse(name);
    }
    return () -> {
      // Closing the channel releases the lock, as does the death of the process.
      channel.close();
      LOCKED_HERE.remove(name);
    };
  }

  private static IOException inUse(Path lock) {
    return new IOException(lock + ": this log is open already; stop the other process first");
  }
}
