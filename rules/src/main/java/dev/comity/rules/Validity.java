package dev.comity.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The days, in UTC, on which a rulebook version binds: from {@code validFrom} up to and including
 * {@code validTo}, and up to and including the {@code review} day unless it is renewed.
 */
public record Validity(LocalDate validFrom, Optional<LocalDate> validTo, LocalDate review) {
  public Validity {
    if (validTo.isPresent() && validTo.get().isBefore(validFrom)) {
      throw new IllegalArgumentException("validTo " + validTo.get() + " is before validFrom");
    }
    if (review.isBefore(validFrom)) {
      throw new IllegalArgumentException("review " + review + " is before validFrom");
    }
  }

  /** The standing that the dates alone give at {@code now}. */
  Standing standing(Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    if (today.isBefore(validFrom)) {
      return Standing.NOT_YET;
    }
    if (validTo.isPresent() && today.isAfter(validTo.get())) {
      return Standing.EXPIRED;
    }
    return today.isAfter(review) ? Standing.REVIEW_PASSED : Standing.IN_FORCE;
  }
}
