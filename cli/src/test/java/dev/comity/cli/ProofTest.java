package dev.comity.cli;

import static dev.comity.cli.DemoNode.FLOOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.proof.NoteKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity proof make} and {@code verify}. */
@ExtendWith(DemoNode.Given.class)
class ProofTest {
  private final DemoNode node;
  @TempDir private Path folder;

  ProofTest(DemoNode node) {
    this.node = node;
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private String vkey() {
    String origin = node.community(FLOOR).checkpoint().checkpoint().origin();
    return new NoteKey(origin, node.community(FLOOR).logKey()).encode();
  }

  private void make(Object place, String name) {
    Cli.Ran ran =
        Cli.comity(
            "proof",
            "make",
            place,
            "--index",
            3,
            "-o",
            file(name + ".tlog-proof"),
            "--entry",
            file(name + ".cose"));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("entry 3");
  }

  private Cli.Ran verify(String proof, String entry, Object... more) {
    return Cli.comity(
        Cli.with(new Object[] {"proof", "verify", file(proof), "--entry", file(entry)}, more));
  }

  @Test
  void make_fromFolderAndAddress_verifiesOffline() throws Exception {
    make(node.directory(FLOOR), "a");
    make(node.address(FLOOR), "b");
    assertThat(file("a.tlog-proof")).hasSameBinaryContentAs(file("b.tlog-proof"));
    assertThat(file("a.cose")).hasSameBinaryContentAs(file("b.cose"));
    Cli.Ran ran = verify("a.tlog-proof", "a.cose", "--log-key", vkey());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("3 in a log of").contains("NOT CHECKED");
    Path jwk = node.publicKey(folder, FLOOR);
    assertThat(verify("a.tlog-proof", "a.cose", "--log-key", jwk).exitCode()).isZero();
  }

  @Test
  void verify_byAPolicy_listsTheLogAndWantsCosignatures() throws Exception {
    make(node.directory(FLOOR), "a");
    Files.writeString(file("none"), "log " + vkey() + "\nquorum none\n");
    Cli.Ran listed = verify("a.tlog-proof", "a.cose", "--policy", file("none"), "--lang", "zh");
    assertThat(listed.exitCode()).as(listed.err()).isZero();
    assertThat(listed.out()).contains("满足见证策略");
    SigningKey key = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
    String witness = NoteKey.ofWitness("w", key.publicKey()).encode();
    Files.writeString(file("one"), "witness w " + witness + "\nquorum w\n");
    Cli.Ran unseen = verify("a.tlog-proof", "a.cose", "--policy", file("one"), "--log-key", vkey());
    assertThat(unseen.exitCode()).isEqualTo(1);
    assertThat(unseen.errLines()).hasSize(1);
    assertThat(unseen.err()).contains("not enough cosignatures for w; found none");
  }

  @Test
  void verify_ofAnotherEntryOrKey_fails() throws Exception {
    make(node.directory(FLOOR), "a");
    Files.writeString(file("other"), "another entry");
    Cli.Ran other = verify("a.tlog-proof", "other", "--log-key", vkey());
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("not verified: inclusion of leaf 3");
    String stranger =
        new NoteKey("x", SigningKey.generate(Algorithm.EDDSA, new SecureRandom()).publicKey())
            .encode();
    assertThat(verify("a.tlog-proof", "a.cose", "--log-key", stranger).exitCode()).isEqualTo(1);
  }

  @Test
  void badInput_isOneLine() throws Exception {
    make(node.directory(FLOOR), "a");
    Files.writeString(file("bad"), "frob\n");
    assertBad(verify("a.tlog-proof", "a.cose"), "give the log's key");
    assertBad(verify("bad", "a.cose", "--log-key", vkey()), "blank line");
    assertBad(verify("a.tlog-proof", "a.cose", "--policy", file("bad")), "line 1");
    assertBad(verify("a.tlog-proof", "a.cose", "--log-key", "a+b"), "--log-key: verifier key");
    assertBad(Cli.comity("proof", "make", node.data(), "--index", 0, "-o", file("x")), "one log");
    assertBad(
        Cli.comity("proof", "make", node.directory(FLOOR), "--index", 99_999, "-o", file("x")),
        "--index: expected 0 to");
  }

  private static void assertBad(Cli.Ran ran, String why) {
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err()).contains(why);
  }

  @Test
  void witness_isMadeOnceAndKeepsItsName() throws Exception {
    Path data = file("witness");
    assertBad(Cli.comity("witness", "--data", data, "--port", 0), "give it a name with --name");
    Cli.Ran made =
        Cli.comity(
            "witness",
            "--data",
            data,
            "--name",
            "w.example/w1",
            "--port",
            0,
            "--log",
            vkey(),
            "--stop-when-ready");
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out())
        .contains("/witness")
        .contains("w.example/w1+")
        .contains("demo.comity.local/floor: cosigned up to size 0");
    Cli.Ran again =
        Cli.comity("witness", "--data", data, "--port", 0, "--stop-when-ready", "--lang", "zh");
    assertThat(again.out()).contains("尚无任何日志").contains("w.example/w1+");
    assertBad(
        Cli.comity("witness", "--data", data, "--name", "other", "--port", 0),
        "is w.example/w1, not other");
    assertBad(
        Cli.comity("witness", "--data", data, "--port", 0, "--log", "nonsense"),
        "--log: verifier key");
  }
}
