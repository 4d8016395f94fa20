package dev.comity.rules;

/** What a decision says about the certificate as a whole. */
public enum Outcome implements Term {
  ACTIVE("active"),
  CONDITIONAL("conditional"),
  UNDETERMINED("undetermined"),
  REFUSED("refused");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
