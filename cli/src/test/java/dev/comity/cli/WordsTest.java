package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.governance.RefusalCode;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both languages say the same things, and the environment chooses between them. */
class WordsTest {
  private static final Object[] ARGUMENTS = {"(0)", "(1)", "(2)", "(3)"};

  @Test
  void bundles_haveTheSameKeysAndArguments() {
    Words english = Words.in(Language.EN);
    Words chinese = Words.in(Language.ZH);

    assertThat(chinese.keys()).isEqualTo(english.keys()).isNotEmpty();
    for (String key : english.keys()) {
      for (Object argument : ARGUMENTS) {
        assertThat(chinese.text(key, ARGUMENTS).contains(argument.toString()))
            .as(key + " uses " + argument)
            .isEqualTo(english.text(key, ARGUMENTS).contains(argument.toString()));
      }
    }
  }

  /** A new code needs words in both bundles. */
  @ParameterizedTest
  @EnumSource
  void refusalCode_isExplained(RefusalCode code) {
    assertThat(Words.in(Language.EN).keys()).contains("refusal.because." + code.text());
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', EN",
    "'', zh_CN.UTF-8, ZH",
    "zh_TW, en_US, ZH",
    "C, zh_CN, EN",
    "'', de_DE, EN"
  })
  void environment_choosesTheLanguage(String lcAll, String lang, Language expected) {
    Surroundings surroundings =
        new Surroundings(
            Clock.systemUTC(),
            new SecureRandom(),
            Map.of("LC_ALL", lcAll, "LANG", lang),
            seconds -> {});

    assertThat(surroundings.language()).isEqualTo(expected);
  }
}
