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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A log in one directory: {@code checkpoint} and {@code tile/…} for the public, {@code sequencer/}
 * for the owner. A process lock keeps others out.
 *
 * <p>Full tiles are durable files. The few partial ones, which the next batch replaces, are made
 * durable together as one record in {@code sequencer/edge.0} or {@code .1} and only shown as files;
 * the signed checkpoint is a record in {@code sequencer/signed.0} or {@code .1}. So a small batch
 * costs two syncs of data and none of a directory.
 */
public final class FileStore implements LogStore {
  static final String SEQUENCER = "sequencer";
  static final String LOCK = SEQUENCER + "/lock";
  static final String SIGNED = SEQUENCER + "/signed";
  static final String EDGE = SEQUENCER + "/edge";
  static final String TEMPORARY = SEQUENCER + "/tmp";

  private final Disk disk;
  private final Path directory;
  private final DurableFiles files;
  private final Closeable lock;
  private final Slots heads;
  private final Slots edges;

  /** The partial tiles of the signed tree, and of the batch in the making. */
  private volatile Edge committed;

  private volatile Edge staged = Edge.NONE;

  private volatile boolean closed;

  /** The partial tiles that lie in {@code tile/} as files. */
  private Set<TilePath> shown = Set.of();

  private FileStore(Disk disk, Path directory) throws IOException {
    this.disk = disk;
    this.directory = directory;
    this.files = new DurableFiles(disk, directory, directory.resolve(TEMPORARY));
    files.ensureRoot();
    files.ensureDirectory(directory.resolve(SEQUENCER));
    this.heads = new Slots(disk, directory.resolve(SIGNED), Note.MAX_SIZE);
    this.edges = new Slots(disk, directory.resolve(EDGE), Edge.MAX_SIZE);
    this.lock = disk.lock(directory.resolve(LOCK));
    try {
      prepareSlots();
      this.committed = signed().isEmpty() ? Edge.NONE : edge(signed().get().checkpoint().size());
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Locks {@code directory}, which is made if missing; it need not hold a log yet. */
  public static FileStore open(Path directory) throws IOException {
    return open(PosixDisk.INSTANCE, directory);
  }

  static FileStore open(Disk disk, Path directory) throws IOException {
    return new FileStore(disk, directory);
  }

  /** Whether a log was begun in {@code directory}. */
  public static boolean holdsLog(Path directory) {
    return holdsLog(PosixDisk.INSTANCE, directory);
  }

  static boolean holdsLog(Disk disk, Path directory) {
    try {
      return !heads(disk, directory).read().isEmpty();
    } catch (IOException e) {
      return disk.exists(directory.resolve(LogReader.CHECKPOINT));
    }
  }

  private static Slots heads(Disk disk, Path directory) {
    return new Slots(disk, directory.resolve(SIGNED), Note.MAX_SIZE);
  }

  /**
   * The names of the slots must not need a sync later. That they exist does not make them durable:
   * whoever made them may have died before the sync.
   */
  private void prepareSlots() throws IOException {
    for (String pair : List.of(SIGNED, EDGE)) {
      for (Path file : Slots.names(directory.resolve(pair))) {
        if (!disk.exists(file)) {
          disk.overwrite(file, Bytes.EMPTY);
        }
      }
    }
    disk.syncDirectory(directory.resolve(SEQUENCER));
  }

  /**
   * The partial tiles of the signed tree; without a record of them, an unknown edge, so that they
   * are read from their files, which must then lead to the signed root.
   */
  private Edge edge(long size) throws IOException {
    for (Slots.Slot slot : edges.read()) {
      Optional<Edge> edge = Edge.decode(slot.number(), slot.payload());
      if (edge.isPresent() && edge.get().size() == size) {
        return edge.get();
      }
    }
    return Edge.NONE;
  }

  @Override
  public Bytes fetch(String path) throws IOException {
    Optional<TilePath> partial = TilePath.parse(path).filter(tile -> !tile.isFull());
    if (partial.isPresent()) {
      for (Edge edge : List.of(staged, committed)) {
        Optional<Bytes> tile = edge.read(partial.get(), edges);
        // Once it is neither of them, its slot may have been overwritten while it was read.
        if (tile.isPresent() && (edge.equals(staged) || edge.equals(committed))) {
          return tile.get();
        }
      }
    }
    return disk.read(directory.resolve(path), EntryBundle.MAX_SIZE);
  }

  /** After {@link #close} the lock may be another's. */
  private void requireOwner() throws IOException {
    if (closed) {
      throw new IOException(directory + ": this log was closed here; open it again");
    }
  }

  @Override
  public void write(long size, Map<TilePath, Bytes> tiles) throws IOException {
    requireOwner();
    Map<Path, Bytes> full = new LinkedHashMap<>();
    Map<TilePath, Bytes> partial = new LinkedHashMap<>();
    tiles.forEach(
        (tile, content) -> {
          if (tile.isFull()) {
            full.put(directory.resolve(tile.text()), content);
          } else {
            partial.put(tile, content);
          }
        });
    if (!full.isEmpty()) {
      files.writeAll(full);
    }
    staged = Edge.NONE;
    int slot = committed.slot() == 0 ? 1 : 0;
    Bytes payload = Edge.encode(size, partial);
    edges.write(slot, size, payload);
    staged = Edge.decode(slot, payload).orElseThrow();
  }

  @Override
  public Optional<SignedCheckpoint> signed() throws IOException {
    return signed(disk, directory);
  }

  /** The owner's checkpoint of the log in {@code directory}, without a lock. */
  static Optional<SignedCheckpoint> signed(Disk disk, Path directory) throws IOException {
    List<Slots.Slot> slots = heads(disk, directory).read();
    if (slots.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SignedCheckpoint.parse(slots.getFirst().payload()));
    } catch (VerificationException e) {
      throw new IOException(
          directory.resolve(SIGNED) + ": " + e.detail() + "; restore it from a backup", e);
    }
  }

  @Override
  public void sign(Optional<SignedCheckpoint> expected, SignedCheckpoint next) throws IOException {
    requireOwner();
    List<Slots.Slot> slots = heads.read();
    Optional<Bytes> found = slots.stream().findFirst().map(Slots.Slot::payload);
    if (!found.equals(expected.map(SignedCheckpoint::encode))) {
      throw new IOException(
          directory.resolve(SIGNED)
              + ": somebody else signed a checkpoint; stop the other process");
    }
    int number = slots.isEmpty() ? 0 : 1 - slots.getFirst().number();
    long sequence = slots.isEmpty() ? 1 : slots.getFirst().sequence() + 1;
    heads.write(number, sequence, next.encode());
    if (staged.slot() >= 0) {
      committed = staged;
      staged = Edge.NONE;
    }
  }

  /** A torn one, after a power cut, is none: it is published again. */
  @Override
  public Optional<SignedCheckpoint> published() throws IOException {
    try {
      Bytes file = disk.read(directory.resolve(LogReader.CHECKPOINT), Note.MAX_SIZE);
      return Optional.of(SignedCheckpoint.parse(file));
    } catch (NoSuchFileException | VerificationException e) {
      return Optional.empty();
    }
  }

  @Override
  public void publish(SignedCheckpoint next) throws IOException {
    requireOwner();
    show();
    files.showAll(Map.of(directory.resolve(LogReader.CHECKPOINT), next.encode()));
    prune(next.checkpoint().size());
  }

  /** Lets the partial tiles of the signed tree be seen as files. */
  private void show() throws IOException {
    Map<Path, Bytes> missing = new LinkedHashMap<>();
    for (TilePath tile : committed.ranges().keySet()) {
      if (!shown.contains(tile)) {
        missing.put(directory.resolve(tile.text()), fetch(tile.text()));
      }
    }
    files.showNew(missing);
  }

  /**
   * Removes the partial versions of tiles that are full now; older versions of those that are not
   * stay for readers of an older checkpoint.
   */
  private void prune(long size) throws IOException {
    for (TilePath tile : shown) {
      if (tile.widthIn(size) == TilePath.FULL) {
        Path partials = directory.resolve(tile.partials());
        for (Path partial : disk.list(partials)) {
          disk.delete(partial);
        }
        disk.delete(partials);
        disk.syncDirectory(parent(partials));
      }
    }
    shown = Set.copyOf(committed.ranges().keySet());
  }

  /**
   * Makes durable what was found signed: a process that died between write and sync, or whose sync
   * failed, leaves a record that is read until the power fails. Then removes temporary files and
   * what lies beyond the signed tree within one batch, makes the record of the partial tiles whole
   * if only their files were, and shows them anew: after a power cut any of their files may be
   * torn.
   */
  @Override
  public void restore(long size) throws IOException {
    requireOwner();
    heads.rewriteLatest();
    if (committed.slot() >= 0) {
      edges.rewrite(committed.slot());
    }
    for (Path temporary : disk.list(directory.resolve(TEMPORARY))) {
      disk.delete(temporary);
    }
    if (size > 0 && committed.slot() < 0) {
      recordEdge(size);
    }
    Set<Path> changed = new LinkedHashSet<>();
    long first = Math.max(0, size - TransparencyLog.MAX_BATCH);
    for (int level = TilePath.ENTRIES; level <= 7; level++) {
      long last = TilePath.places(level, size + TransparencyLog.MAX_BATCH) / TilePath.FULL;
      for (long i = TilePath.places(level, first) / TilePath.FULL; i <= last; i++) {
        discard(new TilePath(level, i, TilePath.FULL), size, changed);
      }
    }
    for (Path parent : changed) {
      disk.syncDirectory(parent);
    }
    shown = Set.of();
    show();
    showPublished();
    shown = Set.copyOf(committed.ranges().keySet());
  }

  /**
   * While witnesses are awaited the published tree is older than the signed one: its partial tiles
   * are beginnings of the signed tree's, which have other names.
   */
  private void showPublished() throws IOException {
    long size = published().map(old -> old.checkpoint().size()).orElse(0L);
    Map<Path, Bytes> older = new LinkedHashMap<>();
    for (TilePath tile : committed.ranges().keySet()) {
      int width = tile.widthIn(size);
      if (width > 0 && width < tile.width()) {
        TilePath beginning = new TilePath(tile.level(), tile.index(), width);
        older.put(directory.resolve(beginning.text()), beginning(tile, width));
      }
    }
    files.showNew(older);
  }

  private Bytes beginning(TilePath tile, int width) throws IOException {
    Bytes whole = fetch(tile.text());
    if (!tile.isEntries()) {
      return whole.slice(0, width * Hash.SIZE);
    }
    try {
      EntryBundle bundle = new EntryBundle(whole);
      for (int i = 0; i < width; i++) {
        bundle.next();
      }
      return whole.slice(0, bundle.position());
    } catch (VerificationException e) {
      throw new IOException(tile.text() + ": " + e.detail() + "; check the log", e);
    }
  }

  /** Before the files are removed that are its only copy. */
  private void recordEdge(long size) throws IOException {
    Map<TilePath, Bytes> partial = new LinkedHashMap<>();
    for (int level = TilePath.ENTRIES; TilePath.places(level, size) > 0; level++) {
      long index = TilePath.places(level, size) / TilePath.FULL;
      int width = TilePath.width(level, index, size);
      if (width > 0) {
        TilePath tile = new TilePath(level, index, width);
        partial.put(tile, fetch(tile.text()));
      }
    }
    Bytes payload = Edge.encode(size, partial);
    edges.write(0, size, payload);
    committed = Edge.decode(0, payload).orElseThrow();
  }

  private void discard(TilePath tile, long size, Set<Path> changed) throws IOException {
    Path full = directory.resolve(tile.text());
    if (tile.widthIn(size) < TilePath.FULL && disk.exists(full)) {
      disk.delete(full);
      changed.add(parent(full));
    }
    Path partials = directory.resolve(tile.partials());
    List<Path> found = disk.list(partials);
    for (Path partial : found) {
      disk.delete(partial);
    }
    if (!found.isEmpty()) {
      changed.add(partials);
    }
  }

  private Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? directory : parent;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    lock.close();
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
