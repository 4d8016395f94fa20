package dev.comity.node.pages;

import java.time.Instant;

/** A concern in a list. */
public record ConcernRow(
    String slug,
    String id,
    String system,
    String systemName,
    int severity,
    String text,
    Badge status,
    EntryRef raised,
    Instant dueAt) {
  public String href() {
    return Paths.concern(slug, id);
  }
}
