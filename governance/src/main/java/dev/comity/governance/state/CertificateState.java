package dev.comity.governance.state;

import dev.comity.core.Hash;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A certificate: an output of the reducer.
 *
 * @param index the entry of the decision that it rests on
 * @param issuedAt log time of the first decision; the term runs from here
 * @param remedies deadline per open requirement ({@code rulebook/requirement}); a later decision
 *     never restarts one
 */
public record CertificateState(
    String id,
    Hash request,
    String system,
    String version,
    Status status,
    long index,
    Instant issuedAt,
    Instant validUntil,
    SortedMap<String, Instant> remedies) {
  public CertificateState {
    remedies = Collections.unmodifiableSortedMap(new TreeMap<>(remedies));
  }

  /** Where a certificate stands. */
  public enum Status {
    ACTIVE,
    CONDITIONAL,
    SUSPENDED,
    REFUSED,
    EXPIRED,
    SURRENDERED;

    /** Can still change. */
    public boolean live() {
      return switch (this) {
        case ACTIVE, CONDITIONAL, SUSPENDED -> true;
        case REFUSED, EXPIRED, SURRENDERED -> false;
      };
    }
  }

  public CertificateState withStatus(Status next) {
    return new CertificateState(
        id, request, system, version, next, index, issuedAt, validUntil, remedies);
  }
}
