package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.InclusionProof;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.Receipt;
import dev.comity.log.proof.ReceiptSigner;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The owner of one log directory: appends batches, signs checkpoints, issues receipts.
 *
 * <p>One owner at a time, held by a process lock. {@link #append} is durable when it returns; after
 * any {@link IOException} from it the log is stopped, for what is on disk is then unknown: close,
 * open again, and the batch is either there as a whole or not at all. Reads may run beside appends.
 */
public final class FileLog implements Closeable {
  /** Entries in one batch at most; bounds what a crash can leave uncommitted. */
  public static final int MAX_BATCH = 16_384;

  /** Bytes in one entry at most: what the two length bytes of a bundle can say. */
  public static final int MAX_ENTRY_SIZE = EntryBundle.MAX_ENTRY_SIZE;

  private final LogFiles files;
  private final Closeable lock;
  private final SignedHead signedHead;
  private final HeadSigner headSigner;
  private final ReceiptSigner receiptSigner;
  private final TileReader tiles;
  private final RightEdge edge;
  private volatile Head head;
  private @Nullable Exception failure;
  private boolean closed;

  /** The current checkpoint and, once wanted, the one signature all receipts under it share. */
  private static final class Head {
    final SignedCheckpoint signed;
    private final ReceiptSigner signer;
    private ReceiptSigner.@Nullable SignedRoot root;

    Head(SignedCheckpoint signed, ReceiptSigner signer) {
      this.signed = signed;
      this.signer = signer;
    }

    synchronized ReceiptSigner.SignedRoot root() {
      if (root == null) {
        root = signer.sign(signed.checkpoint().root());
      }
      return root;
    }
  }

  /**
   * A durable batch.
   *
   * @param firstIndex the index of the batch's first entry
   * @param receipts one per entry, in order, all under {@code checkpoint}
   */
  public record Appended(SignedCheckpoint checkpoint, long firstIndex, List<Receipt> receipts) {
    public Appended {
      receipts = List.copyOf(receipts);
    }
  }

  private FileLog(Opening opening, SignedCheckpoint signed, RightEdge edge) {
    this.files = opening.files;
    this.lock = opening.lock;
    this.signedHead = opening.signedHead;
    this.headSigner = opening.headSigner;
    this.receiptSigner = opening.receiptSigner;
    this.tiles = opening.tiles;
    this.edge = edge;
    this.head = new Head(signed, receiptSigner);
  }

  /**
   * Starts a log whose entry 0 is {@code policy}; it is durable and published when this returns.
   * The directory may exist but not hold a log. {@code key} is an Ed25519 key; entry 0 gets its
   * receipt once the log has a second entry ({@link #receipt}), because RFC 9942 has no empty
   * paths.
   */
  public static FileLog create(Path directory, String origin, SigningKey key, Bytes policy)
      throws IOException {
    return create(PosixDisk.INSTANCE, directory, origin, key, policy);
  }

  static FileLog create(Disk disk, Path directory, String origin, SigningKey key, Bytes policy)
      throws IOException {
    requireEntries(List.of(policy));
    Opening opening = Opening.lock(disk, directory, origin, key);
    return opening.orUnlock(() -> create(opening, directory, policy));
  }

  private static FileLog create(Opening opening, Path directory, Bytes policy) throws IOException {
    if (opening.signedHead.read().isPresent() || opening.published().isPresent()) {
      throw new IOException(directory + ": there is a log already; open it instead");
    }
    opening.files.discardUncommitted(0, MAX_BATCH);
    RightEdge edge = RightEdge.load(opening.tiles, 0);
    RightEdge.Growth growth = edge.extend(List.of(policy));
    opening.files.writeTiles(growth.bundles());
    opening.files.writeTiles(growth.tiles());
    SignedCheckpoint first = opening.headSigner.signFirst(opening.durableTiles(), 1);
    opening.signedHead.replace(Optional.empty(), first);
    opening.files.publish(first.encode());
    return new FileLog(opening, first, edge);
  }

  /** Whether {@link #open} rather than {@link #create} is what {@code directory} needs. */
  public static boolean exists(Path directory) {
    return PosixDisk.INSTANCE.exists(directory.resolve(LogFiles.SIGNED));
  }

  /**
   * Opens the log and finishes or discards what a crash interrupted. Throws {@link IOException}
   * when it is open elsewhere, is not of this origin and key, does not hash to its signed
   * checkpoint, or has published more than it remembers to have signed.
   */
  public static FileLog open(Path directory, String origin, SigningKey key) throws IOException {
    return open(PosixDisk.INSTANCE, directory, origin, key);
  }

  static FileLog open(Disk disk, Path directory, String origin, SigningKey key) throws IOException {
    if (!disk.exists(directory.resolve(LogFiles.SIGNED))) {
      throw new NoSuchFileException(
          directory.resolve(LogFiles.SIGNED).toString(), null, "no log here; create one");
    }
    Opening opening = Opening.lock(disk, directory, origin, key);
    return opening.orUnlock(
        () -> {
          SignedCheckpoint signed = opening.recover();
          return new FileLog(
              opening, signed, RightEdge.load(opening.tiles, signed.checkpoint().size()));
        });
  }

  /** The last published checkpoint. */
  public SignedCheckpoint checkpoint() {
    return head.signed;
  }

  public long size() {
    return head.signed.checkpoint().size();
  }

  /** The log as of now; stays as it is while the log grows. */
  public LogReader snapshot() {
    return new LogReader(tiles, head.signed);
  }

  /**
   * The bytes of a tile or bundle as HTTP serves it, {@code path} like {@code tile/0/x001/234.p/5}.
   * Empty for anything else, for what is not committed, and for partial tiles removed since.
   */
  public Optional<Bytes> tile(String path) throws IOException {
    Optional<TilePath> tile = TilePath.parse(path).filter(t -> t.width() <= t.widthIn(size()));
    if (tile.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(files.source().fetch(tile.get().text()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * A receipt under the current checkpoint for any committed entry, proved before it is issued.
   * Throws {@link IllegalStateException} while entry 0 is alone.
   */
  public Receipt receipt(long index) throws IOException {
    Head current = head;
    if (current.signed.checkpoint().size() == 1) {
      throw new IllegalStateException("a log of one entry has no receipts; append another first");
    }
    LogReader reader = new LogReader(tiles, current.signed);
    return receipt(current, index, reader.entry(index));
  }

  private Receipt receipt(Head current, long index, Bytes entry) throws IOException {
    Checkpoint checkpoint = current.signed.checkpoint();
    InclusionProof proof =
        InclusionProof.of(index, checkpoint.size(), tiles.nodes(checkpoint.size()));
    try {
      proof.verify(MerkleTree.leafHash(entry), checkpoint.root());
    } catch (VerificationException e) {
      throw new IOException("no receipt for what the tree does not prove: " + e.detail(), e);
    }
    return current.root().receipt(proof);
  }

  /**
   * Appends {@code entries} as one batch: all of them durable and published when this returns, in
   * this order. Throws {@link IllegalArgumentException}, changing nothing, for an empty batch, more
   * than {@value #MAX_BATCH} entries or an entry of no or more than {@value #MAX_ENTRY_SIZE} bytes.
   */
  public synchronized Appended append(List<Bytes> entries) throws IOException {
    requireEntries(entries);
    requireRunning();
    try {
      return integrate(List.copyOf(entries));
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /** The order of truth. A crash before {@code replace} returns leaves the old state or the new. */
  private Appended integrate(List<Bytes> entries) throws IOException {
    SignedCheckpoint old = head.signed;
    long oldSize = old.checkpoint().size();
    long newSize = oldSize + entries.size();
    RightEdge.Growth growth = edge.extend(entries);
    files.writeTiles(growth.bundles());
    files.writeTiles(growth.tiles());
    TileReader durable = new TileReader(files.source());
    SignedCheckpoint next = headSigner.signNext(durable, old.checkpoint(), newSize);
    signedHead.replace(Optional.of(old), next);
    files.publish(next.encode());
    Head published = new Head(next, receiptSigner);
    head = published;
    files.prunePartials(growth.bundles().keySet(), oldSize);
    files.prunePartials(growth.tiles().keySet(), oldSize);
    List<Receipt> receipts = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      receipts.add(receipt(published, oldSize + i, entries.get(i)));
    }
    return new Appended(next, oldSize, receipts);
  }

  private void requireRunning() throws IOException {
    if (closed) {
      throw new IOException("the log is closed");
    }
    if (failure != null) {
      throw new IOException("the log stopped, restart it: " + failure.getMessage(), failure);
    }
  }

  private static void requireEntries(List<Bytes> entries) {
    if (entries.isEmpty() || entries.size() > MAX_BATCH) {
      throw new IllegalArgumentException("a batch has 1 to " + MAX_BATCH + " entries");
    }
    for (Bytes entry : entries) {
      if (entry.size() == 0 || entry.size() > MAX_ENTRY_SIZE) {
        throw new IllegalArgumentException(
            "an entry has 1 to " + MAX_ENTRY_SIZE + " bytes, not " + entry.size());
      }
    }
  }

  /** Waits for a running append, then releases the lock. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      lock.close();
    }
  }
}
