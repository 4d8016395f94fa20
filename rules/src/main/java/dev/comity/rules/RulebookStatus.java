package dev.comity.rules;

/** Where a rulebook version stands in its life, as its publisher declares it. */
public enum RulebookStatus implements Term {
  DRAFT("draft"),
  TRIAL("trial"),
  IN_FORCE("in-force"),
  SUPERSEDED("superseded"),
  SUNSET("sunset");

  private final String text;

  RulebookStatus(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
