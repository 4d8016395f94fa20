package dev.comity.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FixturesTest {
  private static final String BOOK =
      Samples.book("", Samples.requirement("R", "fact[\"a\"]", "needs: [{fact: a}]\n"))
          .replace("status: in-force", "status: draft");
  private static final String FIXTURE =
      """
      title: {en: Signed, zh: 已签}
      now: 2026-12-15T00:00:00Z
      system:
      %sevidence:
        - id: e1
          at: 2026-12-01T00:00:00Z
          independence: self
          facts: {a: true}
      expect:
        outcome: active
        requirements: {R: satisfied}
      """
          .formatted(Samples.CARD.indent(2));

  @Test
  void run_draftThatMeetsItsFixture_passes() throws Exception {
    assertThat(run(FIXTURE)).isEqualTo("passed");
  }

  @Test
  void run_statusDiffers_explainsTheFirstDifference() throws Exception {
    assertThat(run(FIXTURE.replace("a: true", "a: false")))
        .isEqualTo(
            "fixtures/f.yaml: R expected satisfied; decided: R violated: a false does not hold."
                + " There is no remedy period");
  }

  @Test
  void run_outcomeDiffers_saysSo() throws Exception {
    assertThat(run(FIXTURE.replace("outcome: active", "outcome: refused")))
        .isEqualTo("fixtures/f.yaml: outcome expected refused, decided active");
  }

  @Test
  void run_malformedFixture_namesItsLine() throws Exception {
    assertThat(run(FIXTURE.replace("R: satisfied", "R: fine")))
        .startsWith("fixtures/f.yaml line 20: expect.requirements.R: expected one of satisfied");
    assertThat(run(FIXTURE.replace("R: satisfied", "R: satisfied, S: violated")))
        .contains("expect.requirements.S: the rulebook has no such requirement");
    assertThat(run(FIXTURE.replace("{R: satisfied}", "{}"))).contains("R: missing");
    assertThat(run(FIXTURE.replace("kind: agent", "kind: robot"))).contains("line 7: system.kind");
    assertThat(run(FIXTURE.replace("facts: {a: true}", "facts: {a: 1}")))
        .contains("evidence[0] (e1).facts.a: expected true or false");
  }

  /** The rulebooks that ship with the project. */
  @Test
  void run_everyRulebookOfTheRepository_passes() throws Exception {
    Path root = Path.of(System.getProperty("comity.root")).resolve("rulebooks");
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(root)) {
      try (Stream<Path> entries = Files.list(root)) {
        entries.filter(Files::isDirectory).sorted().forEach(folders::add);
      }
    }
    for (Path folder : folders) {
      List<FixtureResult> results = Fixtures.run(RulebookFolder.read(folder));
      assertThat(results).as("fixtures of %s", folder).isNotEmpty();
      assertThat(results).allSatisfy(result -> assertThat(result.difference()).isEmpty());
    }
  }

  private static String run(String fixture) throws Exception {
    List<FixtureResult> results =
        Fixtures.run(RulebookFolder.of(Map.of("rulebook.yaml", BOOK, "fixtures/f.yaml", fixture)));
    assertThat(results).hasSize(1);
    return results.get(0).difference().orElse("passed");
  }
}
