package dev.comity.rules;

/** What kind of rule a rulebook holds. */
public enum Layer implements Term {
  TECHNICAL("technical"),
  ETHICAL("ethical"),
  SOCIAL_LEGAL("social-legal");

  private final String text;

  Layer(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
