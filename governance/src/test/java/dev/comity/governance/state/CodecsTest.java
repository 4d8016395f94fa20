package dev.comity.governance.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import java.math.BigDecimal;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** The forms that a state may use, whether it does today or not. */
class CodecsTest {
  sealed interface Shape {}

  record Circle(BigDecimal radius) implements Shape {}

  record Square(long side, Optional<Period> lasts) implements Shape {}

  record Everything(
      Bytes bytes,
      boolean flag,
      int small,
      List<Shape> shapes,
      SortedMap<String, Boolean> facts,
      PSortedMap<Long, String> names) {}

  private static final Codec CODEC = Codecs.of(Everything.class);

  private static Everything everything() {
    return new Everything(
        Bytes.fromHex("00ff"),
        true,
        -7,
        List.of(
            new Circle(new BigDecimal("1.50")),
            new Square(3, Optional.empty()),
            new Square(Long.MAX_VALUE, Optional.of(Period.ofMonths(14)))),
        new TreeMap<>(java.util.Map.of("b", true, "a", false)),
        TreePMap.singleton(9L, "nine").plus(10L, "ten"));
  }

  @Test
  void decode_ofWhatWasEncoded_isEqualToTheLastZero() throws VerificationException {
    String text = CODEC.encode(everything(), new Shared()).compact();
    assertThat(CODEC.decode(JsonParser.parse(text), "it", new Shared())).isEqualTo(everything());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"AP8=\" | \"AP8\" | it.bytes: expected a Bytes",
        "-7 | 3000000000 | it.small: expected a whole number of 32 bits",
        "true, | 1, | it.flag: expected true or false",
        "Circle | Ellipse | it.shapes[0]: expected one of [Circle, Square]",
        "\"1.50\" | 1.5 | it.shapes[0].radius: expected text",
        "\"1.50\" | \"1,5\" | it.shapes[0].radius: expected a BigDecimal",
        "P14M | P014M | it.shapes[2].lasts: expected a Period",
        "9223372036854775807 | 9223372036854775808 | it.shapes[2].side: expected a whole number",
        "[10, | [9, | it.names: expected each key once",
        "[10, | [8, | it.names: expected each key once"
      })
  void decode_ofAnythingElse_namesThePlace(String written, String instead, String message)
      throws VerificationException {
    String text = CODEC.encode(everything(), new Shared()).compact();
    assertThat(text).contains(written);
    Json changed = JsonParser.parse(text.replace(written, instead));
    assertThatThrownBy(() -> CODEC.decode(changed, "it", new Shared()))
        .isInstanceOf(VerificationException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void of_aTypeWithoutAForm_saysSo() {
    assertThatThrownBy(() -> Codecs.of(StringBuilder.class))
        .hasMessageContaining("no JSON form is defined");
  }
}
