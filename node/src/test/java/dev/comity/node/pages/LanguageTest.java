package dev.comity.node.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which language a reader gets, and the switch to the other. */
final class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zh-CN,zh;q=0.9,en;q=0.8 | ZH",
        "en-GB,en;q=0.9,zh;q=0.8 | EN",
        "fr, zh;q=0.3, en;q=0.2 | ZH",
        "fr,de;q=0.9 | EN",
        "zh;q=0 | EN",
        "zh;q=2, en;q=0.1 | EN",
        "zh;q=NaN, en;q=0.1 | EN",
        ";;;,,q= | EN",
        "ZH-hant | ZH"
      })
  void of_acceptLanguage_takesTheBestOfOurs(String header, Language expected) {
    assertThat(Language.of(Optional.of(header), Optional.empty())).isEqualTo(expected);
  }

  @Test
  void of_chosen_winsOverTheHeader() {
    assertThat(Language.of(Optional.of("en"), Optional.of("zh"))).isEqualTo(Language.ZH);
    assertThat(Language.of(Optional.of("zh"), Optional.of("xx"))).isEqualTo(Language.ZH);
    assertThat(Language.of(Optional.empty(), Optional.empty())).isEqualTo(Language.EN);
  }

  @Test
  void switchHref_keepsPathAndQuery() {
    assertThat(Chrome.of(Language.EN, "/c/x/log?before=9").switchHref())
        .isEqualTo("/c/x/log?before=9&lang=zh");
    assertThat(Chrome.of(Language.ZH, "/c/x?lang=zh").switchHref()).isEqualTo("/c/x?lang=en");
    assertThat(Chrome.of(Language.ZH, "//evil.example/").switchHref()).isEqualTo("/?lang=en");
  }
}
