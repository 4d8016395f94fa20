package dev.comity.rules;

import java.time.Period;
import java.util.Optional;

/**
 * What follows when a requirement is not satisfied.
 *
 * @param severity from 1 to 6; 5 and above refuses the certificate
 * @param remedy the time to put it right; without one there is none
 */
public record Otherwise(int severity, Optional<Period> remedy) {
  public Otherwise {
    if (severity < 1 || severity > 6) {
      throw new IllegalArgumentException("severity " + severity + " is not from 1 to 6");
    }
  }
}
