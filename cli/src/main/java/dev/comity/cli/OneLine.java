package dev.comity.cli;

/** Makes text from files and from the network fit to show. */
final class OneLine {
  private static final int LONGEST = 2_000;

  private OneLine() {}

  /** One line, nothing that moves a terminal's cursor or hides text, at most {@value #LONGEST}. */
  static String of(String text) {
    String stripped = text.strip();
    boolean whole = stripped.codePointCount(0, stripped.length()) <= LONGEST;
    return visible(stripped, LONGEST) + (whole ? "" : "…");
  }

  /** The same, of any length and with its indentation. */
  static String visible(String text) {
    return visible(text, text.length());
  }

  private static String visible(String text, int longest) {
    StringBuilder line = new StringBuilder();
    text.codePoints().limit(longest).map(OneLine::shown).forEach(line::appendCodePoint);
    return line.toString();
  }

  private static int shown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> '\ufffd';
      default -> point;
    };
  }
}
