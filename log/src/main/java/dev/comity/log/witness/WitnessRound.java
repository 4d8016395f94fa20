package dev.comity.log.witness;

import dev.comity.log.LogReader;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Some witnesses asked about one checkpoint, each by a virtual thread. For one thread, which takes
 * the answers as they come.
 */
final class WitnessRound implements AutoCloseable {
  private final CosignatureCollector.Patience patience;
  private final long start = System.nanoTime();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletionService<Answered> answers = new ExecutorCompletionService<>(threads);
  private final Set<String> open = new LinkedHashSet<>();
  private long enoughAt = -1;

  /** What one witness gave, after how long. */
  record Answered(String name, WitnessClient.Outcome outcome, long nanos) {}

  WitnessRound(
      Map<String, WitnessClient> clients,
      SignedCheckpoint signed,
      LogReader tree,
      CosignatureCollector.Patience patience) {
    this.patience = patience;
    clients.forEach(
        (name, client) -> {
          open.add(name);
          answers.submit(() -> new Answered(name, client.ask(signed, tree), elapsed()));
        });
  }

  private long elapsed() {
    return System.nanoTime() - start;
  }

  /**
   * The next answer; empty when all have answered, when time is up, or when there are {@code
   * enough} and the grace has passed. Throws what kept the tree from being read.
   */
  Optional<Answered> next(boolean enough) throws IOException {
    if (enough && enoughAt < 0) {
      enoughAt = elapsed();
    }
    if (open.isEmpty()) {
      return Optional.empty();
    }
    try {
      Future<Answered> answer = answers.poll(waitNanos(), TimeUnit.NANOSECONDS);
      if (answer == null) {
        return Optional.empty();
      }
      Answered answered = answer.get();
      open.remove(answered.name());
      return Optional.of(answered);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while witnesses were asked");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw new IllegalStateException("asking a witness failed", e.getCause());
    }
  }

  private long waitNanos() {
    long end = patience.total().toNanos();
    if (enoughAt >= 0) {
      end = Math.min(end, enoughAt + patience.grace().toNanos());
    }
    return Math.max(0, end - elapsed());
  }

  Set<String> unanswered() {
    return open;
  }

  Answered gaveUp(String name) {
    long nanos = elapsed();
    String detail = "no answer within " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
    return new Answered(name, new WitnessClient.Outcome.Failed(WitnessFault.SILENT, detail), nanos);
  }

  /** Interrupts those that are still asking, and does not wait for them. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
