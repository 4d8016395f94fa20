package dev.comity.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "+1",
        "01",
        "-01",
        ".5",
        "5.",
        "1e",
        "1e+",
        "0x10",
        "1_000",
        "-",
        "--1",
        "'a'",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1,}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\" 1}",
        "{\"a\":}",
        "{1:2}",
        "{null:2}",
        "{\"a\":1",
        "[1",
        "\"a",
        "\"a\nb\"",
        "\"\t\"",
        "\"\\x41\"",
        "\"\\u12\"",
        "\"\\u{41}\"",
        "// c\n1",
        "/* c */ 1",
        "1 // c",
        "# c\n1",
        "1 2",
        "{} {}",
        "1,",
        "]",
        "}",
        "tru",
        "TRUE",
        "True",
        "nul",
        "undefined",
        "\u00a01",
        "\uFEFF1",
        "\f1",
        "\u00001",
        "1\u0000"
      })
  void parse_notJson_isRefused(String text) {
    assertMalformed(text).message().startsWith("line ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                          | expected a value, found nothing
          ` `                         | expected a value, found nothing
          {"a":1,\\n"a":2}            | line 2: duplicate field "a"
          {"a":1,\\n"\\\\u0061":2}    | line 2: duplicate field "a"
          {"a":{"b":1,"b":1}}         | line 1: duplicate field "b"
          {"a\\\\nb":1,"a\\\\nb":2}   | line 1: duplicate field "a\uFFFDb"
          1\\n2                       | line 2: expected the end after the value
          "\\\\ud800"                 | line 1: text with an unpaired surrogate
          [\\n"\\\\ude00\\\\ud83d"]   | line 2: text with an unpaired surrogate
          {"\\\\udc00":1}             | line 1: text with an unpaired surrogate
          1e401                       | line 1: a number with an exponent beyond 400
          1e-401                      | line 1: a number with an exponent beyond 400
          10e400                      | line 1: a number with an exponent beyond 400
          0e401                       | line 1: a number with an exponent beyond 400
          1e999999                    | line 1: a number with an exponent beyond 400
          -1e-999999999               | line 1: a number with an exponent beyond 400
          1e99999999999               | line 1: a number with an exponent beyond 400
          0e-99999999999              | line 1: a number with an exponent beyond 400
          """)
  void parse_beyondTheBounds_isRefusedInOneLine(String text, String error) {
    assertMalformed(text.replace("\\n", "\n").replace("\\\\", "\\").replace("\\\n", "\\n"))
        .hasMessage(error);
  }

  @Test
  void parse_loneSurrogateInAString_isRefused() {
    assertMalformed("\"\uD800\"").hasMessage("line 1: text with an unpaired surrogate");
    assertMalformed("{\"a\uDC00\":1}").hasMessage("line 1: text with an unpaired surrogate");
  }

  @Test
  void parse_pairedSurrogates_areOneCharacter() throws Exception {
    Json escaped = JsonParser.parse("\"\\ud83d\\ude00\"");
    assertThat(escaped).isEqualTo(JsonParser.parse(Bytes.utf8("\"\uD83D\uDE00\"")));
    assertThat(Bytes.utf8(escaped.canonical()).hex()).isEqualTo("22f09f988022");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "c080", "eda080", "eda080edb080", "f4908080", "e282", "80", "c3"})
  void parse_invalidUtf8_isRefusedNamingTheLine(String hex) {
    Bytes bytes = Bytes.utf8("{\n\"a\": \"").concat(Bytes.fromHex(hex)).concat(Bytes.utf8("\"\n}"));
    assertThatThrownBy(() -> JsonParser.parse(bytes))
        .isInstanceOf(VerificationException.class)
        .hasMessage("line 2: not valid UTF-8");
  }

  @Test
  void parse_byteOrderMark_isRefusedSayingSo() {
    assertThatThrownBy(() -> JsonParser.parse(Bytes.fromHex("efbbbf7b7d")))
        .isInstanceOf(VerificationException.class)
        .hasMessage("line 1: expected a value, found a byte order mark: save without one");
  }

  @Test
  void parse_otherUnicodeEncodings_areRefused() {
    for (String hex : new String[] {"fffe31003200", "feff00310032", "00310032", "31003200"}) {
      assertThatThrownBy(() -> JsonParser.parse(Bytes.fromHex(hex)))
          .isInstanceOf(VerificationException.class);
    }
  }

  @Test
  void parse_nesting_isBounded() throws Exception {
    int depth = JsonParser.MAX_DEPTH;
    JsonParser.parse("[".repeat(depth) + "]".repeat(depth));
    assertMalformed("[".repeat(depth + 1) + "]".repeat(depth + 1)).message().startsWith("line 1: ");
    assertMalformed("[".repeat(1_000_000));
    assertMalformed("{\"a\":".repeat(1_000_000));
  }

  @Test
  void parse_numberLength_isBounded() throws Exception {
    String digits = "1234567890".repeat(7);
    JsonParser.parse(digits.substring(0, 64));
    JsonParser.parse("0." + digits.substring(0, 62));
    assertMalformed(digits.substring(0, 65)).message().startsWith("line 1: ");
    assertMalformed("-" + digits.substring(0, 64));
    assertMalformed("0." + digits.substring(0, 63));
    assertMalformed("1".repeat(1_000_000));
    assertMalformed("1e" + "0".repeat(100) + "1");
  }

  @Test
  void parse_nameLength_isBounded() throws Exception {
    JsonParser.parse("{\"" + "a".repeat(1_000) + "\":1}");
    assertMalformed("{\"" + "a".repeat(100_000) + "\":1}");
  }

  @Test
  void parse_whitespaceOfTheRfc_isSkipped() throws Exception {
    assertThat(JsonParser.parse(" \t\r\n[ 1 ,\n2 ] \n").compact()).isEqualTo("[1,2]");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertMalformed(String text) {
    return assertThatThrownBy(() -> JsonParser.parse(text))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> {
              assertThat(e.code()).isEqualTo(VerificationException.Code.MALFORMED);
              assertThat(e.detail()).doesNotContainPattern("\\p{Cntrl}").doesNotContain("Source");
            });
  }
}
