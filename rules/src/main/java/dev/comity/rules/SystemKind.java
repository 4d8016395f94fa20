package dev.comity.rules;

/** What a system card describes. */
public enum SystemKind implements Term {
  MODEL("model"),
  SYSTEM("system"),
  AGENT("agent");

  private final String text;

  SystemKind(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
