package dev.comity.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
  @ParameterizedTest
  @CsvSource({
    "obligation, 3, yes, true, active",
    "obligation, 3, yes, false, conditional",
    "obligation, 3, yes, , conditional",
    "obligation, 3, no, , undetermined",
    "obligation, 3, no, false, refused",
    "obligation, 5, yes, false, refused",
    "obligation, 5, yes, , conditional",
    "obligation, 6, no, , undetermined",
    "prohibition, 1, yes, false, refused",
    "prohibition, 1, yes, , conditional",
    "prohibition, 1, no, , undetermined",
    "recommendation, 6, no, false, active",
    "recommendation, 6, no, , active",
    "permission, 6, no, false, active",
  })
  void outcome_ofOneRequirement_followsModalitySeverityAndRemedy(
      String modality, int severity, String remedy, String fact, String expected) throws Exception {
    assertThat(decide(book(modality, severity, remedy), fact, Samples.NOW).outcome().text())
        .isEqualTo(expected);
  }

  @Test
  void outcome_worstFindingDecides() throws Exception {
    String undetermined = requirement("A", "obligation", 1, "no", "unsigned");
    String violated = requirement("B", "obligation", 1, "yes", "x");
    String refusing = requirement("C", "prohibition", 1, "yes", "x");
    assertThat(outcome(undetermined, violated)).isEqualTo(Outcome.UNDETERMINED);
    assertThat(outcome(undetermined, violated, refusing)).isEqualTo(Outcome.REFUSED);
    assertThat(outcome(violated)).isEqualTo(Outcome.CONDITIONAL);
  }

  @ParameterizedTest
  @CsvSource({
    "in-force, 2026-12-15T00:00:00Z, true",
    "in-force, 2026-11-15T00:00:00Z, false",
    "in-force, 2027-07-15T00:00:00Z, false",
    "trial, 2026-12-15T00:00:00Z, false",
    "draft, 2026-12-15T00:00:00Z, false",
    "superseded, 2026-12-15T00:00:00Z, false",
  })
  void outcome_rulebookNotInForce_isShownButNotCounted(String status, String now, boolean counted)
      throws Exception {
    String book = book("prohibition", 6, "no").replace("status: in-force", "status: " + status);
    Decision decision = decide(book, "false", Instant.parse(now));
    assertThat(decision.findings().get(0).status()).isEqualTo(Status.VIOLATED);
    assertThat(decision.findings().get(0).counted()).isEqualTo(counted);
    assertThat(decision.outcome()).isEqualTo(counted ? Outcome.REFUSED : Outcome.ACTIVE);
  }

  private static Outcome outcome(String... requirements) throws Exception {
    return decide(Samples.book("", requirements), "false", Samples.NOW).outcome();
  }

  private static Decision decide(String book, String fact, Instant now) throws Exception {
    InForce rules = (InForce) InForce.join(List.of(Samples.compile(book)), now);
    String facts = fact == null ? "facts: {}" : "facts: {x: " + fact + "}";
    Evidence evidence = Samples.evidence("e", 1, facts);
    Evidence early =
        new Evidence(
            "e",
            now,
            evidence.independence(),
            evidence.questions(),
            evidence.samples(),
            evidence.method(),
            evidence.metrics(),
            evidence.facts());
    return Decider.decide(rules, Samples.card(), List.of(early));
  }

  private static String book(String modality, int severity, String remedy) {
    return Samples.book("", requirement("R", modality, severity, remedy, "x"));
  }

  private static String requirement(
      String id, String modality, int severity, String remedy, String fact) {
    String period = remedy.equals("yes") ? ", remedy: P30D" : "";
    return Samples.requirement(
        id,
        "fact[\"" + fact + "\"]",
        """
        modality: %s
        needs: [{fact: %s}]
        otherwise: {severity: %d%s}
        """
            .formatted(modality, fact, severity, period));
  }
}
