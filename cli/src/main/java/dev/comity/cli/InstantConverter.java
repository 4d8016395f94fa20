package dev.comity.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a moment in UTC, in whole seconds as logs state them. */
final class InstantConverter implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    try {
      Instant instant = Instant.parse(text);
      if (instant.truncatedTo(ChronoUnit.SECONDS).equals(instant)) {
        return instant;
      }
    } catch (DateTimeException e) {
      // Falls through to the one message.
    }
    throw new TypeConversionException(
        "expected UTC seconds such as 2026-11-21T08:00:00Z, found " + text);
  }
}
