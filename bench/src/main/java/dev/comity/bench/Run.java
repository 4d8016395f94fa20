package dev.comity.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A closed loop: every connection sends its next request when the last one is answered. One thread
 * does it all. What is answered within the counted seconds counts.
 */
final class Run {
  private static final long DRAIN_NANOS = 10_000_000_000L;
  private static final int MAX_SHOWN = 5;

  private final InetSocketAddress address;
  private final int connectionCount;
  private final Work work;
  private final Window window;
  private final Selector selector;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::until));
  private final Latencies latencies = new Latencies();
  private int inFlight;
  private long errors;
  private long busy;
  private long bytes;
  private int failuresInARow;

  /** A connection that the node asked to come again later; its request is sent anew. */
  private record Waiting(Connection connection, long until) {}

  Run(InetSocketAddress address, int connectionCount, Work work, Window window) throws IOException {
    this.address = address;
    this.connectionCount = connectionCount;
    this.work = work;
    this.window = window;
    this.selector = Selector.open();
  }

  Outcome run() throws IOException, CannotRun {
    window.begin();
    for (int i = 0; i < connectionCount; i++) {
      connect(i);
    }
    while (!window.isOver() || (inFlight > 0 && !window.isOverSince(DRAIN_NANOS))) {
      selector.select(this::ready, timeoutMillis());
      resumeWaiting();
      if (failuresInARow > 10 + 2 * connectionCount) {
        throw new CannotRun("the node cannot be reached or keeps hanging up; see the errors above");
      }
    }
    for (SelectionKey key : selector.keys()) {
      ((Connection) key.attachment()).close();
    }
    selector.close();
    errors += inFlight;
    return new Outcome(connectionCount, latencies, window.seconds(), errors, busy, bytes);
  }

  private void connect(int number) throws IOException {
    Connection connection = new Connection(number, address, selector);
    if (connection.isConnected()) {
      sendNext(connection);
    }
  }

  private long timeoutMillis() {
    if (waiting.isEmpty()) {
      return 20;
    }
    return Math.clamp((waiting.element().until() - System.nanoTime()) / 1_000_000, 1, 20);
  }

  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isConnectable() && connection.finishConnect()) {
        sendNext(connection);
      } else if (key.isWritable()) {
        connection.flush();
      } else if (key.isReadable()) {
        receive(connection);
      }
    } catch (IOException e) {
      fail(connection, String.valueOf(e.getMessage()));
    }
  }

  private void receive(Connection connection) throws IOException {
    switch (connection.receive()) {
      case Response.Parsed.Incomplete more -> {}
      case Response.Parsed.Malformed malformed -> fail(connection, malformed.why());
      case Response.Parsed.Complete complete -> answered(connection, complete.response());
    }
  }

  private void answered(Connection connection, Response response) throws IOException {
    long now = System.nanoTime();
    settle(connection);
    boolean counts = window.counts(now);
    if (isBusy(response)) {
      busy += counts ? 1 : 0;
      long seconds = response.header("retry-after").map(Run::seconds).orElse(1L);
      waiting.add(new Waiting(connection, now + seconds * 1_000_000_000L));
      return;
    }
    if (!work.accept(connection.number, response)) {
      error(connection, "status " + response.status() + ": " + text(response));
    } else if (counts) {
      latencies.add(now - connection.sentAt());
      bytes += response.bodySize();
    }
    failuresInARow = 0;
    if (!window.isOver()) {
      sendNext(connection);
    }
  }

  private void settle(Connection connection) {
    if (connection.settle()) {
      inFlight--;
    }
  }

  private static boolean isBusy(Response response) {
    return (response.status() == 429 || response.status() == 503)
        && response.header("retry-after").isPresent();
  }

  private static long seconds(String text) {
    return text.matches("[0-9]{1,4}") ? Long.parseLong(text) : 1;
  }

  private static String text(Response response) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }

  private void sendNext(Connection connection) throws IOException {
    inFlight++;
    connection.send(work.next(connection.number));
  }

  private void resumeWaiting() throws IOException {
    long now = System.nanoTime();
    while (!waiting.isEmpty() && waiting.element().until() <= now && !window.isOver()) {
      Connection connection = waiting.remove().connection();
      inFlight++;
      connection.resend();
    }
  }

  private void fail(Connection connection, String why) {
    connection.close();
    settle(connection);
    failuresInARow++;
    error(connection, why);
    if (!window.isOver()) {
      try {
        connect(connection.number);
      } catch (IOException e) {
        failuresInARow++;
        error(connection, String.valueOf(e.getMessage()));
      }
    }
  }

  private void error(Connection connection, String why) {
    errors++;
    if (errors <= MAX_SHOWN) {
      System.err.println("connection " + connection.number + ": " + why);
    }
  }
}
