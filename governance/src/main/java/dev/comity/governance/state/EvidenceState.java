package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.core.json.Json;
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

  Json toJson() {
    return Json.object()
        .put("at", at.toString())
        .put(
            "attestations",
            new Json.Arr(
                attestations.stream()
                    .<Json>map(
                        a ->
                            Json.object()
                                .put("basis", a.basis().name())
                                .put("index", a.index())
                                .build())
                    .toList()))
        .put("independence", independence.name())
        .put("index", index)
        .build();
  }
}
