package dev.comity.node.pages;

import java.time.Instant;
import java.util.Optional;

/** A log entry that a statement on a page links to, with the log's time there where it is known. */
public record EntryRef(String slug, long index, Optional<Instant> at) {
  public static EntryRef of(String slug, long index) {
    return new EntryRef(slug, index, Optional.empty());
  }

  public static EntryRef of(String slug, long index, Instant at) {
    return new EntryRef(slug, index, Optional.of(at));
  }

  public String href() {
    return Paths.entry(slug, index);
  }
}
