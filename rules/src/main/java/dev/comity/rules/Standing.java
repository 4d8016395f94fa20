package dev.comity.rules;

/**
 * Whether a rulebook version counts at a moment, and if not, why; see {@link Rulebook#standing}.
 */
public enum Standing implements Term {
  IN_FORCE("in-force"),
  DRAFT("draft"),
  TRIAL("trial"),
  NOT_YET("not-yet"),
  EXPIRED("expired"),
  REVIEW_PASSED("review-passed"),
  SUPERSEDED("superseded"),
  SUNSET("sunset");

  private final String text;

  Standing(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
