package dev.comity.node.http;

import dev.comity.core.Hash;
import dev.comity.node.Answer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The registrations whose clients were sent away before the outcome was known. Bounded: outcomes
 * are kept until younger registrations need the room, running ones always. Lives in memory: after a
 * restart a statement is either in the log or unknown. Thread-safe.
 */
final class Registrations {
  private final int capacity;
  private final Map<Key, CompletableFuture<Answer>> byKey = new LinkedHashMap<>();

  Registrations(int capacity) {
    this.capacity = capacity;
  }

  /** A statement of one community. */
  record Key(String community, Hash statementId) {}

  /** False, keeping nothing, when there is no room: then the client had better wait. */
  boolean keep(Key key, CompletableFuture<Answer> outcome) {
    synchronized (byKey) {
      CompletableFuture<Answer> before = byKey.get(key);
      if (before != null && !before.isDone()) {
        return true;
      }
      byKey.remove(key);
      if (byKey.size() >= capacity && !forgetOldestOutcome()) {
        return false;
      }
      byKey.put(key, outcome);
      return true;
    }
  }

  private boolean forgetOldestOutcome() {
    for (Iterator<CompletableFuture<Answer>> all = byKey.values().iterator(); all.hasNext(); ) {
      if (all.next().isDone()) {
        all.remove();
        return true;
      }
    }
    return false;
  }

  /** The outcome, perhaps still to come; empty when this statement is not known here. */
  Optional<CompletableFuture<Answer>> find(Key key) {
    synchronized (byKey) {
      return Optional.ofNullable(byKey.get(key));
    }
  }
}
