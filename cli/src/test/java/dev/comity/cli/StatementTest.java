package dev.comity.cli;

import static dev.comity.cli.DemoNode.COHERENCE;
import static dev.comity.cli.DemoNode.FLOOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.TransparentStatement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity statement attach|verify}, and receipts of consistency. */
@ExtendWith(DemoNode.Given.class)
class StatementTest {
  private final DemoNode node;
  @TempDir private Path folder;

  StatementTest(DemoNode node) {
    this.node = node;
  }

  private Path write(String name, Bytes content) throws Exception {
    return Files.write(folder.resolve(name), content.toArray());
  }

  /** Entry {@code index} of a community and its receipt, as files. */
  private List<Path> entry(String slug, long index) throws Exception {
    var community = node.community(slug);
    return List.of(
        write(slug + index + ".cose", community.log().entry(index)),
        write(slug + index + ".receipt", community.receipt(index).encode()));
  }

  private Path attached(String slug, long index) throws Exception {
    Path output = folder.resolve(slug + index + ".transparent");
    List<Object> arguments = new ArrayList<>(List.of("statement", "attach"));
    arguments.addAll(entry(slug, index));
    arguments.addAll(List.of("-o", output));
    Cli.Ran ran = Cli.comity(arguments.toArray());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return output;
  }

  @Test
  void attach_thenVerify_saysWhichReceiptsVerify() throws Exception {
    Path transparent = attached(FLOOR, 2);
    Path key = node.publicKey(folder, FLOOR);
    Cli.Ran ran = Cli.comity("statement", "verify", transparent, "--log-key", key);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("receipt 1: Verified: log demo.comity.local/floor signed a root")
        .contains("NOT CHECKED: the issuer's own signature")
        .contains("Entry 2 in a log of");
    Cli.Ran online = Cli.comity("statement", "verify", transparent, "--keys", node.address(FLOOR));
    assertThat(online.exitCode()).as(online.err()).isZero();
    Cli.Ran chinese =
        Cli.comity("statement", "verify", transparent, "--log-key", key, "--lang", "zh");
    assertThat(chinese.out()).contains("回执 1：已核验");
  }

  @Test
  void verify_withTheCheckpoint_confirmsTheIndex() throws Exception {
    Path transparent = attached(FLOOR, 2);
    Path key = node.publicKey(folder, FLOOR);
    Path now = write("now.txt", node.community(FLOOR).checkpoint().encode());
    Cli.Ran ran =
        Cli.comity("statement", "verify", transparent, "--log-key", key, "--checkpoint", now);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("Verified: entry 2 in log demo.comity.local/floor of size");
    Path other = write("other.txt", node.community(COHERENCE).checkpoint().encode());
    Cli.Ran wrong =
        Cli.comity("statement", "verify", transparent, "--log-key", key, "--checkpoint", other);
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("none of the keys given signed this checkpoint");
  }

  @Test
  void verify_withoutAKeyOrWithAnother_isNotVerified() throws Exception {
    Path transparent = attached(FLOOR, 2);
    Cli.Ran keyless = Cli.comity("statement", "verify", transparent);
    assertThat(keyless.exitCode()).isEqualTo(1);
    assertThat(keyless.out()).contains("receipt 1: NOT CHECKED: no key");
    assertThat(keyless.err()).contains("no signature was checked");
    Cli.Ran other =
        Cli.comity(
            "statement", "verify", transparent, "--log-key", node.publicKey(folder, COHERENCE));
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("no receipt is by a key that was given");
  }

  @Test
  void verify_ofAReceiptForAnotherStatement_fails() throws Exception {
    Bytes right = node.community(FLOOR).receipt(2).encode();
    Bytes wrong = node.community(FLOOR).receipt(1).encode();
    SignedStatement statement = SignedStatement.decode(node.community(FLOOR).log().entry(2));
    Path mixed =
        write("mixed", new TransparentStatement(statement, List.of(right, wrong)).encode());
    Cli.Ran ran =
        Cli.comity("statement", "verify", mixed, "--log-key", node.publicKey(folder, FLOOR));
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("receipt 1: Verified").contains("receipt 2: NOT VERIFIED");
    assertThat(ran.err()).contains("a receipt fails");
  }

  @Test
  void attach_toATransparentStatement_keepsItsReceipts() throws Exception {
    Path transparent = attached(FLOOR, 2);
    Path receipt = entry(FLOOR, 2).get(1);
    Path again = folder.resolve("again");
    Cli.Ran ran = Cli.comity("statement", "attach", transparent, receipt, "-o", again);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(transparent));
  }

  @Test
  void attach_ofWhatIsNoReceiptOrOverAnInput_isOneLine() throws Exception {
    List<Path> files = entry(FLOOR, 2);
    Cli.Ran noReceipt =
        Cli.comity("statement", "attach", files.get(0), files.get(0), "-o", folder.resolve("out"));
    assertThat(noReceipt.exitCode()).isEqualTo(2);
    assertThat(noReceipt.errLines()).hasSize(1);
    assertThat(noReceipt.err()).contains("expected a receipt for this statement");
    Cli.Ran over =
        Cli.comity("statement", "attach", files.get(0), files.get(1), "-o", files.get(0));
    assertThat(over.exitCode()).isEqualTo(2);
    assertThat(over.err()).contains("is also read");
  }

  @Test
  void consistencyReceipt_betweenTwoCheckpoints_verifies() throws Exception {
    var community = node.community(FLOOR);
    Path older = write("older.txt", community.checkpoint().encode());
    long from = community.checkpoint().checkpoint().size();
    Path statement = party();
    assertThat(Cli.comity("submit", statement, "--to", node.address(FLOOR)).exitCode()).isZero();
    Path newer = write("newer.txt", community.checkpoint().encode());
    long to = community.checkpoint().checkpoint().size();
    Path receipt = write("grown.cbor", community.consistency(from, to).encode());
    Path key = node.publicKey(folder, FLOOR);

    Cli.Ran ran =
        Cli.comity("receipt", "verify", receipt, "--from", older, "--to", newer, "--log-key", key);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains(from + " to " + to)
        .contains("the log of the older checkpoint is its beginning");

    Cli.Ran swapped =
        Cli.comity("receipt", "verify", receipt, "--from", newer, "--to", older, "--log-key", key);
    assertThat(swapped.exitCode()).isEqualTo(1);
    Cli.Ran bare = Cli.comity("receipt", "verify", receipt, "--log-key", key);
    assertThat(bare.exitCode()).isEqualTo(2);
    assertThat(bare.err()).contains("--from CHECKPOINT --to CHECKPOINT");
  }

  private Path party() throws Exception {
    Path key = folder.resolve("grower.jwk");
    Path body = folder.resolve("grower.yaml");
    Path statement = folder.resolve("grower.cose");
    Files.writeString(body, "name: {en: \"Grower\", zh: \"甲\"}\nkind: person\n");
    assertThat(Cli.comity("keygen", "-o", key).exitCode()).isZero();
    Cli.Ran signed =
        Cli.comity(
            "sign",
            "party",
            body,
            "--key",
            key,
            "--log",
            "demo.comity.local/floor",
            "-o",
            statement);
    assertThat(signed.exitCode()).as(signed.err()).isZero();
    return statement;
  }

  @Test
  void up_withARootThatIsNotThere_isOneLine() {
    Cli.Ran ran =
        Cli.comity(
            "up", "--data", folder.resolve("none"), "--empty", "--port", "0", "--root", "nowhere");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--root: there is no community \"nowhere\"");
  }
}
