package dev.comity.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {
  @ParameterizedTest
  @CsvSource({
    "0.39634567, 0.3963",
    "2000, 2000",
    "123456789.4, 123500000",
    "0.000001234567, 0.000001235",
    "1e25, 1E+25",
    "0, 0",
    "-0.5, -0.5"
  })
  void number_isRoundedToFourDigits(String number, String shown) {
    assertThat(Shown.number(new BigDecimal(number), Shown.DIGITS)).isEqualTo(shown);
  }

  @Test
  void text_roundingWouldReverseTheComparison_showsMoreDigits() throws Exception {
    assertThat(shown("0.450001 <= 0.45")).isEqualTo("0.450001 ≤ 0.45");
    assertThat(shown("0.4000001 < 0.4500001")).isEqualTo("0.4 < 0.45");
  }

  @Test
  void text_operators_keepTheirGrouping() throws Exception {
    assertThat(shown("true && (false || true) && !(true && false)"))
        .isEqualTo("true ∧ (false ∨ true) ∧ ¬ (true ∧ false)");
    assertThat(shown("1 - (2 - 3) * 2 > -1")).isEqualTo("(1 - ((2 - 3) · 2)) > -1");
    assertThat(shown("\"public\" in system.audiences && system.areas == []"))
        .isEqualTo("\"public\" ∈ system.audiences [public] ∧ system.areas [] = []");
    assertThat(shown("now < timestamp(\"2027-01-01T00:00:00Z\") ? true : false"))
        .isEqualTo("(2026-12-15T00:00:00Z < 2027-01-01T00:00:00Z) ? (true) : (false)");
  }

  private static String shown(String text) throws Exception {
    Formula formula = Language.compile(Scope.CHECK, Optional.empty(), text, "p");
    return new Shown(Values.of(Samples.card(), Samples.NOW)).text(formula.expression());
  }
}
