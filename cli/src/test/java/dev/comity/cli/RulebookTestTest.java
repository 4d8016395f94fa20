package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity rulebook test}. */
class RulebookTestTest {
  private static final Path COHERENCE = Cli.rulebook("frontier-coherence");
  private static final String FIXTURE = "fixtures/active-supervised-model.yaml";

  @TempDir private Path folder;

  @Test
  void starterRulebooks_pass() throws IOException {
    List<Path> all;
    try (var folders = Files.list(Cli.ROOT.resolve("rulebooks"))) {
      all = folders.filter(Files::isDirectory).sorted().toList();
    }
    Object[] arguments = new Object[all.size() + 2];
    arguments[0] = "rulebook";
    arguments[1] = "test";
    for (int i = 0; i < all.size(); i++) {
      arguments[i + 2] = all.get(i);
    }

    Cli.Ran ran = Cli.comity(arguments);

    assertThat(all).hasSize(6);
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("frontier-coherence 1.0.0", "12 of 12 fixtures pass");
  }

  @Test
  void failingFixture_showsTheFirstDifference() throws IOException {
    copy("");
    copyFixture("FC-5: satisfied", "FC-5: violated");

    Cli.Ran ran = Cli.comity("rulebook", "test", folder);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.outLines())
        .containsExactly(
            "frontier-coherence 1.0.0",
            "  FAIL  "
                + FIXTURE
                + ": FC-5 expected violated; decided: FC-5 satisfied: accuracy/1 lower 0.6 ≥ 0.4",
            "0 of 1 fixtures pass");
  }

  @Test
  void rulebookWithoutFixtures_fails() throws IOException {
    copy("");

    Cli.Ran ran = Cli.comity("rulebook", "test", folder);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("expected at least one fixture under fixtures/");
  }

  @Test
  void malformedRulebook_isBadInputWithItsLine() throws IOException {
    copy("unknown: field\n");

    Cli.Ran ran = Cli.comity("rulebook", "test", folder);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err()).contains(folder + ": rulebook.yaml line 1: unknown: unknown field");
  }

  private void copy(String before) throws IOException {
    Files.writeString(
        folder.resolve("rulebook.yaml"),
        before + Files.readString(COHERENCE.resolve("rulebook.yaml")));
  }

  private void copyFixture(String text, String replacement) throws IOException {
    Files.createDirectories(folder.resolve("fixtures"));
    String fixture = Files.readString(COHERENCE.resolve(FIXTURE));
    assertThat(fixture).contains(text);
    Files.writeString(folder.resolve(FIXTURE), fixture.replace(text, replacement));
  }
}
