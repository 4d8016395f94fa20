package dev.comity.node.pages;

import java.util.Locale;

/** The colour beside a status word; the word itself says everything. */
public enum Tone {
  OK,
  WARN,
  BAD,
  OPEN,
  PLAIN;

  /** Class in the style sheet. */
  public String css() {
    return "tone-" + name().toLowerCase(Locale.ROOT);
  }
}
