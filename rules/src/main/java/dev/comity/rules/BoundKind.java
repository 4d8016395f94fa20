package dev.comity.rules;

/** How a parameter may be tightened by a community below. */
public enum BoundKind implements Term {
  MAX("max"),
  MIN("min"),
  REQUIRED("required"),
  ALLOWED("allowed"),
  FLAG("flag");

  private final String text;

  BoundKind(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
