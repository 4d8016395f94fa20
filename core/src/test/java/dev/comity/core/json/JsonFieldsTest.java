package dev.comity.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.VerificationException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {
  /** One strict read of a field. */
  private interface Read {
    Object from(JsonFields fields) throws VerificationException;
  }

  private static JsonFields fields(String json) throws VerificationException {
    return JsonFields.of(JsonParser.parse(json), "card.yaml");
  }

  private static void assertRefused(String json, Read read, String error) {
    assertThatThrownBy(() -> read.from(fields(json)))
        .isInstanceOf(VerificationException.class)
        .hasMessage(error);
  }

  @Test
  void wrongType_everyReader_namesPathExpectationAndFinding() {
    String x = "card.yaml.x: expected ";
    assertRefused("[1]", f -> f, "card.yaml: expected an object, found [1]");
    assertRefused("{}", f -> f.text("x"), "card.yaml.x: missing");
    assertRefused("{\"x\":null}", f -> f.text("x"), x + "text, found null");
    assertRefused("{\"x\":1}", f -> f.optionalText("x"), x + "text, found 1");
    assertRefused("{\"x\":\"true\"}", f -> f.bool("x"), x + "true or false, found \"true\"");
    assertRefused("{\"x\":0}", f -> f.boolOr("x", true), x + "true or false, found 0");
    assertRefused("{\"x\":{}}", f -> f.list("x"), x + "a list, found {}");
    assertRefused("{\"x\":[]}", f -> f.object("x"), x + "an object, found []");
    assertRefused("{\"x\":[\"a\",2]}", f -> f.texts("x"), "card.yaml.x[1]: expected text, found 2");
    assertRefused(
        "{\"x\":{\"y\":1}}", f -> f.object("x").text("y"), "card.yaml.x.y: expected text, found 1");
  }

  @Test
  void count_notANaturalNumber_isRefused() throws Exception {
    for (String bad : List.of("-1", "1.5", "\"1\"", "true", "null", "1e-400")) {
      assertThatThrownBy(() -> fields("{\"x\":" + bad + "}").count("x"))
          .hasMessageStartingWith("card.yaml.x: expected a whole number");
    }
    for (String huge : List.of("9223372036854775808", "1e400")) {
      assertThatThrownBy(() -> fields("{\"x\":" + huge + "}").count("x"))
          .hasMessageStartingWith("card.yaml.x: expected a whole number below 2^63");
    }
    assertThat(fields("{\"x\":9223372036854775807}").count("x")).isEqualTo(Long.MAX_VALUE);
    assertThat(fields("{\"x\":1.0e2}").optionalCount("x")).contains(100L);
  }

  @Test
  void decimal_numberOrDecimalString_isExactAndStrict() throws Exception {
    assertThat(fields("{\"x\":0.10}").decimal("x")).isEqualTo(new BigDecimal("0.1"));
    assertThat(fields("{\"x\":\"0.10\"}").decimal("x")).isEqualTo(new BigDecimal("0.1"));
    assertThat(fields("{\"x\":\"-0.0\"}").decimal("x")).isEqualTo(BigDecimal.ZERO);
    for (String bad :
        List.of("", " 1", "1 ", "+1", "01", ".5", "5.", "1e3", "NaN", "0x1", "١", "1".repeat(32))) {
      assertThatThrownBy(() -> fields("{\"x\":\"" + bad + "\"}").decimal("x"))
          .as(bad)
          .hasMessageStartingWith(
              "card.yaml.x: expected a number or a decimal string such as \"0.45\", found");
    }
  }

  @Test
  void done_fieldNobodyAskedFor_isRefused() throws Exception {
    JsonFields fields = fields("{\"name\":\"a\",\"nmae\":\"b\"}");
    fields.text("name");
    assertThatThrownBy(fields::done).hasMessage("card.yaml.nmae: unknown field");
    assertThat(fields.rest()).containsOnlyKeys("nmae");
    fields.done();
  }

  @Test
  void errors_hostileNamesAndValues_stayOneShortLine() {
    assertRefused(
        "{\"a\\nb\\u001b[31m\":1}",
        f -> {
          f.done();
          return f;
        },
        "card.yaml.\"a\uFFFDb\uFFFD[31m\": unknown field");
    assertRefused(
        "{\"x\":\"" + "\uD83D\uDE00".repeat(50) + "\"}",
        f -> f.bool("x"),
        "card.yaml.x: expected true or false, found \"" + "\uD83D\uDE00".repeat(29) + "…");
  }
}
