package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.cose.SignedStatement;
import dev.comity.governance.statement.Between;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import dev.comity.log.proof.Receipt;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What another community decided or published is fetched with its proof. */
@ExtendWith(DemoNode.Given.class)
class ForeignProofTest {
  private final DemoNode demo;
  @TempDir private Path folder;

  ForeignProofTest(DemoNode demo) {
    this.demo = demo;
  }

  @BeforeEach
  void makeKey() {
    Cli.comity("keygen", "-o", folder.resolve("me.jwk"));
  }

  private Cli.Ran offline(Object... command) {
    return Cli.comity(
        Cli.with(
            command,
            "--key",
            folder.resolve("me.jwk"),
            "--log",
            "ours.example/log",
            "-o",
            folder.resolve("act.cose")));
  }

  private Body body() throws Exception {
    byte[] octets = Files.readAllBytes(folder.resolve("act.cose"));
    return Statement.parse(SignedStatement.decode(Bytes.of(octets))).body();
  }

  @Test
  void latestDecisionAboutASystem_isProven() throws Exception {
    String from = demo.address(DemoNode.COHERENCE);

    Cli.Ran ran = offline("import", from, "--system", "deepseek-v3-public-answers");

    assertThat(ran.err()).isEmpty();
    Between.Import imported = (Between.Import) body();
    SignedStatement decision = SignedStatement.decode(imported.entry());
    decision.verify(imported.issuerKey());
    assertThat(Statement.parse(decision).body()).isInstanceOf(Body.Decision.class);
    Receipt.decode(imported.receipt())
        .verify(decision.entry(), demo.community(DemoNode.COHERENCE).logKey());
    assertThat(imported.log()).isEqualTo(demo.community(DemoNode.COHERENCE).state().origin());
  }

  @Test
  void entryByItsNumber_isProven() throws Exception {
    assertThat(offline("import", demo.address(DemoNode.FLOOR), "2").exitCode()).isZero();

    Between.Import imported = (Between.Import) body();
    SignedStatement charter = SignedStatement.decode(imported.entry());
    charter.verify(imported.issuerKey());
    assertThat(Statement.parse(charter).body()).isInstanceOf(Body.Charter.class);
  }

  @Test
  void parentsRulebook_isProven() throws Exception {
    String rulebook = "eu-ai-act-red-lines-transparency";

    Cli.Ran ran = offline("baseline", demo.address(DemoNode.FLOOR), rulebook);

    assertThat(ran.err()).isEmpty();
    Body.Baseline baseline = (Body.Baseline) body();
    SignedStatement published = SignedStatement.decode(baseline.entry());
    published.verify(baseline.issuerKey());
    Receipt.decode(baseline.receipt())
        .verify(published.entry(), demo.community(DemoNode.FLOOR).logKey());
  }

  @Test
  void whatIsNotThere_isOneLine() {
    String from = demo.address(DemoNode.FLOOR);

    assertThat(offline("baseline", from, "no-such-rulebook").err()).contains("no rulebook");
    assertThat(offline("import", from, "--system", "nobody").err()).contains("not there (404)");
    assertThat(offline("import", from, "latest").err()).contains("ENTRY: expected");
    assertThat(folder.resolve("act.cose")).doesNotExist();
  }

  @Test
  void recognitionByAddress_takesThePublishedKeyAndSaysSo() throws Exception {
    String from = demo.address(DemoNode.FLOOR);

    Cli.Ran ran = offline("recognise", from, "--scope", "*", "--until", "P1Y");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err())
        .contains("compare it over another channel")
        .contains(demo.keyId(DemoNode.FLOOR));
    assertThat(((Between.Recognise) body()).logKey())
        .isEqualTo(demo.community(DemoNode.FLOOR).logKey());
  }
}
