package dev.comity.rules;

/** Who produced a piece of evidence, from the least to the most independent. */
public enum Independence implements Term {
  SELF("self"),
  SECOND_PARTY("second-party"),
  THIRD_PARTY("third-party");

  private final String text;

  Independence(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
