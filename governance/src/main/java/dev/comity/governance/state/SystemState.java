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
 * @param holds ids of the sanctions and emergencies that bind it now
 */
public record SystemState(
    SystemCard card,
    String provider,
    long index,
    boolean withdrawn,
    PVector<Hash> evidence,
    Optional<Hash> request,
    PVector<Hash> holds) {
  public SystemState withEvidence(Hash id) {
    return new SystemState(card, provider, index, withdrawn, evidence.plus(id), request, holds);
  }

  public SystemState withoutEvidence(Hash id) {
    return new SystemState(card, provider, index, withdrawn, evidence.minus(id), request, holds);
  }

  public SystemState withRequest(Hash id) {
    return new SystemState(card, provider, index, withdrawn, evidence, Optional.of(id), holds);
  }

  public SystemState held(Hash id) {
    return holds.contains(id)
        ? this
        : new SystemState(card, provider, index, withdrawn, evidence, request, holds.plus(id));
  }

  public SystemState released(Hash id) {
    return new SystemState(card, provider, index, withdrawn, evidence, request, holds.minus(id));
  }

  public SystemState end() {
    return new SystemState(card, provider, index, true, evidence, request, holds);
  }
}
