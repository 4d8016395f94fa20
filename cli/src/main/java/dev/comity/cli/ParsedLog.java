package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.governance.Examined;
import dev.comity.governance.statement.Statement;
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
 * A log's statements in order: parsed ahead on all processors, a piece at a time, and handed over
 * on the caller's thread. Verifies no signature. No more than a few pieces are in memory at once.
 */
final class ParsedLog {
  private static final int PIECE = 1_024;

  private final int workerCount = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          workerCount, Thread.ofPlatform().daemon().name("parse-", 0).factory());
  private final Queue<Future<List<Examined>>> ahead = new ArrayDeque<>();
  private final Visitor visitor;
  private List<Bytes> piece = new ArrayList<>();
  private long index;

  /** Called for each statement in order. */
  @FunctionalInterface
  interface Visitor {
    void visit(Statement statement) throws VerificationException;
  }

  private ParsedLog(Visitor visitor) {
    this.visitor = visitor;
  }

  /** Throws, naming the entry, at the first one that is no statement. */
  static void forEach(LogReader log, Visitor visitor) throws IOException, VerificationException {
    ParsedLog parsed = new ParsedLog(visitor);
    try {
      log.forEach(0, (LogReader.EntryVisitor<VerificationException>) parsed::take);
      parsed.finish();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      parsed.workers.shutdownNow();
    }
  }

  private void take(long at, Bytes entry) throws VerificationException {
    piece.add(entry);
    if (piece.size() < PIECE) {
      return;
    }
    parse();
    try {
      while (ahead.size() > 2 * workerCount) {
        visitOldest();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void parse() {
    List<Bytes> entries = piece;
    ahead.add(workers.submit(() -> entries.stream().map(Examined::decode).toList()));
    piece = new ArrayList<>();
  }

  private void finish() throws IOException, VerificationException {
    parse();
    while (!ahead.isEmpty()) {
      visitOldest();
    }
  }

  private void visitOldest() throws IOException, VerificationException {
    for (Examined entry : get(ahead.remove())) {
      Statement statement;
      try {
        statement = entry.statement();
      } catch (VerificationException e) {
        throw new VerificationException(e.code(), "entry " + index + ": " + e.detail());
      }
      visitor.visit(statement);
      index++;
    }
  }

  private static List<Examined> get(Future<List<Examined>> examined) throws IOException {
    try {
      return examined.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("decoding entries throws nothing", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading the log");
    }
  }
}
