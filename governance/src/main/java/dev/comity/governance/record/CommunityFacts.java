package dev.comity.governance.record;

import java.util.List;
import java.util.Map;

/**
 * What the log of one community holds about the community itself.
 *
 * @param community the log's origin
 * @param responses of all providers to concerns
 * @param certificates how many there are of each status, by the status's name
 * @param decisions made by the community
 * @param contests of decisions: one for each, by how it ended
 * @param incidents of systems that asked for a certificate here, or had one
 */
public record CommunityFacts(
    String community,
    List<ResponseTimes.Case> responses,
    Map<String, Integer> certificates,
    int decisions,
    List<Contest> contests,
    List<UnderCertificate> incidents) {

  /**
   * Throws {@link IllegalArgumentException} for a negative count or more contests than decisions.
   */
  public CommunityFacts {
    responses = List.copyOf(responses);
    certificates = Map.copyOf(certificates);
    contests = List.copyOf(contests);
    incidents = List.copyOf(incidents);
    if (decisions < 0 || certificates.values().stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("a count is 0 or more");
    }
    if (contests.size() > decisions) {
      throw new IllegalArgumentException(
          contests.size() + " decisions were contested of " + decisions);
    }
  }

  /** How a decision fared that somebody contested. */
  public enum Contest {
    PENDING,
    UPHELD,
    OVERTURNED
  }

  /** An incident, and what the certificate of its system said when it happened. */
  public sealed interface UnderCertificate {
    /** The certificate let the system be used. */
    record Stood(ResponseTimes.Case untilSuspended) implements UnderCertificate {}

    /** There was none, or it was suspended, refused or over. */
    record DidNotStand() implements UnderCertificate {}
  }
}
