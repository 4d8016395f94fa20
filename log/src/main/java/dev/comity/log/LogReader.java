package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.ConsistencyProof;
import dev.comity.log.proof.InclusionProof;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a log as of one checkpoint, from a running log, a copied directory or an address, without a
 * lock. Thread-safe. Verifies neither the checkpoint's signature nor what it reads: {@link Fsck}
 * does both.
 */
public final class LogReader {
  static final String CHECKPOINT = "checkpoint";

  private final TileReader tiles;
  private final SignedCheckpoint checkpoint;

  LogReader(TileReader tiles, SignedCheckpoint checkpoint) {
    this.tiles = tiles;
    this.checkpoint = checkpoint;
  }

  /** Receives entries in order. */
  @FunctionalInterface
  public interface EntryVisitor<X extends Exception> {
    void visit(long index, Bytes entry) throws X;
  }

  /** Reads the published checkpoint of the log in {@code directory}. */
  public static LogReader open(Path directory) throws IOException, VerificationException {
    return open(directory(PosixDisk.INSTANCE, directory));
  }

  public static LogReader open(TileSource source) throws IOException, VerificationException {
    SignedCheckpoint checkpoint = SignedCheckpoint.parse(source.fetch(CHECKPOINT));
    return new LogReader(new TileReader(source), checkpoint);
  }

  static TileSource directory(Disk disk, Path directory) {
    return path -> disk.read(directory.resolve(path), EntryBundle.MAX_SIZE);
  }

  public SignedCheckpoint checkpoint() {
    return checkpoint;
  }

  public long size() {
    return checkpoint.checkpoint().size();
  }

  /** Throws {@link IndexOutOfBoundsException} beyond the size. */
  public Bytes entry(long index) throws IOException {
    requireLeaf(index);
    return bundle(index / TilePath.FULL).get((int) (index % TilePath.FULL));
  }

  /** Visits the entries from {@code firstIndex} on; holds one bundle at a time. */
  public <X extends Exception> void forEach(long firstIndex, EntryVisitor<X> visitor)
      throws IOException, X {
    long index = firstIndex;
    while (index < size()) {
      List<Bytes> bundle = bundle(index / TilePath.FULL);
      for (int i = (int) (index % TilePath.FULL); i < bundle.size(); i++) {
        visitor.visit(index++, bundle.get(i));
      }
    }
  }

  private List<Bytes> bundle(long bundleIndex) throws IOException {
    int width = TilePath.width(TilePath.ENTRIES, bundleIndex, size());
    return tiles.entries(TilePath.entries(bundleIndex, width));
  }

  /** That {@code index} is in this tree; throws {@link IndexOutOfBoundsException} if it is not. */
  public InclusionProof inclusionProof(long index) throws IOException {
    requireLeaf(index);
    return InclusionProof.of(index, size(), tiles.nodes(size()));
  }

  /** That this tree continues the one with {@code oldSize} leaves, 0 &lt; oldSize ≤ size. */
  public ConsistencyProof consistencyProof(long oldSize) throws IOException {
    return ConsistencyProof.of(oldSize, size(), tiles.nodes(size()));
  }

  /**
   * That the tree of {@code newSize} continues that of {@code oldSize}, 0 &lt; old ≤ new ≤ size.
   */
  public ConsistencyProof consistencyProof(long oldSize, long newSize) throws IOException {
    if (newSize > size()) {
      throw new IndexOutOfBoundsException("no size " + newSize + " in a log of " + size());
    }
    return ConsistencyProof.of(oldSize, newSize, tiles.nodes(size()));
  }

  /** The root this log had at {@code size}, recomputed from its tiles; 0 ≤ size ≤ this size. */
  public Hash rootAt(long size) throws IOException {
    if (size < 0 || size > size()) {
      throw new IndexOutOfBoundsException("no size " + size + " in a log of " + size());
    }
    return tiles.nodes(size()).root(size);
  }

  private void requireLeaf(long index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException("no entry " + index + " in a log of " + size());
    }
  }
}
