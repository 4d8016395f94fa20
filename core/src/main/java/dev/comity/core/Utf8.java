package dev.comity.core;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text that survives the way to bytes and back, and how hostile text is shown in one line. */
public final class Utf8 {
  private static final int MAX_SHOWN = 60;

  private Utf8() {}

  /** Strict: throws on anything that is not UTF-8 (RFC 3629), surrogates included. */
  public static String decode(Bytes octets) throws CharacterCodingException {
    String ascii = octets.utf8();
    // One character per byte is ASCII unless it is what malformed bytes were replaced by.
    if (ascii.length() == octets.size() && ascii.indexOf('\uFFFD') < 0) {
      return ascii;
    }
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(octets.toBuffer())
        .toString();
  }

  /** False if {@code text} has an unpaired surrogate: writing it as UTF-8 would lose it. */
  public static boolean encodes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /**
   * {@code text} in double quotes for an error message: cut after {@value #MAX_SHOWN} characters,
   * without anything that would break the line or steer a terminal.
   */
  public static String quoted(String text) {
    return '"' + shown(text) + '"';
  }

  /** Like {@link #quoted}, without the quotes. */
  public static String shown(String text) {
    StringBuilder line = new StringBuilder();
    int end = cut(text);
    text.substring(0, end)
        .codePoints()
        .forEach(c -> line.appendCodePoint(visible(c) ? c : '\uFFFD'));
    return end < text.length() ? line.append('…').toString() : line.toString();
  }

  /** Never between the halves of a surrogate pair. */
  private static int cut(String text) {
    if (text.length() <= MAX_SHOWN) {
      return text.length();
    }
    return Character.isHighSurrogate(text.charAt(MAX_SHOWN - 1)) ? MAX_SHOWN - 1 : MAX_SHOWN;
  }

  private static boolean visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
