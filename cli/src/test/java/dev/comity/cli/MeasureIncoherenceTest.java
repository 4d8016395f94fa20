package dev.comity.cli;

import static dev.comity.cli.Cli.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.comity.core.Bytes;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code comity measure incoherence} against values of an independent implementation. */
class MeasureIncoherenceTest {
  private static final String WHERE = "--where";
  private static final String BASELINE = "condition=baseline";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"deepseek-v3", "gpt-4o-mini"})
  void json_equalsGoldenValues(String model) throws Exception {
    Json golden =
        JsonParser.parse(
            Bytes.of(
                Files.readAllBytes(
                    Cli.ROOT.resolve("vectors/golden/coherence/real-expected.json"))));
    Json expected = at(at(golden, "sets"), model + "/baseline/all");

    Cli.Ran ran =
        Cli.comity("measure", "incoherence", Cli.answers(model), WHERE, BASELINE, "--json");
    Json measured = JsonParser.parse(ran.out());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.outLines()).hasSize(1);
    for (List<String> metric :
        List.of(
            List.of("kl", "kl"),
            List.of("brier", "brier"),
            List.of("brierUnbiased", "brier_unbiased"),
            List.of("kwUnbiased", "kw_unbiased"))) {
      Json mine = at(measured, metric.get(0));
      Json theirs = at(expected, metric.get(1));
      assertClose(at(mine, "error"), at(theirs, "mean_error"));
      assertClose(at(mine, "bias2"), at(theirs, "mean_bias2"));
      assertClose(at(mine, "variance"), at(theirs, "mean_variance"));
      assertClose(at(at(mine, "incoherence"), "value"), at(theirs, "incoherence"));
    }
    assertClose(at(at(measured, "zeroOne"), "error"), at(at(expected, "zero_one"), "mean_error"));
    assertThat(number(at(measured, "questions"))).isEqualTo(398);
    assertThat(number(at(measured, "samples"))).isEqualTo(1990);
    assertThat(number(at(measured, "unparsedRate"))).isZero();
  }

  @Test
  void json_withAnotherSeed_movesOnlyTheIntervals() throws Exception {
    Path answers = Cli.answers("deepseek-v3");
    Json first =
        JsonParser.parse(
            Cli.comity("measure", "incoherence", answers, WHERE, BASELINE, "--json").out());
    Json second =
        JsonParser.parse(
            Cli.comity("measure", "incoherence", answers, WHERE, BASELINE, "--json", "--seed", "7")
                .out());

    Json one = at(at(first, "brierUnbiased"), "incoherence");
    Json two = at(at(second, "brierUnbiased"), "incoherence");
    assertThat(at(two, "value")).isEqualTo(at(one, "value"));
    assertThat(at(two, "upper")).isNotEqualTo(at(one, "upper"));
    assertThat(number(at(second, "seed"))).isEqualTo(7);
  }

  @Test
  void table_showsValueIntervalAndUnit() {
    Cli.Ran ran = Cli.comity("measure", "incoherence", Cli.answers("deepseek-v3"), WHERE, BASELINE);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("deepseek-v3.jsonl (options A, B, C, D)")
        .containsPattern("questions +398\n")
        .containsPattern("accuracy +0\\.6432  \\[0\\.6050, 0\\.6799]  +share of samples")
        .containsPattern("incoherence +0\\.4275  \\[0\\.3906, 0\\.4643]  +variance ÷ error")
        .contains("2000 replicates, seed 20260201")
        .doesNotContain("left out");
  }

  @Test
  void table_inChinese_alignsWideCharacters() {
    Cli chinese = Cli.in(Map.of("LANG", "zh_CN.UTF-8"));

    List<String> lines =
        chinese
            .run("measure", "incoherence", Cli.answers("deepseek-v3"), WHERE, BASELINE)
            .outLines();

    assertThat(lines.get(0)).isEqualTo("deepseek-v3.jsonl（选项 A, B, C, D）");
    assertThat(lines.stream().filter(line -> line.contains("[")).map(MeasureIncoherenceTest::width))
        .isNotEmpty()
        .containsOnly(width(lines.stream().filter(l -> l.contains("[")).findFirst().orElseThrow()));
  }

  private static int width(String line) {
    return TextTable.width(line.substring(0, line.indexOf('[')));
  }

  @Test
  void table_withUnparsedAnswers_showsBothPoliciesAndWhatIsUndefined() throws Exception {
    Path answers = folder.resolve("few.jsonl");
    Files.writeString(
        answers,
        line(1, 0, "A")
            + line(1, 1, "B")
            + line(1, 2, "?")
            + line(2, 0, "A")
            + line(2, 1, "B")
            + line(3, 0, "??"));

    Cli.Ran ran = Cli.comity("measure", "incoherence", answers);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("unparsed answers count as uniform", "unparsed answers left out")
        .containsPattern("samples +6 +4\n")
        .containsPattern("questions without a sample left +0 +1\n")
        .containsPattern("unparsed answers +0\\.3333 ")
        .contains("No unbiased values: unbiased estimates need at least 2 samples per question")
        .contains("–");
  }

  @Test
  void json_withOneSample_saysNull() throws Exception {
    Path answers = folder.resolve("one.jsonl");
    Files.writeString(answers, line(1, 0, "A"));

    Cli.Ran ran = Cli.comity("measure", "incoherence", answers, "--json");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("\"brierUnbiased\":null");
  }

  @Test
  void mergedConditions_areWarnedOfOnce() {
    Path answers = Cli.answers("gpt-4o-mini");

    Cli.Ran merged = Cli.comity("measure", "incoherence", answers, "--json");
    Cli.Ran chosen =
        Cli.comity(
            "measure",
            "incoherence",
            answers,
            "--json",
            WHERE,
            BASELINE,
            WHERE,
            "condition=hinted");

    assertThat(merged.exitCode()).isZero();
    assertThat(merged.errLines())
        .containsExactly(
            "comity: warning: several conditions were merged: baseline, hinted;"
                + " measure one with --where condition=baseline");
    assertThat(chosen.err()).isEmpty();
    assertThat(chosen.out()).isEqualTo(merged.out());
  }

  @Test
  void inspectLog_isRead() {
    Cli.Ran ran =
        Cli.comity(
            "measure",
            "incoherence",
            Cli.ROOT.resolve("vectors/eval-logs/inspect/arc_sonnet.json"),
            "--format",
            "inspect",
            "--json");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).startsWith("{\"questions\":5,\"samples\":5,");
  }

  private static String line(int question, int sample, String answer) {
    return "{\"question\":%d,\"sample\":%d,\"answer\":\"%s\",\"target\":\"A\"}\n"
        .formatted(question, sample, answer);
  }

  private static double number(Json json) {
    return ((Json.Num) json).value().doubleValue();
  }

  private static void assertClose(Json measured, Json expected) {
    assertThat(number(measured)).isCloseTo(number(expected), within(1e-9));
  }
}
