package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.governance.Effect;
import dev.comity.governance.Examined;
import dev.comity.governance.Replay;
import dev.comity.governance.state.State;
import dev.comity.log.LogReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A {@link Replay} of a log on all processors: workers examine the entries ahead, a piece at a
 * time, and the caller's thread reduces them in order. The states, the effects and the first error
 * are those of the sequential replay. No more than a few pieces are in memory at once.
 */
public final class ParallelReplay {
  /** A piece ends with this many entries or bytes, so that large entries need no large heap. */
  private static final int MOST_ENTRIES = 1_024;

  private static final int MOST_BYTES = 1 << 20;

  /** The first pieces are small, so that a short log keeps all workers busy too. */
  private static final int FIRST_ENTRIES = 16;

  private final Replay replay;
  private final Visitor visitor;
  private final int workerCount = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          workerCount, Thread.ofPlatform().daemon().name("replay-", 0).factory());
  private final Queue<Future<List<Examined>>> ahead = new ArrayDeque<>();
  private List<Bytes> piece = new ArrayList<>();
  private long pieceBytes;
  private int pieceEntries = FIRST_ENTRIES;

  /** Called for each entry in order, when the replay has reduced it. */
  @FunctionalInterface
  public interface Visitor {
    void replayed(long index, Examined entry, List<Effect> effects)
        throws IOException, VerificationException;
  }

  private ParallelReplay(Replay replay, Visitor visitor) {
    this.replay = replay;
    this.visitor = visitor;
  }

  /** Gives {@code replay} the rest of {@code log}, from the entry that its state expects next. */
  public static void run(LogReader log, Replay replay, Visitor visitor)
      throws IOException, VerificationException {
    ParallelReplay parallel = new ParallelReplay(replay, visitor);
    try {
      parallel.all(log);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      parallel.workers.shutdownNow();
    }
  }

  private void all(LogReader log) throws IOException, VerificationException {
    try {
      log.forEach(
          replay.state().size(),
          (LogReader.EntryVisitor<VerificationException>) (index, entry) -> take(entry));
    } catch (IOException e) {
      // An entry before the one that cannot be read may be at fault: the first error counts.
      finish();
      throw e;
    }
    finish();
  }

  private void finish() throws IOException, VerificationException {
    if (!piece.isEmpty()) {
      examine();
    }
    while (!ahead.isEmpty()) {
      reduceOldest();
    }
  }

  private void take(Bytes entry) throws VerificationException {
    piece.add(entry);
    pieceBytes += entry.size();
    if (piece.size() < pieceEntries && pieceBytes < MOST_BYTES) {
      return;
    }
    examine();
    pieceEntries = Math.min(MOST_ENTRIES, 2 * pieceEntries);
    try {
      while (ahead.size() > 2 * workerCount) {
        reduceOldest();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The workers know the keys declared up to here; keys declared since are looked up in turn. */
  private void examine() {
    List<Bytes> entries = piece;
    State before = replay.state();
    ahead.add(workers.submit(() -> Examined.all(entries, before)));
    piece = new ArrayList<>();
    pieceBytes = 0;
  }

  private void reduceOldest() throws IOException, VerificationException {
    for (Examined entry : get(ahead.remove())) {
      long index = replay.state().size();
      visitor.replayed(index, entry, replay.next(entry));
    }
  }

  private static List<Examined> get(Future<List<Examined>> examined) throws IOException {
    try {
      return examined.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("examining entries throws nothing", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while replaying");
    }
  }
}
