package dev.comity.rules;

import static dev.comity.rules.Samples.evidence;
import static dev.comity.rules.Samples.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private static final String NEEDS =
      """
      needs:
        - {metric: error/1, where: evidence.n >= 100, maxAge: P10D, independence: second-party}
      """;
  private static final String ERROR =
      Samples.book(
          "error/1",
          Samples.requirement(
              "R",
              "metric[\"error/1\"].upper <= bound",
              """
              needs: [{metric: error/1}]
              direction: {parameter: error-upper, bound: max, value: 0.45}
              otherwise: {severity: 3, remedy: P30D}
              """));

  @Test
  void decide_intervalAgainstBound_isSatisfiedStraddlesOrViolated() throws Exception {
    Finding below = Samples.decide(ERROR, measured("e", 1, 0.35, 0.4, 0.4499, 398));
    assertThat(below.status()).isEqualTo(Status.SATISFIED);
    assertThat(below.expression()).isEqualTo("error/1 upper 0.4499 ≤ 0.45");
    assertThat(below.evidence()).containsExactly("e");
    assertThat(below.values())
        .containsEntry("error/1.upper", "0.4499")
        .containsEntry("bound", "0.45");

    Finding across = Samples.decide(ERROR, measured("e", 1, 0.35, 0.4, 0.5, 398));
    assertThat(across.status()).isEqualTo(Status.UNDETERMINED);
    assertThat(across.reason()).isEqualTo(Reason.STRADDLES);
    assertThat(across.moreQuestions()).containsEntry("error/1", 3L * 398);

    Finding above = Samples.decide(ERROR, measured("e", 1, 0.46, 0.5, 0.6, 398));
    assertThat(above.status()).isEqualTo(Status.VIOLATED);
    assertThat(above.moreQuestions()).isEmpty();
  }

  @Test
  void decide_endExactlyAtTheBound_isSatisfied() throws Exception {
    assertThat(Samples.decide(ERROR, measured("e", 1, 0.3, 0.4, 0.45, 9)).status())
        .isEqualTo(Status.SATISFIED);
  }

  @Test
  void decide_evidenceThatDoesNotQualify_saysHowFarItCame() throws Exception {
    String book =
        Samples.book("error/1", Samples.requirement("R", "metric[\"error/1\"].n > 1", NEEDS));
    assertThat(reason(book)).isEqualTo(Reason.MISSING);
    assertThat(reason(book, with("second-party", 20, 500))).isEqualTo(Reason.MISSING);
    assertThat(reason(book, with("third-party", 4, 500))).isEqualTo(Reason.STALE);
    assertThat(reason(book, with("self", 14, 500))).isEqualTo(Reason.NOT_INDEPENDENT);
    assertThat(reason(book, with("second-party", 14, 99))).isEqualTo(Reason.TOO_SMALL);
    assertThat(reason(book, with("second-party", 5, 100))).isEqualTo(Reason.HOLDS);

    Missing missing = Samples.decide(book, with("self", 14, 500)).missing().get(0);
    assertThat(missing.toJson().canonical())
        .isEqualTo(
            "{\"id\":\"error/1\",\"independence\":\"second-party\",\"kind\":\"metric\","
                + "\"maxAge\":\"P10D\",\"reason\":\"not-independent\","
                + "\"where\":\"evidence.n >= 100\"}");
  }

  @Test
  void decide_newestQualifyingEvidence_isUsed() throws Exception {
    Finding finding =
        Samples.decide(
            ERROR,
            measured("9", 2, 0.1, 0.2, 0.3, 9),
            measured("10", 2, 0.5, 0.6, 0.7, 9),
            measured("2", 1, 0.1, 0.2, 0.3, 9));
    assertThat(finding.evidence()).containsExactly("10");
    assertThat(finding.status()).isEqualTo(Status.VIOLATED);
  }

  @Test
  void decide_failedPartAndStraddlingPart_missingStillCounts() throws Exception {
    String book =
        Samples.book(
            "error/1",
            Samples.requirement(
                "R",
                "metric[\"error/1\"].upper <= 0.45 && fact[\"a\"]",
                "needs: [{metric: error/1}, {fact: a}]\n"));
    Finding straddling = Samples.decide(book, measured("e", 1, 0.3, 0.4, 0.5, 9));
    assertThat(straddling.reason()).isEqualTo(Reason.MISSING);
    assertThat(straddling.missing()).extracting(Missing::id).containsExactly("a");
    Finding failing = Samples.decide(book, measured("e", 1, 0.5, 0.6, 0.7, 9));
    assertThat(failing.status()).isEqualTo(Status.VIOLATED);
    assertThat(failing.expression()).isEqualTo("error/1 upper 0.7 ≤ 0.45 ∧ a ?");
  }

  @Test
  void decide_applies_unknownFalseOrTrue() throws Exception {
    String book = "needs: [{fact: a}]\napplies: 'system.trainingFlop > 1e25'\n";
    String unknown = Samples.book("", Samples.requirement("R", "fact[\"a\"]", book));
    Finding finding = Samples.decide(unknown);
    assertThat(finding.reason()).isEqualTo(Reason.CARD_SILENT);
    assertThat(finding.missing()).extracting(Missing::id).containsExactly("trainingFlop");
    assertThat(finding.expression()).isEqualTo("system.trainingFlop ? > 1E+25");
    String other = unknown.replace("system.trainingFlop > 1e25", "system.kind == \"model\"");
    finding = Samples.decide(other);
    assertThat(finding.status()).isEqualTo(Status.NOT_APPLICABLE);
    assertThat(finding.expression()).isEqualTo("system.kind \"agent\" = \"model\"");
  }

  @Test
  void decide_anyOrderOfRulesAndEvidence_givesTheSameBytes() throws Exception {
    CompiledRulebook one = Samples.compile(ERROR);
    CompiledRulebook two =
        Samples.compile(
            ERROR.replace("rulebook: sample", "rulebook: other").replace("0.45", "0.4"));
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      evidence.add(measured("e" + i, 1 + i % 3, 0.1 * i / 2, 0.1 * i, 0.1 * i, 100));
    }
    String expected =
        Decider.decide(Samples.inForce(one, two), Samples.card(), evidence).toJson().canonical();
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      Collections.shuffle(evidence, random);
      assertThat(
              Decider.decide(Samples.inForce(two, one, two), Samples.card(), evidence)
                  .toJson()
                  .canonical())
          .isEqualTo(expected);
    }
  }

  @Test
  void decide_twoPiecesWithOneReference_isABug() throws Exception {
    InForce rules = Samples.inForce(Samples.compile(ERROR));
    List<Evidence> twice = List.of(evidence("e", 1, "facts: {}"), evidence("e", 2, "facts: {}"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decider.decide(rules, Samples.card(), twice));
  }

  @Test
  void toJson_wholeDecision_isCanonical() throws Exception {
    Decision decision =
        Decider.decide(
            Samples.inForce(Samples.compile(ERROR)),
            Samples.card(),
            List.of(measured("e", 1, 0.35, 0.4, 0.5, 398)));
    assertThat(decision.toJson().canonical())
        .isEqualTo(
            "{\"findings\":[{\"counted\":true,\"evidence\":[\"e\"],"
                + "\"expression\":\"error/1 upper 0.5 ≤ 0.45\",\"missing\":[],"
                + "\"modality\":\"obligation\",\"moreQuestions\":{\"error/1\":1194},"
                + "\"reason\":\"straddles\",\"remedy\":\"P30D\",\"requirement\":\"R\","
                + "\"rulebook\":\"sample\",\"severity\":3,\"standing\":\"in-force\","
                + "\"status\":\"undetermined\",\"values\":{\"bound\":\"0.45\","
                + "\"error/1.level\":\"0.95\",\"error/1.lower\":\"0.35\",\"error/1.n\":\"398\","
                + "\"error/1.upper\":\"0.5\",\"error/1.value\":\"0.4\"},\"version\":\"1.0.0\"}],"
                + "\"outcome\":\"conditional\"}");
  }

  private static Reason reason(String book, Evidence... evidence) throws Exception {
    return Samples.decide(book, evidence).reason();
  }

  private static Evidence with(String independence, int day, int n) {
    return evidence(
        "e",
        day,
        "independence: "
            + independence
            + "\nmetrics: {error/1: {value: 0, lower: 0, upper: 0, level: 1, n: "
            + n
            + "}}\n");
  }
}
