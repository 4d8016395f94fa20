package dev.comity.log;

import dev.comity.core.Bytes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A file system in memory that knows what is durable and what only looks so, and fails on request.
 * After a power loss every name not synced is, by chance, the old or the new one, and contents not
 * synced are torn.
 */
final class SimulatedDisk implements Disk {
  /** What happens at the chosen operation. */
  enum Fault {
    /** The process dies in the middle of it; what it has written is there, not durable. */
    DEATH,
    /** It reports an error, having done part of its work; nothing of it became durable. */
    ERROR,
    /** It does part of its work, and nothing can grow until {@link #makeRoom}. */
    NO_SPACE,
    /** Its sync reports an error; what it wrote is to be seen, until a power cut. */
    LOST_SYNC,
    /** A read reports an error. */
    READ_ERROR,
    /**
     * A tile ends early, this once; other reads say so. That a record of {@link Slots} ends early
     * and nobody says so is not among the faults: it cannot be told from one torn by a crash.
     */
    SHORT_READ;

    boolean isOfWrites() {
      return this != READ_ERROR && this != SHORT_READ;
    }
  }

  private final Random random;
  private final SimulatedNode root = SimulatedNode.directory();
  private int operationCount;
  private int readCount;
  private int failAt = -1;
  private int failReadAt = -1;
  private String failAtName = "";
  private Fault fault = Fault.ERROR;
  private int firedCount;
  private boolean undisturbed;
  private boolean full;
  private boolean dead;
  private boolean locked;

  SimulatedDisk(long seed) {
    this.random = new Random(seed);
  }

  int operationCount() {
    return operationCount;
  }

  /** How many of the faults asked for have happened. */
  int firedCount() {
    return firedCount;
  }

  /** Lets the operation, or read, that comes after {@code count} others fail. */
  void failAfter(int count, Fault how) {
    fault = how;
    failAt = how.isOfWrites() ? operationCount + count : -1;
    failReadAt = how.isOfWrites() ? -1 : readCount + count;
  }

  /** Lets the next operation on a file whose name starts with {@code name} fail. */
  void failAt(String name, Fault how) {
    failAfter(0, how);
    failAt = -1;
    failReadAt = -1;
    failAtName = name;
  }

  /** While {@code undisturbed}, nothing fails and reads are not counted. */
  void undisturbed(boolean now) {
    undisturbed = now;
  }

  void makeRoom() {
    full = false;
  }

  boolean isFull() {
    return full;
  }

  /** The process is gone and another may start; with a power loss, so is what was not durable. */
  void restart(boolean powerLoss) {
    dead = false;
    locked = false;
    failAt = -1;
    failReadAt = -1;
    failAtName = "";
    if (powerLoss) {
      root.settle(random);
    }
  }

  void corrupt(Path file, int offset, int mask) throws IOException {
    node(file).corrupt(offset, mask);
  }

  void put(Path file, Bytes content) throws IOException {
    SimulatedNode node = SimulatedNode.file(content, true);
    parent(file).names.put(name(file), node);
    parent(file).durableNames.put(name(file), node);
  }

  /** All files, by path. */
  List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : list(directory)) {
      if (isDirectory(path)) {
        files.addAll(files(path));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  /** True if this operation must fail; throws if the process is dead already. */
  private boolean fails(Path file) throws IOException {
    if (dead) {
      throw new IOException("simulated: the process is dead");
    }
    boolean aimed = !failAtName.isEmpty() && name(file).startsWith(failAtName);
    if (operationCount++ != failAt && !aimed) {
      return false;
    }
    failAtName = "";
    firedCount++;
    dead = fault == Fault.DEATH;
    full |= fault == Fault.NO_SPACE;
    return true;
  }

  private IOException failure() {
    return new IOException(
        full ? "simulated: no space left on device" : "simulated: input/output error");
  }

  private void requireRoom() throws IOException {
    if (full) {
      throw failure();
    }
  }

  @Override
  public Bytes read(Path file, int maxSize) throws IOException {
    Bytes content = content(file);
    if (!readFails()) {
      return content;
    }
    if (TilePath.parse(tail(file)).isEmpty()) {
      throw new EOFException("simulated: the end of " + file);
    }
    return content.slice(0, random.nextInt(content.size() + 1));
  }

  @Override
  public Bytes read(Path file, int offset, int length) throws IOException {
    Bytes content = content(file);
    if (readFails() || offset + length > content.size()) {
      throw new EOFException("simulated: the end of " + file);
    }
    return content.slice(offset, offset + length);
  }

  private static String tail(Path file) {
    int tile = file.toString().indexOf("tile/");
    return tile < 0 ? "" : file.toString().substring(tile);
  }

  private Bytes content(Path file) throws IOException {
    Bytes content = node(file).content();
    if (content == null) {
      throw new IOException(file + ": is a directory");
    }
    return content;
  }

  /** True if this read must end early. */
  private boolean readFails() throws IOException {
    if (undisturbed || readCount++ != failReadAt) {
      return false;
    }
    firedCount++;
    if (fault == Fault.READ_ERROR) {
      throw failure();
    }
    return true;
  }

  @Override
  public void writeDurably(Path file, Bytes content) throws IOException {
    write(file, content, true);
  }

  @Override
  public void write(Path file, Bytes content) throws IOException {
    write(file, content, false);
  }

  private void write(Path file, Bytes content, boolean durably) throws IOException {
    requireRoom();
    boolean fails = fails(file);
    boolean whole = !fails || fault == Fault.LOST_SYNC;
    Bytes written = whole ? content : SimulatedNode.torn(content, random);
    parent(file).names.put(name(file), SimulatedNode.file(written, durably && !fails));
    if (fails) {
      throw failure();
    }
  }

  @Override
  public void overwrite(Path file, Bytes content) throws IOException {
    if (!exists(file) || content(file).size() < content.size()) {
      requireRoom();
    }
    boolean fails = fails(file);
    SimulatedNode node = overwritten(file);
    if (!fails) {
      node.overwrite(content);
      return;
    }
    switch (fault) {
      case DEATH, NO_SPACE -> {
        boolean whole = fault == Fault.DEATH && random.nextBoolean();
        node.overwritePart(content, whole ? content.size() : random.nextInt(content.size() + 1));
      }
      case LOST_SYNC -> node.overwriteAndLose(content);
      case ERROR, READ_ERROR, SHORT_READ -> node.overwriteSome(content, random);
    }
    throw failure();
  }

  /** What {@link #overwrite} would be if it forgot to sync. */
  void overwriteLazily(Path file, Bytes content) throws IOException {
    if (fails(file)) {
      throw failure();
    }
    overwritten(file).overwriteLazily(content);
  }

  private SimulatedNode overwritten(Path file) throws IOException {
    return parent(file)
        .names
        .computeIfAbsent(name(file), name -> SimulatedNode.file(Bytes.EMPTY, true));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    boolean fails = fails(to);
    if (!fails || random.nextBoolean()) {
      SimulatedNode node = node(from);
      parent(to).names.put(name(to), node);
      parent(from).names.remove(name(from));
    }
    if (fails) {
      throw failure();
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    boolean fails = fails(path);
    if (!fails || random.nextBoolean()) {
      if (!node(path).names.isEmpty()) {
        throw new IOException(path + ": directory not empty");
      }
      parent(path).names.remove(name(path));
    }
    if (fails) {
      throw failure();
    }
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    requireRoom();
    boolean fails = fails(directory);
    if (!fails || random.nextBoolean()) {
      parent(directory).names.put(name(directory), SimulatedNode.directory());
    }
    if (fails) {
      throw failure();
    }
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    boolean fails = fails(directory);
    SimulatedNode node = node(directory);
    if (fails) {
      throw failure();
    }
    node.syncNames();
  }

  @Override
  public boolean exists(Path path) {
    try {
      node(path);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public boolean isDirectory(Path path) {
    try {
      return node(path).isDirectory();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    return isDirectory(directory)
        ? node(directory).names.keySet().stream().map(directory::resolve).toList()
        : List.of();
  }

  @Override
  public Closeable lock(Path file) throws IOException {
    if (dead || locked) {
      throw new IOException(file + ": this log is open already");
    }
    locked = true;
    return () -> locked = false;
  }

  private SimulatedNode node(Path path) throws NoSuchFileException {
    SimulatedNode node = root;
    for (Path name : path) {
      SimulatedNode next = node.names.get(name.toString());
      if (next == null) {
        throw new NoSuchFileException(path.toString());
      }
      node = next;
    }
    return node;
  }

  private SimulatedNode parent(Path path) throws IOException {
    Path parent = path.getParent();
    return parent == null ? root : node(parent);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
