package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.log.Batch.Admission;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The single writer before a {@link TransparencyLog}: a bounded queue and one thread that commits
 * when idle, so a batch is whatever arrived while the previous one was made durable.
 *
 * <p>A refusal or an answer may depend on the whole batch, so every future completes after its
 * batch's commit. A batch in which nothing is admitted is discarded, its opening entries too unless
 * the batch keeps them. When the composer throws, its batch is discarded and the submitters get the
 * exception; when the log throws, the sequencer stops for good, and what was being committed is
 * unknown until the log is opened again. Dependents of a future run on the writer thread unless
 * added with {@code …Async}.
 */
public final class Sequencer<S, R> implements AutoCloseable {
  /** No further submission joins a batch with this many submissions, entries or bytes. */
  private static final int FULL_COUNT = 4096;

  private static final int FULL_BYTES = 8 << 20;

  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final TransparencyLog log;
  private final Composer<S, R> composer;
  private final int capacity;
  private final Thread writer;

  /** Guards the two fields below. */
  private final Object monitor = new Object();

  private final Queue<Pending<S, R>> queue = new ArrayDeque<>();
  private @Nullable Exception stopped;

  private record Pending<S, R>(S submission, CompletableFuture<Outcome<R>> future) {}

  /**
   * Starts the writer thread. The log stays the caller's to close, after this.
   *
   * @param capacity how many submissions may wait
   */
  public Sequencer(TransparencyLog log, Composer<S, R> composer, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a queue has room for at least 1, not " + capacity);
    }
    this.log = log;
    this.composer = composer;
    this.capacity = capacity;
    this.writer = Thread.ofPlatform().name("sequencer").start(this::write);
  }

  /**
   * Never blocks. The future fails with an {@link IOException} when the sequencer is closed, has
   * stopped, or stops before the submission is known to be durable.
   */
  public CompletableFuture<Outcome<R>> submit(S submission) {
    CompletableFuture<Outcome<R>> future = new CompletableFuture<>();
    synchronized (monitor) {
      if (stopped != null) {
        return CompletableFuture.failedFuture(notRunning(stopped));
      }
      if (queue.size() == capacity) {
        return CompletableFuture.completedFuture(new Outcome.Busy<>());
      }
      queue.add(new Pending<>(submission, future));
      monitor.notifyAll();
    }
    return future;
  }

  /** How many submissions wait for their batch. */
  public int queued() {
    synchronized (monitor) {
      return queue.size();
    }
  }

  /**
   * Refuses new submissions, finishes those accepted, then ends the writer thread. Witnesses that
   * keep a batch waiting get a few seconds more; then its submitters are told that it is not
   * published, and the next start publishes it.
   */
  @Override
  public void close() {
    stop(new IOException("the log is closing"));
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        if (!writer.join(DRAIN)) {
          log.stopWaiting();
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop(Exception reason) {
    synchronized (monitor) {
      if (stopped == null) {
        stopped = reason;
      }
      monitor.notifyAll();
    }
  }

  private void write() {
    try {
      log.publish();
      while (awaitSubmission()) {
        new Round().run();
      }
    } catch (IOException | RuntimeException e) {
      stop(e);
    } finally {
      // Also on an Error: nobody waits for a writer that is gone.
      stop(new IOException("the sequencer ended"));
      failQueued();
    }
  }

  /** False once stopped and drained. */
  private boolean awaitSubmission() {
    synchronized (monitor) {
      while (queue.isEmpty()) {
        if (stopped != null) {
          return false;
        }
        try {
          monitor.wait();
        } catch (InterruptedException e) {
          throw new IllegalStateException("nobody interrupts the writer", e);
        }
      }
      return true;
    }
  }

  private @Nullable Pending<S, R> poll() {
    synchronized (monitor) {
      return queue.poll();
    }
  }

  private void failQueued() {
    synchronized (monitor) {
      Exception reason = stopped == null ? new IOException("stopped") : stopped;
      queue.forEach(pending -> pending.future.completeExceptionally(notRunning(reason)));
      queue.clear();
    }
  }

  private static IOException notRunning(Exception reason) {
    return new IOException("not accepted: " + reason.getMessage(), reason);
  }

  /** One batch from the first submission taken to the last future completed. */
  private final class Round {
    private final List<Pending<S, R>> taken = new ArrayList<>();
    private final List<Admission<R>> admissions = new ArrayList<>();
    private final List<Long> indexes = new ArrayList<>();
    private final List<Bytes> entries = new ArrayList<>();
    private final long firstIndex = log.size();
    private long byteCount;
    private boolean admitted;

    void run() throws IOException {
      try {
        Batch<S, R> batch = compose();
        if (batch != null) {
          finish(batch);
        }
      } catch (IOException | RuntimeException | Error e) {
        fail(e);
        throw e;
      }
    }

    /** Null when the composer threw: then its submitters are answered and the show goes on. */
    private @Nullable Batch<S, R> compose() {
      Batch<S, R> batch = null;
      try {
        batch = composer.begin(firstIndex);
        batch.opening().forEach(this::add);
        admitted = batch.keepsOpening() && !entries.isEmpty();
        admitAll(batch);
        return batch;
      } catch (RuntimeException e) {
        if (batch != null) {
          batch.discarded();
        }
        // At least the submission that woke the writer must leave the queue.
        if (taken.isEmpty()) {
          take();
        }
        fail(e);
        return null;
      }
    }

    private void admitAll(Batch<S, R> batch) {
      while (taken.isEmpty() || hasRoom()) {
        Pending<S, R> pending = take();
        if (pending == null) {
          return;
        }
        long index = firstIndex + entries.size();
        Admission<R> admission = batch.admit(pending.submission, index);
        admissions.add(admission);
        indexes.add(index);
        if (admission instanceof Admission.Admitted<R> admittedNow) {
          add(admittedNow.entry());
          admittedNow.following().forEach(this::add);
          admitted = true;
        }
      }
    }

    private boolean hasRoom() {
      return taken.size() < FULL_COUNT && entries.size() < FULL_COUNT && byteCount < FULL_BYTES;
    }

    private @Nullable Pending<S, R> take() {
      Pending<S, R> pending = poll();
      if (pending != null) {
        taken.add(pending);
      }
      return pending;
    }

    /** Checked here, where a wrong entry costs one batch, and not in the log, which would stop. */
    private void add(Bytes entry) {
      if (entry.size() == 0 || entry.size() > TransparencyLog.MAX_ENTRY_SIZE) {
        throw new IllegalArgumentException(
            "the composer made an entry of " + entry.size() + " bytes");
      }
      entries.add(entry);
      byteCount += entry.size();
    }

    private void finish(Batch<S, R> batch) throws IOException {
      if (admitted) {
        TransparencyLog.Appended appended;
        try {
          batch.keys().ifPresent(log::use);
          appended = log.append(entries);
        } catch (IOException | RuntimeException e) {
          batch.discarded();
          throw e;
        }
        batch.committed(appended);
      } else {
        batch.discarded();
      }
      answer(log.published());
    }

    private void answer(Published published) throws IOException {
      for (int i = 0; i < taken.size(); i++) {
        CompletableFuture<Outcome<R>> future = taken.get(i).future;
        switch (admissions.get(i)) {
          case Admission.Admitted<R> own ->
              future.complete(new Outcome.Logged<>(indexes.get(i), own.entry(), published));
          case Admission.Known<R> known -> answerKnown(known, published, future);
          case Admission.Refused<R> refused ->
              future.complete(new Outcome.Refused<>(refused.reason()));
        }
      }
    }

    private void answerKnown(
        Admission.Known<R> known, Published published, CompletableFuture<Outcome<R>> future)
        throws IOException {
      boolean there =
          known.index() >= 0
              && published.size() > 1
              && known.index() < published.size()
              && published.reader().entry(known.index()).equals(known.entry());
      if (there) {
        future.complete(new Outcome.Logged<>(known.index(), known.entry(), published));
      } else {
        future.completeExceptionally(
            new IllegalStateException("said to be entry " + known.index() + ", but is not"));
      }
    }

    private void fail(Throwable e) {
      taken.forEach(pending -> pending.future.completeExceptionally(e));
    }
  }
}
