package dev.comity.governance.record;

import dev.comity.governance.record.AssessorFacts.Question;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The reference that one controller is measured against: how often the settled questions of a
 * stratum came true, among those that an assessor of another controller was asked.
 *
 * <p>So nobody sets the own reference by choosing what to forecast, and a question never counts in
 * its own reference.
 */
final class BaseRates {
  /** Questions that a reference needs. */
  static final int ENOUGH = 10;

  private final AssessorFacts facts;
  private final Outcomes outcomes;
  private final String controller;
  private final Map<String, Tally> strata = new HashMap<>();

  BaseRates(AssessorFacts facts, Outcomes outcomes, String controller) {
    this.facts = facts;
    this.outcomes = outcomes;
    this.controller = controller;
    for (Question question : facts.questions()) {
      if (counts(question)) {
        strata.merge(question.stratum(), Tally.of(outcomes.yes(question)), Tally::plus);
      }
    }
  }

  /** Settled, and asked of somebody else who has no part in the system. */
  private boolean counts(Question question) {
    String provider = facts.controller(question.provider());
    return outcomes.settled(question)
        && question.assigned().stream()
            .map(facts::controller)
            .anyMatch(other -> !other.equals(controller) && !other.equals(provider));
  }

  /**
   * The rate for a settled question, with half a case of each kind added so that it is neither 0
   * nor 1; empty with fewer than {@value #ENOUGH} other questions.
   */
  Optional<Fraction> rate(Question question) {
    Tally others = strata.getOrDefault(question.stratum(), Tally.NONE);
    if (counts(question)) {
      others = others.minus(Tally.of(outcomes.yes(question)));
    }
    return others.cases() < ENOUGH ? Optional.empty() : Optional.of(others.rate());
  }
}
