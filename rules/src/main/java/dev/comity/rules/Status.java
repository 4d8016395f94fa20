package dev.comity.rules;

/** What a decision says about one requirement. */
public enum Status implements Term {
  SATISFIED("satisfied"),
  VIOLATED("violated"),
  UNDETERMINED("undetermined"),
  NOT_APPLICABLE("not-applicable");

  private final String text;

  Status(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
