package dev.comity.governance.state;

import dev.comity.core.Hash;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An assessor's forecast, from the attestation {@code id}.
 *
 * @param occurred whether the incident came in time; empty while that is open
 */
public record ForecastState(
    Hash id,
    long index,
    String assessor,
    String system,
    Hash evidence,
    BigDecimal probability,
    int severity,
    Instant at,
    Instant until,
    Optional<Boolean> occurred) {
  public ForecastState resolved(boolean came) {
    return new ForecastState(
        id, index, assessor, system, evidence, probability, severity, at, until, Optional.of(came));
  }
}
