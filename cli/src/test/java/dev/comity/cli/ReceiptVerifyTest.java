package dev.comity.cli;

import static dev.comity.cli.DemoNode.COHERENCE;
import static dev.comity.cli.DemoNode.FLOOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cose.CoseSign1;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity submit} and {@code comity receipt verify} with a node. */
@ExtendWith(DemoNode.Given.class)
class ReceiptVerifyTest {
  private final DemoNode node;
  @TempDir private Path folder;

  ReceiptVerifyTest(DemoNode node) {
    this.node = node;
  }

  @Test
  void signedStatement_isLoggedAndItsReceiptVerifies() throws Exception {
    Path statement = signParty("newcomer", "demo.comity.local/floor");
    Path logKey = node.publicKey(folder, FLOOR);

    Cli.Ran submitted = Cli.comity("submit", statement, "--to", node.address(FLOOR));
    Path receipt = ReceiptFiles.receiptOf(statement);
    long index = node.community(FLOOR).checkpoint().checkpoint().size() - 1;

    assertThat(submitted.exitCode()).as(submitted.err()).isZero();
    assertThat(submitted.out())
        .containsPattern("index +" + index + "\n")
        .contains("/c/floor/entries/", receipt.toString());
    assertVerified(Cli.comity("receipt", "verify", receipt, "--log-key", logKey));
    assertVerified(Cli.comity("receipt", "verify", receipt, "--url", node.address(FLOOR)));
    assertVerified(
        Cli.comity("receipt", "verify", receipt, "--statement", statement, "--key", logKey));
    assertVerified(
        Cli.comity("receipt", "verify", transparent(statement, receipt), "--key", logKey));
  }

  private static void assertVerified(Cli.Ran ran) {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("demo.comity.local/floor")
        .contains("Verified: the log signed a root that this statement is under.");
  }

  private Path transparent(Path statement, Path receipt) throws Exception {
    CoseSign1 message = CoseSign1.decode(Bytes.of(Files.readAllBytes(statement)));
    Cbor receipts = Cbor.array(Cbor.of(Bytes.of(Files.readAllBytes(receipt))));
    CoseSign1 carrying =
        CoseSign1.of(
            message.protectedHeader(),
            Cbor.Map.EMPTY.with(394, receipts),
            message.payload(),
            message.signature());
    return Files.write(folder.resolve("transparent.cose"), carrying.encode().toArray());
  }

  @Test
  void sameStatementAgain_getsTheSameIndex() throws Exception {
    Path statement = signParty("again", "demo.comity.local/floor");

    Cli.Ran first = Cli.comity("submit", statement, "--to", node.address(FLOOR));
    Cli.Ran second =
        Cli.comity(
            "submit", statement, "--to", node.address(FLOOR), "-o", folder.resolve("r.cbor"));

    assertThat(second.exitCode()).isZero();
    assertThat(second.outLines().get(0)).isEqualTo(first.outLines().get(0));
  }

  @Test
  void statementForAnotherLog_isRefusedInOneLine() throws Exception {
    Path statement = signParty("stranger", "elsewhere.example/floor");

    Cli.Ran ran = Cli.comity("submit", statement, "--to", node.address(FLOOR));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err()).contains("refused (400): Rejected: wrong-log");
    assertThat(ReceiptFiles.receiptOf(statement)).doesNotExist();
  }

  @Test
  void receipt_withoutKeyOrWithAnother_isNotVerified() throws Exception {
    Path statement = signParty("careful", "demo.comity.local/floor");
    assertThat(Cli.comity("submit", statement, "--to", node.address(FLOOR)).exitCode()).isZero();
    Path receipt = ReceiptFiles.receiptOf(statement);

    Cli.Ran unsigned = Cli.comity("receipt", "verify", receipt);
    Cli.Ran other =
        Cli.comity("receipt", "verify", receipt, "--log-key", node.publicKey(folder, COHERENCE));

    assertThat(unsigned.exitCode()).isEqualTo(1);
    assertThat(unsigned.out()).contains("NOT CHECKED").contains(node.keyId(FLOOR));
    assertThat(unsigned.err()).contains("no signature was checked");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.out()).doesNotContain("Verified");
    assertThat(other.err()).contains("not verified: the log's key is not " + node.keyId(COHERENCE));
  }

  @Test
  void receipt_ofAnotherStatement_isNotVerified() throws Exception {
    Path one = signParty("one", "demo.comity.local/floor");
    Path two = signParty("two", "demo.comity.local/floor");
    assertThat(Cli.comity("submit", one, "--to", node.address(FLOOR)).exitCode()).isZero();

    Cli.Ran ran =
        Cli.comity(
            "receipt",
            "verify",
            ReceiptFiles.receiptOf(one),
            "--statement",
            two,
            "--log-key",
            node.publicKey(folder, FLOOR));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("did not sign the root this entry leads to");
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
}
