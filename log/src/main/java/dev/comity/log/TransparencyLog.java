package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.StepObserver.Step;
import dev.comity.log.proof.Receipt;
import dev.comity.log.proof.ReceiptSigner;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The owner of one log: appends batches, signs checkpoints, publishes them, issues receipts.
 *
 * <p>{@link #append} is durable and published when it returns; after any {@link IOException} from
 * it the log is stopped, for what is in the store is then unknown: close, open again, and the batch
 * is either there as a whole or not at all. Reads may run beside appends.
 */
public final class TransparencyLog implements Closeable {
  /** Entries in one batch at most; bounds what a crash can leave uncommitted. */
  public static final int MAX_BATCH = 16_384;

  /** Bytes in one entry at most: what the two length bytes of a bundle can say. */
  public static final int MAX_ENTRY_SIZE = EntryBundle.MAX_ENTRY_SIZE;

  private static final long RETRY_MILLIS = 500;

  private final LogStore store;
  private final LogOptions options;
  private final TileReader tiles;
  private final RightEdge edge;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile HeadSigner headSigner;
  private volatile ReceiptSigner receiptSigner;
  private volatile SignedCheckpoint signed;
  private volatile @Nullable Published published;
  private volatile boolean withheld;
  private @Nullable Exception failure;
  private boolean closed;

  /**
   * A durable and published batch.
   *
   * @param firstIndex the index of the batch's first entry
   */
  public record Appended(Published published, long firstIndex, List<Bytes> entries) {
    public Appended {
      entries = List.copyOf(entries);
    }

    public SignedCheckpoint checkpoint() {
      return published.checkpoint();
    }

    /** One per entry, in order. */
    public List<Receipt> receipts() throws IOException {
      List<Receipt> receipts = new ArrayList<>(entries.size());
      for (int i = 0; i < entries.size(); i++) {
        receipts.add(published.receipt(firstIndex + i, entries.get(i)));
      }
      return receipts;
    }
  }

  private TransparencyLog(
      LogStore store, LogOptions options, SignedCheckpoint signed, RightEdge edge) {
    this.store = store;
    this.options = options;
    this.headSigner = new HeadSigner(options.origin(), options.keys());
    this.receiptSigner = new ReceiptSigner(options.origin(), options.keys().current());
    this.tiles = new TileReader(store);
    this.edge = edge;
    this.signed = signed;
  }

  /**
   * Starts a log whose entry 0 is {@code policy}; it is durable and published when this returns.
   * The store holds no log yet, and is closed with the log, or when this fails.
   */
  public static TransparencyLog create(LogStore store, LogOptions options, Bytes policy)
      throws IOException {
    requireEntries(List.of(policy));
    return orClosed(
        store,
        () -> {
          if (store.signed().isPresent() || store.published().isPresent()) {
            throw new IOException(store + ": there is a log already; open it instead");
          }
          store.restore(0);
          RightEdge edge = RightEdge.load(new TileReader(store), 0);
          store.write(1, edge.extend(List.of(policy)));
          SignedCheckpoint first =
              new HeadSigner(options.origin(), options.keys()).signFirst(new TileReader(store), 1);
          store.sign(Optional.empty(), first);
          TransparencyLog log = new TransparencyLog(store, options, first, edge);
          log.publish();
          return log;
        });
  }

  /**
   * Opens the log and finishes or discards what a crash interrupted. Throws {@link IOException}
   * when it is not of this origin and key, does not hash to its signed checkpoint, or has published
   * more than it remembers to have signed. What is signed is published by the first {@link
   * #publish} or {@link #append}. The store is closed with the log, or when this fails.
   */
  public static TransparencyLog open(LogStore store, LogOptions options) throws IOException {
    return orClosed(
        store,
        () -> {
          SignedCheckpoint signed = new Opening(store, options).recover();
          long size = signed.checkpoint().size();
          RightEdge edge = RightEdge.load(new TileReader(store), size);
          TransparencyLog log = new TransparencyLog(store, options, signed, edge);
          log.adoptPublished();
          if (options.publication().equals(Publication.AT_ONCE)) {
            log.publish();
          }
          return log;
        });
  }

  /** {@link #create} in a directory, with one Ed25519 key and no witnesses. */
  public static TransparencyLog create(Path directory, String origin, SigningKey key, Bytes policy)
      throws IOException {
    return create(FileStore.open(directory), LogOptions.of(origin, key), policy);
  }

  /** {@link #open} of a directory, with one Ed25519 key and no witnesses. */
  public static TransparencyLog open(Path directory, String origin, SigningKey key)
      throws IOException {
    if (!FileStore.holdsLog(directory)) {
      throw new NoSuchFileException(directory.toString(), null, "no log here; create one");
    }
    return open(FileStore.open(directory), LogOptions.of(origin, key));
  }

  @FunctionalInterface
  private interface Start {
    TransparencyLog run() throws IOException;
  }

  private static TransparencyLog orClosed(LogStore store, Start start) throws IOException {
    boolean started = false;
    try {
      TransparencyLog log = start.run();
      started = true;
      return log;
    } finally {
      if (!started) {
        store.close();
      }
    }
  }

  /** What an earlier owner published may be older than what it signed. */
  private void adoptPublished() throws IOException {
    Optional<SignedCheckpoint> found = store.published();
    if (found.isPresent()) {
      published = new Published(new LogReader(tiles, found.get()), receiptSigner);
    }
  }

  /**
   * The log as the public sees it. Throws {@link IllegalStateException} while nothing is published,
   * which only a log waiting for its first cosignatures can meet.
   */
  public Published published() {
    Published current = published;
    if (current == null) {
      throw new IllegalStateException("nothing is published yet; the witnesses are awaited");
    }
    return current;
  }

  /** The last published checkpoint. */
  public SignedCheckpoint checkpoint() {
    return published().checkpoint();
  }

  /** Entries that are durable under a signed checkpoint, published or not. */
  public long size() {
    return signed.checkpoint().size();
  }

  /** The published log as of now; stays as it is while the log grows. */
  public LogReader snapshot() {
    return published().reader();
  }

  /** The signed log as of now: what the state is computed from. */
  public LogReader durable() {
    return new LogReader(tiles, signed);
  }

  /** Whether a signed checkpoint waits for cosignatures. */
  public boolean isWithheld() {
    return withheld;
  }

  /**
   * The bytes of a tile or bundle as HTTP serves it, {@code path} like {@code tile/0/x001/234.p/5}.
   * Empty for anything else, for what is not published, and for partial tiles removed since.
   */
  public Optional<Bytes> tile(String path) throws IOException {
    long size = published().size();
    Optional<TilePath> tile = TilePath.parse(path).filter(t -> t.width() <= t.widthIn(size));
    if (tile.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(store.fetch(tile.get().text()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** A receipt under the published checkpoint; see {@link Published#receipt}. */
  public Receipt receipt(long index) throws IOException {
    return published().receipt(index);
  }

  /**
   * Appends {@code entries} as one batch: all of them durable and published when this returns, in
   * this order. Throws {@link IllegalArgumentException}, changing nothing, for an empty batch, more
   * than {@value #MAX_BATCH} entries or an entry of no or more than {@value #MAX_ENTRY_SIZE} bytes.
   */
  public synchronized Appended append(List<Bytes> entries) throws IOException {
    requireEntries(entries);
    requireRunning();
    long firstIndex = size();
    try {
      integrate(List.copyOf(entries));
      return new Appended(release(), firstIndex, entries);
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * Publishes what is signed but not published yet, if anything. Like {@link #append}, it waits for
   * as long as the witnesses keep it waiting.
   */
  public synchronized void publish() throws IOException {
    requireRunning();
    try {
      release();
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * Signs with {@code keys} from the next batch on. The caller sees to it that whoever opens this
   * log later has them.
   */
  public synchronized void use(LogKeys keys) {
    headSigner = new HeadSigner(options.origin(), keys);
    receiptSigner = new ReceiptSigner(options.origin(), keys.current());
  }

  /** The order of truth. A crash before {@code sign} returns leaves the old state or the new. */
  private void integrate(List<Bytes> entries) throws IOException {
    SignedCheckpoint old = signed;
    long newSize = old.checkpoint().size() + entries.size();
    long start = System.nanoTime();
    Map<TilePath, Bytes> growth = edge.extend(entries);
    store.write(newSize, growth);
    start = observed(Step.WRITE, start);
    SignedCheckpoint next = headSigner.signNext(new TileReader(store), old.checkpoint(), newSize);
    start = observed(Step.RECOMPUTE, start);
    store.sign(Optional.of(old), next);
    signed = next;
    observed(Step.SIGN, start);
  }

  /** Asks for the publication until it is granted or the log closes. */
  private Published release() throws IOException {
    Published current = published;
    if (current != null && current.checkpoint().checkpoint().equals(signed.checkpoint())) {
      return current;
    }
    long start = System.nanoTime();
    LogReader tree = durable();
    Optional<SignedCheckpoint> released = options.publication().release(signed, tree);
    while (released.isEmpty()) {
      withheld = true;
      await();
      released = options.publication().release(signed, tree);
    }
    withheld = false;
    start = observed(Step.WITNESS, start);
    store.publish(released.get());
    Published next = new Published(new LogReader(tiles, released.get()), receiptSigner);
    published = next;
    observed(Step.PUBLISH, start);
    return next;
  }

  private void await() throws IOException {
    try {
      if (closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException("closed while the witnesses were awaited; the batch is durable");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the witnesses were awaited", e);
    }
  }

  /** Lets a waiting {@link #append} or {@link #publish} fail instead of waiting for witnesses. */
  void stopWaiting() {
    closing.countDown();
  }

  private long observed(Step step, long startNanos) {
    long now = System.nanoTime();
    options.observer().observe(step, now - startNanos);
    return now;
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

  /** Waits for a running append, unless that waits for witnesses; then gives the store up. */
  @Override
  public void close() throws IOException {
    stopWaiting();
    synchronized (this) {
      if (!closed) {
        closed = true;
        store.close();
      }
    }
  }
}
