package dev.comity.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
  private static final String BOOK =
      Samples.book(
          "error/1",
          Samples.requirement(
              "FC-1",
              "metric[\"error/1\"].upper <= 0.45 && !fact[\"bad\"]",
              """
              needs:
                - {metric: error/1, where: evidence.n >= 5, maxAge: P1Y6M, independence: third-party}
                - {fact: bad}
              otherwise: {severity: 3, remedy: P30D}
              """));
  private static final String THIRD = "independence: third-party\n";

  @Test
  void line_satisfied_showsTheExpression() throws Exception {
    check(
        finding("upper: 0.43"),
        "FC-1 satisfied: error/1 upper 0.43 ≤ 0.45 and not (bad false)",
        "FC-1 满足：error/1 upper 0.43 ≤ 0.45 且 并非 (bad false)");
  }

  @Test
  void line_straddles_saysHowManyQuestions() throws Exception {
    check(
        finding("upper: 0.5"),
        "FC-1 undetermined: error/1 upper 0.5 ≤ 0.45 and not (bad false) holds at one end of the"
            + " interval only. About 300 more questions may decide it. Remedy within 30 days",
        "FC-1 未定：error/1 upper 0.5 ≤ 0.45 且 并非 (bad false) 仅在区间的一端成立。约需再测 300"
            + " 题方可判定。须在 30 天内补正");
  }

  @Test
  void line_missing_saysWhatIsNeeded() throws Exception {
    check(
        Samples.decide(BOOK, Samples.evidence("e", 1, "facts: {bad: false}")),
        "FC-1 undetermined: evidence for error/1 is missing (needed: at most 1 year and 6 months"
            + " old, from a third party, evidence.n >= 5). Remedy within 30 days",
        "FC-1 未定：缺少“error/1”的证据（要求：不超过 1 年 6 个月，出自第三方，evidence.n >= 5）。须在 30" + " 天内补正");
  }

  @Test
  void line_machineWithAnotherDefaultLocale_isTheSame() throws Exception {
    Finding finding = finding("upper: 0.5");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
      assertThat(Explanations.in("en").word(Status.SATISFIED)).isEqualTo("satisfied");
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Explanations.in("zh-Hans-CN").line(finding)).contains("300 题");
      assertThat(Explanations.in("fr").word(Outcome.ACTIVE)).isEqualTo("active");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void bundles_haveTheSameKeysAndCoverEveryTerm() throws Exception {
    Properties english = load("messages.properties");
    assertThat(load("messages_zh.properties").keySet()).isEqualTo(english.keySet());
    for (Reason reason : Reason.values()) {
      assertThat(english).containsKey("reason." + reason.text());
    }
    for (Standing standing : Standing.values()) {
      assertThat(
              standing == Standing.IN_FORCE || english.containsKey("standing." + standing.text()))
          .isTrue();
    }
    assertThat(english.values().toString()).doesNotContain("'");
  }

  private static Properties load(String file) throws Exception {
    Properties properties = new Properties();
    try (var in = Objects.requireNonNull(Explanations.class.getResourceAsStream(file))) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }

  private static Finding finding(String upper) throws Exception {
    return Samples.decide(
        BOOK,
        Samples.evidence(
            "e",
            1,
            THIRD
                + "metrics: {error/1: {value: 0.4, lower: 0.3, "
                + upper
                + ", level: 0.95, n: 100}}\nfacts: {bad: false}\n"));
  }

  private static void check(Finding finding, String english, String chinese) {
    assertThat(Explanations.in("en").line(finding)).isEqualTo(english);
    assertThat(Explanations.in("zh").line(finding)).isEqualTo(chinese);
  }
}
