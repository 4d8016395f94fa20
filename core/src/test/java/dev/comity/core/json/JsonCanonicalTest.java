package dev.comity.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonCanonicalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0                 | 0
          -0                | 0
          -0.000            | 0
          0e7               | 0
          1.50              | 1.5
          100               | 100
          1e2               | 100
          1E+2              | 100
          0.1e-3            | 0.0001
          -12.300e1         | -123
          1e63              | 1000000000000000000000000000000000000000000000000000000000000000
          1e64              | 1e64
          -1e63             | -1e63
          10e63             | 1e64
          1e-62             | 0.00000000000000000000000000000000000000000000000000000000000001
          1e-63             | 1e-63
          0.012e-61         | 12e-64
          4.9e-324          | 49e-325
          1.7976931348623157e308 | 17976931348623157e292
          { "b" : 1 , "a" : [ true , null ] } | {"a":[true,null],"b":1}
          """)
  void canonical_equalValues_haveTheOneForm(String written, String canonical) throws Exception {
    assertCanonical(written, canonical);
  }

  @Test
  void canonical_strings_areEscapedOnlyWhereNeeded() throws Exception {
    assertCanonical(
        "{\"\\u00e9\":1,\"z\":2,\"\\ud83d\\ude00\":3,\"\\uffff\":4}",
        "{\"z\":2,\"\u00e9\":1,\"\uD83D\uDE00\":3,\"\uffff\":4}");
    assertCanonical("\"\\/\\b\\f\\u001F\\u007f\\u2028\"", "\"/\\u0008\\u000c\\u001f\u007f\u2028\"");
    assertCanonical("\"\\\"\\\\\\n\\r\\t\"", "\"\\\"\\\\\\n\\r\\t\"");
  }

  private static void assertCanonical(String written, String canonical) throws Exception {
    Json value = JsonParser.parse(written);
    assertThat(value.canonical()).isEqualTo(canonical);
    assertThat(JsonParser.parse(canonical)).isEqualTo(value);
  }

  @Test
  void compact_object_keepsTheOrderOfItsFields() throws Exception {
    assertThat(JsonParser.parse("{\"b\":1,\"a\":{\"d\":1,\"c\":1}}").compact())
        .isEqualTo("{\"b\":1,\"a\":{\"d\":1,\"c\":1}}");
  }

  /** Whatever number the parser admits, it admits its canonical form too, as the same value. */
  @Test
  void canonical_anyNumber_isReadAgain() throws Exception {
    Random random = new Random(20_261_122);
    for (int i = 0; i < 50_000; i++) {
      String written = number(random);
      Json value = JsonParser.parse(written);
      String canonical = value.canonical();
      boolean stable =
          canonical.length() <= 64
              && JsonParser.parse(canonical).equals(value)
              && ((Json.Num) value).value().compareTo(new BigDecimal(written)) == 0;
      assertThat(stable ? "" : written + " became " + canonical).isEmpty();
    }
  }

  private static String number(Random random) {
    while (true) {
      BigInteger digits = new BigInteger(random.nextInt(210), random);
      String written =
          new BigDecimal(
                  random.nextBoolean() ? digits : digits.negate(),
                  random.nextInt(random.nextBoolean() ? 80 : 801) - 400 / (1 + random.nextInt(9)))
              .toString();
      if (written.length() <= 64 && admitted(written)) {
        return written;
      }
    }
  }

  private static boolean admitted(String written) {
    BigDecimal value = new BigDecimal(written);
    return Math.abs(value.scale()) <= 400 && Math.abs(value.stripTrailingZeros().scale()) <= 400;
  }

  @Test
  void values_unpairedSurrogates_areRefusedRatherThanLost() {
    assertThatThrownBy(() -> Json.of("a\uD83D")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.object().put("\uDC00", 1).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
