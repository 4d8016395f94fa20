package dev.comity.governance.record;

import dev.comity.governance.record.AssessorFacts.Forecast;
import dev.comity.governance.record.AssessorFacts.Question;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Sums up one controller's record, question by question. */
final class AssessorScore {
  /** The weight of an audited forecast; any other weighs 1. */
  static final Fraction AUDITED = Fraction.of(2, 1);

  /** As many effective cases without skill are added. */
  static final Fraction SHRINKAGE = Fraction.of(10, 1);

  private static final Fraction FOUR = Fraction.of(4, 1);

  private final AssessorFacts facts;
  private final Outcomes outcomes;
  private final Forecasts forecasts;
  private final Audits audits;
  private final String controller;
  private final BaseRates rates;

  private Fraction gain = Fraction.ZERO;
  private Fraction spread = Fraction.ZERO;
  private Fraction loss = Fraction.ZERO;
  private Fraction referenceLoss = Fraction.ZERO;
  private int asked;
  private int covered;
  private int scored;
  private int silent;
  private int open;
  private int unreferenced;
  private int audited;
  private int late;
  private int sighted;
  private int unasked;
  private int conflicted;

  AssessorScore(
      AssessorFacts facts,
      Outcomes outcomes,
      Forecasts forecasts,
      Audits audits,
      String controller) {
    this.facts = facts;
    this.outcomes = outcomes;
    this.forecasts = forecasts;
    this.audits = audits;
    this.controller = controller;
    this.rates = new BaseRates(facts, outcomes, controller);
  }

  void add(Question question) {
    List<Forecast> made = forecasts.by(controller, question);
    boolean assigned = ours(question.assigned());
    if (facts.controller(question.provider()).equals(controller)) {
      conflicted += made.isEmpty() ? 0 : 1;
    } else if (assigned || ours(question.attested())) {
      Optional<Forecast> counting = forecasts.counting(controller, question);
      count(question, made, counting);
      if (assigned && outcomes.settled(question)) {
        score(question, counting);
      }
    } else {
      unasked += made.isEmpty() ? 0 : 1;
    }
  }

  private boolean ours(Set<String> parties) {
    return parties.stream().anyMatch(party -> facts.controller(party).equals(controller));
  }

  private void count(Question question, List<Forecast> made, Optional<Forecast> counting) {
    asked++;
    if (counting.isPresent()) {
      covered++;
      open += outcomes.settled(question) ? 0 : 1;
    } else if (made.stream().anyMatch(forecast -> Forecasts.inTime(forecast, question))) {
      sighted++;
    } else if (!made.isEmpty()) {
      late++;
    }
  }

  private void score(Question question, Optional<Forecast> counting) {
    Optional<Fraction> reference = rates.rate(question);
    if (reference.isEmpty()) {
      unreferenced++;
      return;
    }
    Fraction rate = reference.get();
    Fraction variance = rate.times(Fraction.ONE.minus(rate));
    if (counting.isEmpty()) {
      silent++;
      spread = spread.plus(variance);
      return;
    }
    scored++;
    Fraction weight = Fraction.ONE;
    if (audits.audited(controller, question)) {
      audited++;
      weight = AUDITED;
    }
    Fraction actual = outcomes.yes(question) ? Fraction.ONE : Fraction.ZERO;
    Fraction erred = Fraction.of(counting.get().probability()).minus(actual).squared();
    Fraction wouldHaveErred = rate.minus(actual).squared();
    loss = loss.plus(erred);
    referenceLoss = referenceLoss.plus(wouldHaveErred);
    gain = gain.plus(weight.times(wouldHaveErred.minus(erred)));
    spread = spread.plus(weight.times(variance));
  }

  AssessorRecord record(SortedSet<String> assessors) {
    Fraction cases = spread.times(FOUR);
    return new AssessorRecord(
        controller,
        assessors,
        new AssessorRecord.Counts(
            asked,
            covered,
            scored,
            silent,
            open,
            unreferenced,
            audited,
            late,
            sighted,
            unasked,
            conflicted),
        Fraction.share(Fraction.of(covered, 1), Fraction.of(asked, 1)),
        Fraction.share(loss, Fraction.of(scored, 1)),
        Fraction.share(referenceLoss, Fraction.of(scored, 1)),
        Fraction.share(gain, spread),
        cases.shown(),
        gain.times(FOUR).over(cases.plus(SHRINKAGE)).shown());
  }
}
