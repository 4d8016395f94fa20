package dev.comity.cli;

import static dev.comity.cli.DemoNode.COHERENCE;
import static dev.comity.cli.DemoNode.FLOOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.Refusal;
import dev.comity.governance.RefusalCode;
import dev.comity.governance.refusal.RefusalBody;
import dev.comity.governance.refusal.SignedRefusal;
import dev.comity.governance.state.State;
import dev.comity.node.KeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity submit} keeps refusals, and {@code comity refusal verify} tells what they are. */
@ExtendWith(DemoNode.Given.class)
class RefusalVerifyTest {
  private final DemoNode node;
  @TempDir private Path folder;

  RefusalVerifyTest(DemoNode node) {
    this.node = node;
  }

  private Path signParty(String name, String log) throws Exception {
    Path key = folder.resolve(name + ".jwk");
    Path body = folder.resolve(name + ".yaml");
    Path statement = folder.resolve(name + ".cose");
    Files.writeString(body, "name: {en: \"" + name + "\", zh: \"甲\"}\nkind: person\n");
    assertThat(Cli.comity("keygen", "-o", key).exitCode()).isZero();
    assertThat(
            Cli.comity("sign", "party", body, "--key", key, "--log", log, "-o", statement)
                .exitCode())
        .isZero();
    return statement;
  }

  /** Submits what is meant for another log. */
  private Path refused() throws Exception {
    Path statement = signParty("stranger", "elsewhere.example/floor");
    Cli.Ran ran = Cli.comity("submit", statement, "--to", node.address(FLOOR));
    Path refusal = folder.resolve("stranger.cose.refusal");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .contains("refused (400): Rejected: wrong-log")
        .contains(refusal.toString());
    assertThat(refusal).exists();
    return refusal;
  }

  private SigningKey operator() throws Exception {
    return KeyFile.read(node.directory(FLOOR).resolve("keys/operator.jwk"));
  }

  private Path operatorKey() throws Exception {
    return Files.writeString(
        folder.resolve("operator.jwk"), operator().publicKey().toJwk().compact());
  }

  /** What a dishonest operator might sign. */
  private Path refusal(Path statement, RefusalCode code) throws Exception {
    State state = node.community(FLOOR).state();
    RefusalBody body =
        new RefusalBody(
            state.origin(),
            SignedStatement.decode(Bytes.of(Files.readAllBytes(statement))).id(),
            state.size(),
            state.now().orElseThrow(),
            new Refusal(code, "charter §roles.member, entry 2", "no"));
    return Files.write(
        folder.resolve(statement.getFileName() + ".refusal"),
        SignedRefusal.sign(operator(), body).encode().toArray());
  }

  @Test
  void refusalOfARunningNode_isRightfulByItsLog() throws Exception {
    Path refusal = refused();

    for (Object log : new Object[] {node.address(FLOOR), node.directory(FLOOR)}) {
      Cli.Ran ran = Cli.comity("refusal", "verify", refusal, "--log", log);
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.out())
          .containsPattern("refused for +wrong-log\n +the statement is meant for another log\n")
          .contains("it is rightful: at that state the rules refuse the statement, with wrong-log");
    }
  }

  @Test
  void refusal_withTheOperatorsKeyOnly_isSigned() throws Exception {
    Path refusal = refused();

    Cli.Ran signed = Cli.comity("refusal", "verify", refusal, "--operator-key", operatorKey());
    Cli.Ran chinese =
        Cli.comity("refusal", "verify", refusal, "--operator-key", operatorKey(), "--lang", "zh");
    Cli.Ran unsigned = Cli.comity("refusal", "verify", refusal);
    Cli.Ran other =
        Cli.comity(
            "refusal", "verify", refusal, "--operator-key", node.publicKey(folder, COHERENCE));

    assertThat(signed.exitCode()).as(signed.err()).isZero();
    assertThat(signed.out()).contains("the operator signed this refusal").contains("NOT CHECKED");
    assertThat(chinese.out()).contains("该声明是为另一日志所作");
    assertThat(unsigned.exitCode()).isEqualTo(1);
    assertThat(unsigned.err()).contains("no signature was checked");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("not verified: refusal: is issued by");
  }

  @Test
  void refusalOfWhatTheRulesAdmit_isWrongful() throws Exception {
    Path refusal = refusal(signParty("fine", "demo.comity.local/floor"), RefusalCode.ROLE_MISSING);

    Cli.Ran ran =
        Cli.comity("refusal", "verify", refusal, "--log", node.directory(FLOOR), "--json");
    Json.Obj json = (Json.Obj) JsonParser.parse(ran.out());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("the refusal is wrongful: the rules admit the statement");
    assertThat(json.fields())
        .containsEntry("verdict", Json.of("wrongful"))
        .containsEntry("code", Json.of("role-missing"))
        .doesNotContainKey("reducer");
    assertThat(Cli.at(Cli.at(json, "meaning"), "zh")).isEqualTo(Json.of("章程未授予签发者相应的角色"));
  }

  @Test
  void refusalForAnotherReason_isNotRightful() throws Exception {
    Path refusal =
        refusal(signParty("astray", "elsewhere.example/floor"), RefusalCode.ROLE_MISSING);

    Cli.Ran ran = Cli.comity("refusal", "verify", refusal, "--log", node.directory(FLOOR));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("FOR ANOTHER REASON: wrong-log");
  }

  @Test
  void refusalOfAnotherStatementOrOfNone_saysWhatIsMissing() throws Exception {
    Path refusal = refused();
    Path other = signParty("other", "demo.comity.local/floor");
    Path alone = Files.copy(refusal, folder.resolve("alone"));

    Cli.Ran mistaken = Cli.comity("refusal", "verify", refusal, "--statement", other);
    Cli.Ran without = Cli.comity("refusal", "verify", alone, "--log", node.directory(FLOOR));
    Cli.Ran elsewhere =
        Cli.comity("refusal", "verify", refusal, "--log", node.directory(COHERENCE));
    Cli.Ran nonsense = Cli.comity("refusal", "verify", other);

    assertThat(mistaken.exitCode()).isEqualTo(1);
    assertThat(mistaken.err()).contains("is about statement");
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err()).contains("name the refused statement with --statement");
    assertThat(elsewhere.exitCode()).isEqualTo(1);
    assertThat(elsewhere.err()).contains("not verified: the refusal is of log");
    assertThat(nonsense.exitCode()).isEqualTo(2);
    assertThat(nonsense.err())
        .contains("expected content type application/vnd.comity.refusal+json");
  }
}
