package dev.comity.log;

import dev.comity.core.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Leaves out the syncs that a {@link Carelessness} forgets. */
final class CarelessDisk implements Disk {
  private final SimulatedDisk disk;
  private final Carelessness how;

  CarelessDisk(SimulatedDisk disk, Carelessness how) {
    this.disk = disk;
    this.how = how;
  }

  @Override
  public Bytes read(Path file, int maxSize) throws IOException {
    return disk.read(file, maxSize);
  }

  @Override
  public Bytes read(Path file, int offset, int length) throws IOException {
    return disk.read(file, offset, length);
  }

  @Override
  public void writeDurably(Path file, Bytes content) throws IOException {
    if (how == Carelessness.TILES_UNSYNCED) {
      disk.write(file, content);
    } else {
      disk.writeDurably(file, content);
    }
  }

  @Override
  public void write(Path file, Bytes content) throws IOException {
    disk.write(file, content);
  }

  @Override
  public void overwrite(Path file, Bytes content) throws IOException {
    String name = file.getFileName().toString();
    boolean signed = name.startsWith("signed");
    boolean unsynced =
        (how == Carelessness.SIGNED_UNSYNCED && signed)
            || (how == Carelessness.EDGE_UNSYNCED && name.startsWith("edge"));
    boolean asFound =
        how == Carelessness.FOUND_UNSYNCED
            && signed
            && disk.exists(file)
            && content.equals(disk.read(file, Integer.MAX_VALUE));
    if (asFound) {
      return;
    }
    if (unsynced) {
      disk.overwriteLazily(file, content);
    } else {
      disk.overwrite(file, content);
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    disk.move(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(path);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    disk.createDirectory(directory);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    if (how != Carelessness.NAMES_UNSYNCED) {
      disk.syncDirectory(directory);
    }
  }

  @Override
  public boolean exists(Path path) {
    return disk.exists(path);
  }

  @Override
  public boolean isDirectory(Path path) {
    return disk.isDirectory(path);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public Closeable lock(Path file) throws IOException {
    return disk.lock(file);
  }
}
