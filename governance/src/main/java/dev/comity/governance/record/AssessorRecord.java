package dev.comity.governance.record;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the log says about the forecasts of all assessors under one control. Decimals have six
 * places, rounded half to even once, at the end. Formulas: {@code docs/spec/track-records.md}.
 *
 * @param assessors the parties under this control
 * @param coverage the share of the questions that they were asked, or attested evidence for, with a
 *     forecast that counts; empty when there are none
 * @param brier the mean squared error of the scored forecasts; empty without any
 * @param referenceBrier the same if each had been the base rate instead
 * @param skill the share of the reference's expected error that the forecasts took away, over all
 *     settled questions that they were asked; at most about 1, 0 for silence and for the base rate,
 *     without lower bound; empty without such questions
 * @param effectiveCases how many questions of even odds these are worth
 * @param shrunkSkill {@code skill · n / (n + 10)} with n effective cases: the figure to compare
 */
public record AssessorRecord(
    String controller,
    SortedSet<String> assessors,
    Counts counts,
    Optional<BigDecimal> coverage,
    Optional<BigDecimal> brier,
    Optional<BigDecimal> referenceBrier,
    Optional<BigDecimal> skill,
    BigDecimal effectiveCases,
    BigDecimal shrunkSkill) {
  public AssessorRecord {
    assessors = Collections.unmodifiableSortedSet(new TreeSet<>(assessors));
  }

  /**
   * Questions by what became of them; all but the last two are among those asked.
   *
   * @param asked assigned to these assessors, or about evidence that they attested
   * @param covered with a forecast that counts
   * @param scored assigned, settled, with a reference and with a forecast that counts
   * @param silent assigned, settled and with a reference, but without such a forecast
   * @param open with a forecast that counts, and not settled yet
   * @param unreferenced assigned and settled, but without enough others to compare with
   * @param audited scored, and audited independently
   * @param late with no forecast in time, but one after
   * @param sighted with forecasts in time, but only after somebody else's could be read
   * @param unasked forecast without being asked: never scored
   * @param conflicted forecast about a system of their own: never scored
   */
  public record Counts(
      int asked,
      int covered,
      int scored,
      int silent,
      int open,
      int unreferenced,
      int audited,
      int late,
      int sighted,
      int unasked,
      int conflicted) {}
}
