package dev.comity.node;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Those who wait until the state of this node has come to an entry. Thread-safe. */
final class Arrivals {
  private final NavigableMap<Long, List<CompletableFuture<Void>>> waiting = new TreeMap<>();
  private long size;

  Arrivals(long size) {
    this.size = size;
  }

  /** Completes when {@code wanted} entries are in the state. */
  CompletableFuture<Void> reached(long wanted) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    synchronized (waiting) {
      if (size < wanted) {
        waiting.computeIfAbsent(wanted, key -> new ArrayList<>()).add(future);
        return future;
      }
    }
    future.complete(null);
    return future;
  }

  void advanced(long newSize) {
    List<CompletableFuture<Void>> arrived = new ArrayList<>();
    synchronized (waiting) {
      size = newSize;
      NavigableMap<Long, List<CompletableFuture<Void>>> past = waiting.headMap(newSize, true);
      past.values().forEach(arrived::addAll);
      past.clear();
    }
    arrived.forEach(future -> future.complete(null));
  }
}
