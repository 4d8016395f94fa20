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
  public record Attestation(String assessor, Body.Basis basis, long index, Instant at) {}

  public EvidenceState without(String assessor, Independence lowered) {
    PVector<Attestation> kept = attestations;
    for (Attestation attestation : attestations) {
      if (attestation.assessor().equals(assessor)) {
        kept = kept.minus(attestation);
      }
    }
    return new EvidenceState(id, index, issuer, at, body, lowered, kept);
  }

  public EvidenceState with(Attestation attestation, Independence lifted) {
    return new EvidenceState(id, index, issuer, at, body, lifted, attestations.plus(attestation));
  }
}
