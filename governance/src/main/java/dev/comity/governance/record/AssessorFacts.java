package dev.comity.governance.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the score of assessors is reckoned from, as it stands in the log at {@code now}: questions,
 * forecasts, audits and incidents, and nothing else. In particular no measurement of a system has a
 * place here, so how a system's error divides into bias and variance cannot move a score.
 *
 * @param questions with different ids
 * @param forecasts on these questions, in the order of the log
 * @param audits of such forecasts
 * @param incidents that somebody other than who reported them has confirmed
 * @param controllers who controls a party; a party that is not listed controls itself
 */
public record AssessorFacts(
    Instant now,
    List<Question> questions,
    List<Forecast> forecasts,
    List<Audit> audits,
    List<Incident> incidents,
    Map<String, String> controllers) {

  /**
   * Throws {@link IllegalArgumentException} when two questions have one id, or a forecast is on
   * none of them.
   */
  public AssessorFacts {
    questions = List.copyOf(questions);
    forecasts = List.copyOf(forecasts);
    audits = List.copyOf(audits);
    incidents = List.copyOf(incidents);
    controllers = Map.copyOf(controllers);
    if (questions.stream().map(Question::id).distinct().count() < questions.size()) {
      throw new IllegalArgumentException("two questions have one id");
    }
    Set<String> ids = questions.stream().map(Question::id).collect(Collectors.toSet());
    for (Forecast forecast : forecasts) {
      if (!ids.contains(forecast.question())) {
        throw new IllegalArgumentException("no such question: " + forecast.question());
      }
    }
  }

  /** Who answers for {@code party}. */
  public String controller(String party) {
    return controllers.getOrDefault(party, party);
  }

  /**
   * Will {@code system} have an incident of at least {@code severity} after {@code opensAt} and no
   * later than {@code closesAt}?
   *
   * @param stratum questions of one stratum share a base rate, such as "5/P90D/health": severity,
   *     horizon and kind of system, by a rule of the community
   * @param severity 1 to 6
   * @param provider of the system
   * @param assigned the assessors whom a rule of the community asks, not themselves or the provider
   * @param attested the assessors who had attested evidence about the system by {@code opensAt}
   */
  public record Question(
      String id,
      String stratum,
      String system,
      String provider,
      int severity,
      Instant opensAt,
      Instant closesAt,
      Set<String> assigned,
      Set<String> attested) {
    public Question {
      assigned = Set.copyOf(assigned);
      attested = Set.copyOf(attested);
      if (severity < 1 || severity > 6) {
        throw new IllegalArgumentException("a severity is 1 to 6, not " + severity);
      }
      if (!opensAt.isBefore(closesAt)) {
        throw new IllegalArgumentException("question " + id + " closes before it opens");
      }
    }

    /** Whether the answer is settled. An incident alone settles nothing before the end. */
    boolean settled(Instant now) {
      return !closesAt.isAfter(now);
    }

    boolean metBy(Incident incident) {
      return incident.system().equals(system)
          && incident.severity() >= severity
          && incident.at().isAfter(opensAt)
          && !incident.at().isAfter(closesAt);
    }
  }

  /**
   * A probability that the answer is yes. It may be sealed first (a salted commitment) and opened
   * later; one that is stated openly is opened by the entry that made it.
   *
   * @param probability above 0 and below 1, at most {@value #DIGITS} decimals
   * @param madeIndex the entry that fixed it
   * @param openedIndex the entry since which anybody can read it
   * @param openedAt the log's time there
   */
  public record Forecast(
      String question,
      String assessor,
      BigDecimal probability,
      long madeIndex,
      long openedIndex,
      Instant openedAt) {
    public static final int DIGITS = 6;

    public Forecast {
      if (probability.signum() <= 0
          || probability.compareTo(BigDecimal.ONE) >= 0
          || probability.scale() > DIGITS) {
        throw new IllegalArgumentException(
            "a forecast is above 0 and below 1 with at most 6 decimals, not " + probability);
      }
      if (madeIndex < 0 || openedIndex < madeIndex) {
        throw new IllegalArgumentException("a forecast is opened where it was made, or later");
      }
    }
  }

  /**
   * Somebody reproduced the evidence that a forecast rests on.
   *
   * @param assessor whose forecast it is
   * @param auditor who reproduced
   */
  public record Audit(String question, String assessor, String auditor, Instant at) {}
}
