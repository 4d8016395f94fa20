package dev.comity.cli;

import static dev.comity.cli.Cli.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity assess}: outcomes with their exit codes, what is assumed, and what is missing. */
class AssessTest {
  private static final Path COHERENCE = Cli.rulebook("frontier-coherence");
  private static final Path RED_LINES = Cli.rulebook("eu-ai-act-red-lines-transparency");
  private static final Path CARD = Cli.card("deepseek-v3");
  private static final Path ANSWERS = Cli.answers("deepseek-v3");
  private static final Path DECLARED = Cli.ROOT.resolve("demo/evidence/declaration-complete.yaml");

  @TempDir private Path folder;

  @Test
  void answersThatStraddleABound_areConditional() {
    Cli.Ran ran = measured();

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.outLines().get(0)).isEqualTo("Outcome: conditional");
    assertThat(ran.out())
        .contains("(deepseek-v3-public-answers 2026-01), decided as of 2026-12-01T08:00:00Z")
        .contains("Assumed: evidence that does not say who produced it comes from the provider")
        .contains("(frontier-coherence 1.0.0, in force)")
        .containsPattern("undetermined  FC-3  A system that runs unattended")
        .contains("FC-3 undetermined: error-incoherence/1 upper 0.4643 ≤ 0.45 holds at one end")
        .containsPattern("satisfied     FC-1 ")
        .contains("Still missing:\n- about 668 more questions for error-incoherence/1")
        .contains("[frontier-coherence/FC-7; does not count]");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void chinese_isSpokenThroughout() {
    Cli.Ran ran =
        Cli.in(Map.of("LC_ALL", "zh_CN.UTF-8"))
            .run(
                "assess",
                "--system",
                CARD,
                "--rulebook",
                COHERENCE,
                "--answers",
                ANSWERS,
                "--where",
                "condition=baseline");

    assertThat(ran.outLines().get(0)).isEqualTo("结论：附条件");
    assertThat(ran.out()).contains("尚缺：").contains("FC-1 满足：").doesNotContain("Assumed");
  }

  private static Cli.Ran measured(Object... more) {
    Object[] arguments = {
      "assess",
      "--system",
      CARD,
      "--rulebook",
      COHERENCE,
      "--answers",
      ANSWERS,
      "--where",
      "condition=baseline"
    };
    return Cli.comity(Cli.with(arguments, more));
  }

  @Test
  void json_hasTheKeysThatOtherProgramsRead() throws Exception {
    Cli.Ran ran = measured("--json");
    Json.Obj json = (Json.Obj) JsonParser.parse(ran.out());

    assertThat(ran.outLines()).hasSize(1);
    assertThat(json.fields().keySet())
        .containsExactly(
            "outcome",
            "system",
            "version",
            "at",
            "rulebooks",
            "assumed",
            "requirements",
            "missing");
    assertThat(at(json, "rulebooks").compact())
        .isEqualTo(
            "[{\"rulebook\":\"frontier-coherence\",\"version\":\"1.0.0\",\"standing\":\"in-force\"}]");
    assertThat(at(json, "assumed").compact())
        .isEqualTo("{\"at\":\"2026-12-01T08:00:00Z\",\"independence\":\"self\"}");
    Json.Obj first = (Json.Obj) ((Json.Arr) at(json, "requirements")).items().get(0);
    assertThat(first.fields())
        .containsKeys("requirement", "status", "reason", "values", "evidence", "text")
        .containsEntry("status", Json.of("satisfied"));
    assertThat(at(first, "explanation").compact()).contains("\"en\":\"FC-1 satisfied");
    assertThat(at(json, "missing").compact())
        .contains("\"reason\":\"straddles\",\"moreQuestions\":668")
        .contains("\"requirements\":[\"frontier-coherence/FC-4\"]");
  }

  @Test
  void thirdPartyAnswers_discloseWhatTheyAssume() {
    Cli.Ran ran = measured("--independence", "third-party", "--at", "2026-12-24T00:00:00Z");

    assertThat(ran.out())
        .containsPattern("satisfied     FC-4 ")
        .contains("as new as the decision (2026-12-24T00:00:00Z)")
        .doesNotContain("comes from the provider");
  }

  @Test
  void joinedRulebooks_areDecidedTogether() {
    Cli.Ran ran =
        Cli.comity(
            "assess",
            "--system",
            Cli.card("gpt-4o-mini"),
            "--rulebook",
            COHERENCE,
            RED_LINES,
            "--answers",
            Cli.answers("gpt-4o-mini"),
            "--where",
            "condition=baseline",
            "--evidence",
            DECLARED,
            "--independence",
            "third-party");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.outLines().get(0)).isEqualTo("Outcome: active");
    assertThat(ran.out()).contains("RL-1 satisfied").contains("FC-7 satisfied");
  }

  @Test
  void tooFewQuestions_areUndetermined() throws Exception {
    Path few = folder.resolve("few.jsonl");
    Files.write(few, Files.readAllLines(ANSWERS).subList(0, 20));

    Cli.Ran ran = Cli.comity("assess", "--system", CARD, "--rulebook", COHERENCE, "--answers", few);

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.outLines().get(0)).isEqualTo("Outcome: undetermined");
  }

  @Test
  void violatedRedLine_isRefused() throws Exception {
    Path evidence = write("evidence.yaml", "facts: {no-social-scoring: false}\n");

    Cli.Ran ran =
        Cli.comity("assess", "--system", CARD, "--rulebook", RED_LINES, "--evidence", evidence);

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.out()).contains("RL-3 violated");
  }

  @Test
  void evidenceThatSaysAll_assumesNothing() throws Exception {
    Path evidence =
        write(
            "evidence.json",
            "{\"facts\":{\"no-social-scoring\":false},\"at\":\"2026-11-30T00:00:00Z\","
                + "\"independence\":\"second-party\",\"system\":\"deepseek-v3-public-answers\","
                + "\"version\":\"2026-01\"}");

    Cli.Ran ran =
        Cli.comity(
            "assess", "--system", CARD, "--rulebook", RED_LINES, "--evidence", evidence, "--json");

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.out()).contains("\"assumed\":{},");
  }

  @Test
  void evidenceFromTheFuture_countsNotAndIsWarnedOf() throws Exception {
    Path evidence =
        write("evidence.yaml", "facts: {no-social-scoring: false}\nat: 2027-01-01T00:00:00Z\n");

    Cli.Ran ran =
        Cli.comity("assess", "--system", CARD, "--rulebook", RED_LINES, "--evidence", evidence);

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains("dated after the decision");
  }

  @Test
  void signedEvidence_isTakenAndItsSignatureCalledUnchecked() throws Exception {
    Path key = folder.resolve("key.jwk");
    Path body =
        write(
            "body.yaml",
            """
            facts: {no-social-scoring: false}
            system: deepseek-v3-public-answers
            version: "2026-01"
            """);
    Path signed = folder.resolve("evidence.cose");
    assertThat(Cli.comity("keygen", "-o", key).exitCode()).isZero();
    assertThat(
            Cli.comity("sign", "evidence", body, "--key", key, "--log", "a.example", "-o", signed)
                .exitCode())
        .isZero();

    Cli.Ran ran =
        Cli.comity("assess", "--system", CARD, "--rulebook", RED_LINES, "--evidence", signed);

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.out()).contains("Not checked: the signature under the evidence");
  }

  @Test
  void evidenceAboutAnother_isBadInput() throws Exception {
    Path evidence = write("evidence.yaml", "facts: {a: true}\nsystem: other\n");

    assertBadInput(
        Cli.comity("assess", "--system", CARD, "--rulebook", RED_LINES, "--evidence", evidence),
        "system: expected deepseek-v3-public-answers as on the system card, found other");
  }

  @Test
  void malformedEvidence_namesFileLineAndField() throws Exception {
    Path evidence =
        write("evidence.yaml", "method: \"m\"\nmetrics:\n  accuracy/1: {value: high}\n");

    assertBadInput(
        Cli.comity("assess", "--system", CARD, "--rulebook", RED_LINES, "--evidence", evidence),
        "evidence.yaml line 3: metrics.accuracy/1.value: expected a number");
  }

  @Test
  void evidenceWithoutContent_isBadInput() throws Exception {
    Path evidence = write("evidence.yaml", "method: \"m\"\n");

    assertBadInput(
        Cli.comity("assess", "--system", CARD, "--rulebook", RED_LINES, "--evidence", evidence),
        "expected at least one metric or fact");
  }

  @Test
  void wrongItemInAList_isNamed() throws Exception {
    Path evidence = write("list.yaml", "evidence:\n  - facts: {a: true}\n  - facts: {b: maybe}\n");

    assertBadInput(
        Cli.comity("assess", "--system", CARD, "--rulebook", RED_LINES, "--evidence", evidence),
        "list.yaml line 3: evidence[1].facts.b: expected true or false");
  }

  @Test
  void evidenceGivenTwice_isBadInput() {
    assertBadInput(
        Cli.comity(
            "assess", "--system", CARD, "--rulebook", RED_LINES, "--evidence", DECLARED, DECLARED),
        "given twice");
  }

  @Test
  void nothingToDecideOn_isBadInput() {
    assertBadInput(
        Cli.comity("assess", "--system", CARD, "--rulebook", RED_LINES), "--answers FILE…");
  }

  @Test
  void rulebooksThatContradict_areBadInput() throws Exception {
    Path changed = Files.createDirectories(folder.resolve("changed"));
    Files.writeString(
        changed.resolve("rulebook.yaml"),
        Files.readString(COHERENCE.resolve("rulebook.yaml")).replace("value: 0.45", "value: 0.4"));

    assertBadInput(
        Cli.comity(
            "assess", "--system", CARD, "--rulebook", COHERENCE, changed, "--answers", ANSWERS),
        "the rulebooks contradict each other: frontier-coherence 1.0.0: two different contents");
  }

  @Test
  void wordsThatAreNone_areBadInput() {
    assertBadInput(
        measured("--independence", "none"), "expected self, second-party, third-party, found none");
    assertBadInput(measured("--at", "yesterday"), "expected UTC seconds such as");
    assertBadInput(measured("--lang", "fr"), "expected en or zh, found fr");
  }

  private static void assertBadInput(Cli.Ran ran, String named) {
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(List.of(ran.err())).allSatisfy(err -> assertThat(err).contains(named));
    assertThat(ran.errLines()).last().asString().startsWith("comity: ");
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }
}
