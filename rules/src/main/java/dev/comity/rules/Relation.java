package dev.comity.rules;

/**
 * How a requirement relates to a clause elsewhere. An intersection never discharges a requirement.
 */
public enum Relation implements Term {
  EQUAL("equal"),
  SUBSET("subset"),
  SUPERSET("superset"),
  INTERSECT("intersect");

  private final String text;

  Relation(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
