package dev.comity.rules;

/** How far the source of a requirement has been checked against the text it names. */
public enum SourceStatus implements Term {
  IN_FORCE("in-force"),
  ADOPTED_NOT_PUBLISHED("adopted-not-published"),
  SUPERSEDED("superseded"),
  NEEDS_CHECK("needs-check"),
  VOLUNTARY("voluntary");

  private final String text;

  SourceStatus(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
