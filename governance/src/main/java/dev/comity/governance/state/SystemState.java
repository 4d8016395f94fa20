package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.rules.SystemCard;
import java.util.Optional;
import org.pcollections.PVector;

/**
 * A registered system.
 *
 * @param index the entry of the current version
 * @param evidence ids of the evidence about the current version, in log order
 * @param request the request that is open or led to the current certificate
 */
public record SystemState(
    SystemCard card,
    String provider,
    long index,
    boolean withdrawn,
    PVector<Hash> evidence,
    Optional<Hash> request) {
  public SystemState withEvidence(Hash id) {
    return new SystemState(card, provider, index, withdrawn, evidence.plus(id), request);
  }

  public SystemState withRequest(Hash id) {
    return new SystemState(card, provider, index, withdrawn, evidence, Optional.of(id));
  }
}
