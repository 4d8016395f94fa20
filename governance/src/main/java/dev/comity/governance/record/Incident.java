package dev.comity.governance.record;

import java.time.Instant;

/**
 * An incident that somebody other than who reported it has confirmed.
 *
 * @param severity 1 to 6
 * @param at when it happened, by the log
 */
public record Incident(String system, int severity, Instant at) {
  public Incident {
    if (severity < 1 || severity > 6) {
      throw new IllegalArgumentException("a severity is 1 to 6, not " + severity);
    }
  }
}
