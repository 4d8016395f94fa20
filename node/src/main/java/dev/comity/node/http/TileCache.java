package dev.comity.node.http;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tiles that were asked for last. What is committed under a tile's path never changes, so
 * nothing here is ever out of date; only the total size is watched. Thread-safe.
 */
final class TileCache {
  private final long capacityBytes;
  private final Map<String, Reply> replies = new LinkedHashMap<>(256, 0.75f, true);
  private long size;

  TileCache(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  synchronized Optional<Reply> get(String key) {
    return Optional.ofNullable(replies.get(key));
  }

  /** Forgets what was asked for longest ago until the new one fits. */
  synchronized void put(String key, Reply reply) {
    if (reply.body().size() > capacityBytes / 8 || replies.putIfAbsent(key, reply) != null) {
      return;
    }
    size += reply.body().size();
    Iterator<Reply> oldest = replies.values().iterator();
    while (size > capacityBytes) {
      size -= oldest.next().body().size();
      oldest.remove();
    }
  }
}
