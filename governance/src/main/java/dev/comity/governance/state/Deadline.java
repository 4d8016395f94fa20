package dev.comity.governance.state;

import java.time.Instant;
import java.util.Comparator;

/**
 * Something that falls due; fires at the first clock not before {@code at}, ordered by time, then
 * by causing entry.
 */
public record Deadline(Instant at, long causeIndex, Kind kind, String subject)
    implements Comparable<Deadline> {
  private static final Comparator<Deadline> ORDER =
      Comparator.comparing(Deadline::at)
          .thenComparingLong(Deadline::causeIndex)
          .thenComparing(Deadline::kind)
          .thenComparing(Deadline::subject);

  /** What falls due. */
  public enum Kind {
    /** subject: certificate id. */
    REMEDY,
    /** subject: certificate id. */
    EXPIRY,
    /** subject: concern id in hex. */
    RESPONSE,
    /** A rulebook begins or ceases to count. subject: rulebook id and version. */
    RULES_TURN
  }

  @Override
  public int compareTo(Deadline other) {
    return ORDER.compare(this, other);
  }
}
