package dev.comity.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Reads times as people give them: UTC seconds, a day (its beginning), or a period from now. */
record Moments(Instant now) {
  Instant parse(String name, String text) throws CommandFailure {
    try {
      if (text.startsWith("P")) {
        return now.atOffset(ZoneOffset.UTC).plus(Period.parse(text)).toInstant();
      }
      if (text.length() == "2027-01-31".length()) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      Instant instant = Instant.parse(text);
      if (instant.truncatedTo(ChronoUnit.SECONDS).equals(instant)) {
        return instant;
      }
    } catch (DateTimeException e) {
      // Falls through to the one message.
    }
    throw CommandFailure.badInput(
        name
            + ": expected UTC seconds such as 2027-01-31T08:00:00Z, a day such as 2027-01-31 or a"
            + " period from now such as P6M; found "
            + text);
  }
}
