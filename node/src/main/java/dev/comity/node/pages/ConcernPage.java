package dev.comity.node.pages;

import java.time.Instant;
import java.util.Optional;

/** One concern and its answer. */
public record ConcernPage(
    String slug,
    String community,
    String id,
    String system,
    String systemName,
    String raisedBy,
    int severity,
    String text,
    Badge status,
    EntryRef raised,
    Instant dueAt,
    boolean overdue,
    Optional<Answer> answer)
    implements Page {

  /** The provider's response. */
  public record Answer(EntryRef entry, String by, Badge outcome, String text) {}
}
