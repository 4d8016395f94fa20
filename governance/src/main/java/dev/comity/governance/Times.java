package dev.comity.governance;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/** Calendar arithmetic in UTC. */
final class Times {
  private Times() {}

  static Instant plus(Instant at, Period period) {
    return at.atZone(ZoneOffset.UTC).plus(period).toInstant();
  }

  static Instant minus(Instant at, Period period) {
    return at.atZone(ZoneOffset.UTC).minus(period).toInstant();
  }

  static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
