package dev.comity.rules;

/** Why a requirement has its status; stable codes. The unknown ones are ordered by how far off. */
public enum Reason implements Term {
  /** The check holds with the unfavourable end of every interval. */
  HOLDS("holds"),
  /** The check fails even with the favourable end of every interval. */
  FAILS("fails"),
  /** The system card puts the requirement out of scope. */
  DOES_NOT_APPLY("does-not-apply"),
  /** No evidence names the metric or fact. */
  MISSING("missing"),
  /** All evidence is older than the requirement allows. */
  STALE("stale"),
  /** No evidence comes from a party that is independent enough. */
  NOT_INDEPENDENT("not-independent"),
  /**
   * The evidence does not meet the {@code where} condition, such as a least number of questions.
   */
  TOO_SMALL("too-small"),
  /** The system card leaves out a field that the requirement asks about. */
  CARD_SILENT("card-silent"),
  /** The check fails with the unfavourable ends and holds with the favourable ones. */
  STRADDLES("straddles");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
