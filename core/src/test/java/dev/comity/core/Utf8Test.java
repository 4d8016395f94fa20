package dev.comity.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void encodes_everyPairOfCodeUnits_isWhatTheEncoderSays() {
    char[] units = {'a', '\uD7FF', '\uD800', '\uDBFF', '\uDC00', '\uDFFF', '\uE000'};
    for (char first : units) {
      for (char second : units) {
        String text = "x" + first + second;
        boolean survives = Bytes.utf8(text).utf8().equals(text);
        assertThat(Utf8.encodes(text)).as("%x %x", (int) first, (int) second).isEqualTo(survives);
      }
    }
  }

  @Test
  void shown_hostileText_isOneShortLine() {
    assertThat(Utf8.shown("a\r\n\t\u001b[2J\u2028\u202E\u0085\uD800b"))
        .isEqualTo("a\uFFFD\uFFFD\uFFFD\uFFFD[2J\uFFFD\uFFFD\uFFFD\uFFFDb");
    assertThat(Utf8.shown("é中\uD83D\uDE00")).isEqualTo("é中\uD83D\uDE00");
    assertThat(Utf8.shown("a".repeat(60))).isEqualTo("a".repeat(60));
    assertThat(Utf8.shown("a".repeat(61))).isEqualTo("a".repeat(60) + "…");
    assertThat(Utf8.shown("a".repeat(59) + "\uD83D\uDE00")).isEqualTo("a".repeat(59) + "…");
    assertThat(Utf8.quoted("a")).isEqualTo("\"a\"");
  }
}
