package dev.comity.log;

import dev.comity.core.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory that knows what is durable and what only looks so, and fails on request.
 * After a power loss every name not synced is, by chance, the old or the new one, and contents not
 * synced are torn.
 */
final class SimulatedDisk implements Disk {
  /** What happens at the chosen operation. */
  enum Fault {
    /** The process dies in the middle of it. */
    DEATH,
    /** It reports an error, having done part of its work; nothing of it became durable. */
    ERROR
  }

  private static final class Node {
    final Map<String, Node> names = new TreeMap<>();
    final Map<String, Node> durableNames = new TreeMap<>();
    @Nullable Bytes content;
    boolean durable;

    boolean isDirectory() {
      return content == null;
    }
  }

  private static final int SECTOR = 64;

  private final Random random;
  private final Node root = new Node();
  private int operationCount;
  private int failAt = -1;
  private Fault fault = Fault.ERROR;
  private boolean dead;
  private boolean locked;

  SimulatedDisk(long seed) {
    this.random = new Random(seed);
  }

  int operationCount() {
    return operationCount;
  }

  /** Lets the operation that comes after {@code count} others fail. */
  void failAfter(int count, Fault how) {
    failAt = operationCount + count;
    fault = how;
  }

  /** The process is gone and another may start; with a power loss, so is what was not durable. */
  void restart(boolean powerLoss) {
    dead = false;
    locked = false;
    failAt = -1;
    if (powerLoss) {
      settle(root);
    }
  }

  private void settle(Node directory) {
    Set<String> all = new TreeSet<>(directory.names.keySet());
    all.addAll(directory.durableNames.keySet());
    for (String name : all) {
      Node node =
          random.nextBoolean() ? directory.names.get(name) : directory.durableNames.get(name);
      if (node == null) {
        directory.names.remove(name);
      } else {
        directory.names.put(name, node);
        settle(node);
      }
    }
    directory.durableNames.clear();
    directory.durableNames.putAll(directory.names);
    if (directory.content != null && !directory.durable) {
      directory.content = torn(directory.content);
      directory.durable = true;
    }
  }

  private Bytes torn(Bytes content) {
    return content.slice(0, random.nextInt(content.size() + 1));
  }

  void corrupt(Path file, int offset, int mask) throws IOException {
    Node node = node(file);
    byte[] octets = read(file, Integer.MAX_VALUE).toArray();
    octets[offset] ^= (byte) mask;
    node.content = Bytes.of(octets);
  }

  void put(Path file, Bytes content) throws IOException {
    Node node = new Node();
    node.content = content;
    node.durable = true;
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
  private boolean fails() throws IOException {
    if (dead) {
      throw new IOException("simulated: the process is dead");
    }
    if (operationCount++ != failAt) {
      return false;
    }
    dead = fault == Fault.DEATH;
    return true;
  }

  private static IOException failure() {
    return new IOException("simulated: input/output error");
  }

  @Override
  public Bytes read(Path file, int maxSize) throws IOException {
    Bytes content = node(file).content;
    if (content == null) {
      throw new IOException(file + ": is a directory");
    }
    return content;
  }

  @Override
  public Bytes read(Path file, int offset, int length) throws IOException {
    return read(file, Integer.MAX_VALUE).slice(offset, offset + length);
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
    boolean fails = fails();
    Node node = new Node();
    node.content = fails ? torn(content) : content;
    node.durable = durably && !fails;
    parent(file).names.put(name(file), node);
    if (fails) {
      throw failure();
    }
  }

  /** What fails in the middle leaves some sectors old and some new, which is as it stays. */
  @Override
  public void overwrite(Path file, Bytes content) throws IOException {
    boolean fails = fails();
    Node node = parent(file).names.computeIfAbsent(name(file), name -> new Node());
    byte[] old = node.content == null ? new byte[0] : node.content.toArray();
    byte[] mixed = Arrays.copyOf(old, Math.max(old.length, content.size()));
    for (int start = 0; start < content.size(); start += SECTOR) {
      if (!fails || random.nextBoolean()) {
        int end = Math.min(start + SECTOR, content.size());
        System.arraycopy(content.toArray(), start, mixed, start, end - start);
      }
    }
    node.content = Bytes.of(mixed);
    node.durable = true;
    if (fails) {
      throw failure();
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    boolean fails = fails();
    if (!fails || random.nextBoolean()) {
      Node node = node(from);
      parent(to).names.put(name(to), node);
      parent(from).names.remove(name(from));
    }
    if (fails) {
      throw failure();
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    boolean fails = fails();
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
    boolean fails = fails();
    if (!fails || random.nextBoolean()) {
      parent(directory).names.put(name(directory), new Node());
    }
    if (fails) {
      throw failure();
    }
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    boolean fails = fails();
    Node node = node(directory);
    if (fails) {
      throw failure();
    }
    node.durableNames.clear();
    node.durableNames.putAll(node.names);
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

  private Node node(Path path) throws NoSuchFileException {
    Node node = root;
    for (Path name : path) {
      Node next = node.names.get(name.toString());
      if (next == null) {
        throw new NoSuchFileException(path.toString());
      }
      node = next;
    }
    return node;
  }

  private Node parent(Path path) throws IOException {
    Path parent = path.getParent();
    return parent == null ? root : node(parent);
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
