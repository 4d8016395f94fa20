package dev.comity.rules;

/** The force of a requirement. */
public enum Modality implements Term {
  PROHIBITION("prohibition"),
  OBLIGATION("obligation"),
  PERMISSION("permission"),
  RECOMMENDATION("recommendation");

  private final String text;

  Modality(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }

  /** Whether a requirement of this modality can change an outcome. */
  public boolean binding() {
    return switch (this) {
      case PROHIBITION, OBLIGATION -> true;
      case PERMISSION, RECOMMENDATION -> false;
    };
  }
}
