package dev.comity.cli;

import static dev.comity.cli.DemoNode.COHERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity whatif} and {@code comity explain} on the demonstration. */
@ExtendWith(DemoNode.Given.class)
class WhatIfCommandTest {
  private final DemoNode node;
  @TempDir private Path folder;

  WhatIfCommandTest(DemoNode node) {
    this.node = node;
  }

  private Cli.Ran whatIf(String proposal, Object... more) throws Exception {
    Path file = Files.writeString(folder.resolve("proposal.yaml"), proposal);
    return Cli.comity(
        Cli.with(
            new Object[] {"whatif", "--log", node.directory(COHERENCE), "--proposal", file}, more));
  }

  @Test
  void shorterTerm_movesWhatWasIssued() throws Exception {
    String proposal =
        """
        actions:
          - amend-charter: {certificateTerm: P1M}
        """;
    Cli.Ran english = whatIf(proposal);
    Cli.Ran chinese = whatIf(proposal, "--lang", "zh");
    Cli.Ran json = whatIf(proposal, "--json");

    assertThat(english.exitCode()).as(english.err()).isZero();
    assertThat(english.out())
        .contains("as if the change had been in force since entry 2")
        .containsPattern("Deadlines that would differ: [1-9]")
        .contains("expiry");
    assertThat(chinese.out()).containsPattern("会有差别的期限：[1-9]");
    Json difference = JsonParser.parse(json.out());
    assertThat(((Json.Arr) Cli.at(difference, "deadlines")).items()).isNotEmpty();
    assertThat(((Json.Arr) Cli.at(difference, "caught")).items()).isEmpty();
  }

  @Test
  void sameCharter_makesNoDifference() throws Exception {
    Cli.Ran ran = whatIf("- amend-charter: {title: {en: \"Same\", zh: \"Same\"}}\n");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("Nothing would differ.");
  }

  /** The same rulebook under a higher version, from a folder and from beside the proposal. */
  @Test
  void rulebookFolder_isSupposed() throws Exception {
    Path newer = folder.resolve("newer");
    copy(Cli.rulebook("frontier-coherence"), newer);
    Path text = newer.resolve("rulebook.yaml");
    Files.writeString(text, Files.readString(text).replace("version: 1.0.0", "version: 9.0.0"));

    Cli.Ran direct =
        Cli.comity("whatif", "--log", node.directory(COHERENCE), "--proposal", newer, "--json");
    Cli.Ran named = whatIf("- adopt-rulebook: {folder: newer}\n", "--json");

    assertThat(direct.exitCode()).as(direct.err()).isZero();
    assertThat(direct.out()).contains("rulebook-not-newer").isEqualTo(named.out());
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void badProposals_areOneLine() throws Exception {
    for (String proposal :
        new String[] {
          "- expel: {party: x}\n",
          "- adopt-rulebook: {rulebook: nowhere, version: 1.0.0, standing: in-force}\n",
          "actions: 7\n",
          "- amend-charter: {community: other}\n",
          "- amend-charter: {certificateTerm: soon}\n"
        }) {
      Cli.Ran ran = whatIf(proposal);

      assertThat(ran.exitCode()).as(proposal + ran.err()).isEqualTo(2);
      assertThat(ran.errLines()).hasSize(1);
      assertThat(ran.out()).isEmpty();
    }
    Cli.Ran beyond = whatIf("- amend-charter: {certificateTerm: P1M}\n", "--from", 99_999);
    assertThat(beyond.exitCode()).isEqualTo(2);
    assertThat(beyond.err()).contains("99999");
  }

  @Test
  void certificate_isExplained() {
    String certificate =
        node.community(COHERENCE).state().certificates().keySet().iterator().next();
    Cli.Ran english = explain(certificate);
    Cli.Ran chinese = explain(certificate, "--lang", "zh");
    Cli.Ran json = explain(certificate.substring(0, 12), "--json");

    assertThat(english.exitCode()).as(english.err()).isZero();
    assertThat(english.out())
        .contains("certificate " + certificate)
        .contains("What happened:", "What that rests on:", "· decision ·")
        .containsPattern("Certificate cert-[0-9a-f]+: ");
    assertThat(chinese.out()).contains("依据：");
    assertThat(json.exitCode()).as(json.err()).isZero();
    assertThat(json.out()).contains("\"kind\":\"certificate\"", "\"restsOn\":[");
  }

  private Cli.Ran explain(String id, Object... more) {
    return Cli.comity(
        Cli.with(new Object[] {"explain", id, "--log", node.directory(COHERENCE)}, more));
  }

  @Test
  void unknownId_isOneHelpfulLine() {
    Cli.Ran ran = explain("no-such-thing");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err()).contains("nothing in", "in full");
  }

  @Test
  void beginningOfMany_namesThem() {
    String party = node.community(COHERENCE).state().parties().keySet().iterator().next();
    Cli.Ran ran = explain(party.substring(0, party.lastIndexOf(':') + 1));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("things begin so: party ");
  }
}
