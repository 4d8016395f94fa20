package dev.comity.rules;

/** How far a system acts without a person, from not at all to unattended. */
public enum Autonomy implements Term {
  NONE("none"),
  ASSISTED("assisted"),
  SUPERVISED("supervised"),
  UNATTENDED("unattended");

  private final String text;

  Autonomy(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
