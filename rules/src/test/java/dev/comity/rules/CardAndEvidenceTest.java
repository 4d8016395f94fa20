package dev.comity.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.comity.core.VerificationException;
import dev.comity.core.json.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardAndEvidenceTest {
  @Test
  void card_throughJson_isTheSame() throws Exception {
    String yaml =
        Samples.CARD + "trainingFlop: 2.5e25\nprovider: Somebody\nnote: {en: Note, zh: 注}\n";
    SystemCard card = SystemCard.parseYaml("card.yaml", yaml);
    String json = card.toJson().canonical();
    assertThat(SystemCard.parse(JsonParser.parse(json), "card")).isEqualTo(card);
    assertThat(json).contains("\"trainingFlop\":25000000000000000000000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          kind: agent | kind: robot | card.yaml line 4: kind: expected one of model
          version: "1" | version: 1 | card.yaml line 3: version: expected text (put it in quotes)
          areas: [] | areas: none | card.yaml line 7: areas: expected a list
          areas: [] | size: 3 | areas: missing
          areas: [] | areas: [a, a] | card.yaml line 7: areas[1]: expected each name once
          jurisdictions: [eu] | jurisdictions: [no] | card.yaml line 8: unclear value no
          audiences: [public] | audiences: [public]\\ntrainingFlop: -1 | trainingFlop: expected a number from 0
          audiences: [public] | audiences: [public]\\nweight: 1 | card.yaml line 10: weight: unknown field
          """)
  void card_wrongField_namesFileLineAndField(String from, String to, String message) {
    assertThatExceptionOfType(VerificationException.class)
        .isThrownBy(
            () ->
                SystemCard.parseYaml(
                    "card.yaml", Samples.CARD.replace(from, to.replace("\\n", "\n"))))
        .withMessageContaining(message);
  }

  @Test
  void evidence_throughJson_isTheSame() throws Exception {
    Evidence evidence =
        Samples.evidence(
            "e",
            1,
            """
            questions: 398
            samples: 5
            method: bootstrap
            metrics: {error/1: {value: "0.10", lower: 0.05, upper: 0.2, level: 0.95, n: 398}}
            facts: {a: true}
            """);
    assertThat(Evidence.parse("e", JsonParser.parse(evidence.toJson().compact()), "x"))
        .isEqualTo(evidence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"at":"2026-12-01","independence":"self"} | x.at: expected a UTC time
          {"at":"2026-12-01T00:00:00Z","independence":"me"} | x.independence: expected one of self
          {"at":"2026-12-01T00:00:00Z","independence":"self","facts":{"a":1}} | x.facts.a: expected true or false
          {"at":"2026-12-01T00:00:00Z","independence":"self","metrics":{"a/1":{"value":1,"lower":2,"upper":1,"level":1,"n":1}}} | x.metrics.a/1: lower 2 is above upper 1
          {"at":"2026-12-01T00:00:00Z","independence":"self","metrics":{"a/1":{"value":1e99,"lower":0,"upper":1,"level":1,"n":1}}} | expected a number between
          {"at":"2026-12-01T00:00:00Z","independence":"self","metrics":{"a/1":{"value":1,"lower":0,"upper":1,"level":1,"n":1.5}}} | x.metrics.a/1.n: expected a whole number
          {"at":"2026-12-01T00:00:00Z","independence":"self","questions":-1} | x.questions: expected a whole number
          {"at":"2026-12-01T00:00:00Z","independence":"self","more":1} | x.more: unknown field
          [] | x: expected an object
          """)
  void evidence_wrongField_namesThePath(String json, String message) {
    assertThatExceptionOfType(VerificationException.class)
        .isThrownBy(() -> Evidence.parse("e", JsonParser.parse(json), "x"))
        .withMessageContaining(message);
  }
}
