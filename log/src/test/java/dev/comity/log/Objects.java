package dev.comity.log;

import dev.comity.core.Bytes;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An object store as S3 and its like offer it, in memory: puts that are atomic, durable and, if
 * asked for, conditional ({@code If-None-Match: *}, {@code If-Match: etag}).
 */
final class Objects {
  private final NavigableMap<String, Found> objects = new ConcurrentSkipListMap<>();
  private final AtomicLong etags = new AtomicLong();

  record Found(Bytes content, String etag) {}

  Optional<Found> get(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  void put(String key, Bytes content) {
    objects.put(key, fresh(content));
  }

  /** False, changing nothing, when the object is there (412). */
  boolean putIfNoneMatch(String key, Bytes content) {
    return objects.putIfAbsent(key, fresh(content)) == null;
  }

  /** Empty, changing nothing, unless the object has this etag (412); else its new one. */
  Optional<String> putIfMatch(String key, String etag, Bytes content) {
    Found next = fresh(content);
    Found now = objects.computeIfPresent(key, (k, old) -> old.etag().equals(etag) ? next : old);
    return Optional.of(next.etag()).filter(e -> now != null && now.etag().equals(e));
  }

  void delete(String key) {
    objects.remove(key);
  }

  List<String> list(String prefix) {
    return objects.subMap(prefix, prefix + Character.MAX_VALUE).keySet().stream().toList();
  }

  private Found fresh(Bytes content) {
    return new Found(content, "e" + etags.incrementAndGet());
  }
}
