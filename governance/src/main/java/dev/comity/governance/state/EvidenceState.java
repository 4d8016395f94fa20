package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.governance.statement.Body;
import dev.comity.rules.Independence;
import java.time.Instant;
import org.pcollections.PVector;

/**
 * Evidence with the independence that it has here, attestations included. {@code at} is the log's
 * time at its entry.
 */
public record EvidenceState(
    Hash id,
    long index,
    String issuer,
    Instant at,
    Body.Evidence body,
    Independence independence,
    PVector<Attestation> attestations) {

  /** One assessor's counter-signature. */
  public record Attestation(String assessor, Body.Basis basis, long index) {}

  public EvidenceState with(Attestation attestation, Independence lifted) {
    return new EvidenceState(id, index, issuer, at, body, lifted, attestations.plus(attestation));
  }
}
