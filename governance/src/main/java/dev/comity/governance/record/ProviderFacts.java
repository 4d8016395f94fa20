package dev.comity.governance.record;

import java.util.List;

/**
 * What the log holds about one provider.
 *
 * @param provider the party
 * @param controller who controls it; the provider itself where nobody is declared
 * @param incidents of its systems
 * @param concerns about its systems
 * @param commitments that it made
 * @param missedClocks answers, remedies and other acts that fell due and were not there
 * @param sanctions the level of each one that was imposed and not lifted on appeal, 1 to 6
 */
public record ProviderFacts(
    String provider,
    String controller,
    List<Incident> incidents,
    List<Concern> concerns,
    List<Commitment> commitments,
    int missedClocks,
    List<Integer> sanctions) {

  /** Throws {@link IllegalArgumentException} when a bound above is not kept. */
  public ProviderFacts {
    incidents = List.copyOf(incidents);
    concerns = List.copyOf(concerns);
    commitments = List.copyOf(commitments);
    sanctions = List.copyOf(sanctions);
    if (missedClocks < 0) {
      throw new IllegalArgumentException("missed clocks are 0 or more, not " + missedClocks);
    }
    for (int level : sanctions) {
      if (level < 1 || level > 6) {
        throw new IllegalArgumentException("a sanction's level is 1 to 6, not " + level);
      }
    }
  }

  /**
   * A concern and how it stands.
   *
   * @param response time to the provider's first answer with reasons, or until now
   */
  public record Concern(ConcernOutcome outcome, ResponseTimes.Case response) {}

  /** How far a concern has come; the last step counts. */
  public enum ConcernOutcome {
    /** No answer yet. */
    OPEN,
    /** Answered: not accepted, with reasons. */
    REFUSED,
    /** Answered: accepted in part. */
    PARTLY_ACCEPTED,
    /** Answered: accepted. */
    ACCEPTED,
    /** The provider says that it is remedied. */
    REMEDIATED,
    /** Somebody else found that it is. */
    VERIFIED,
    /** Before a panel. */
    CONTESTED,
    /** A panel found the provider's answer right. */
    UPHELD,
    /** A panel found the provider's answer wrong. */
    OVERTURNED
  }

  /** What became of a commitment. */
  public enum Commitment {
    /** Evidence came by the deadline. */
    KEPT,
    /** Evidence came after the deadline. */
    LATE,
    /** The deadline has passed without evidence. */
    BROKEN,
    /** The deadline lies ahead. */
    OPEN;

    /** Whether its deadline decides about it already. */
    boolean settled() {
      return switch (this) {
        case KEPT, LATE, BROKEN -> true;
        case OPEN -> false;
      };
    }
  }
}
