package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.log.Composer;
import dev.comity.log.Outcome;
import dev.comity.log.Published;
import dev.comity.log.Sequencer;
import dev.comity.log.TransparencyLog;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** This node owns the log and writes it. */
final class Leading implements Role {
  private static final int QUEUE_CAPACITY = 4_096;

  private final TransparencyLog log;
  private final Sequencer<Submission, Denial> sequencer;
  private volatile boolean failed;

  /** Starts the writer; the log is closed with this. */
  Leading(TransparencyLog log, Composer<Submission, Denial> composer) {
    this.log = log;
    this.sequencer = new Sequencer<>(log, composer, QUEUE_CAPACITY);
  }

  CompletableFuture<Outcome<Denial>> submit(Submission submission) {
    return sequencer
        .submit(submission)
        .whenComplete(
            (outcome, problem) -> {
              if (problem instanceof IOException || problem instanceof UncheckedIOException) {
                failed = true;
              }
            });
  }

  /** Whether a submission met a log that has stopped. */
  boolean hasFailed() {
    return failed;
  }

  int queued() {
    return sequencer.queued();
  }

  @Override
  public Published published() {
    return log.published();
  }

  @Override
  public Optional<Bytes> tile(String path) throws IOException {
    return log.tile(path);
  }

  @Override
  public SignedCheckpoint durable() {
    return log.durable().checkpoint();
  }

  /** Takes no more submissions, and answers those accepted. */
  void drain() {
    sequencer.close();
  }

  void close() throws IOException {
    drain();
    log.close();
  }
}
