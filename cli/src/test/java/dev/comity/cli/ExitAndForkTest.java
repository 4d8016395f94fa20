package dev.comity.cli;

import static dev.comity.cli.DemoNode.COHERENCE;
import static dev.comity.cli.DemoNode.FLOOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.governance.Reducer;
import dev.comity.governance.RefusalCode;
import dev.comity.governance.Replay;
import dev.comity.governance.Result;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import dev.comity.governance.statement.Statement;
import dev.comity.governance.statement.Terms;
import dev.comity.log.LogReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Leaving with one's records, and going on elsewhere. */
@ExtendWith(DemoNode.Given.class)
class ExitAndForkTest {
  private final DemoNode node;
  @TempDir private Path folder;

  ExitAndForkTest(DemoNode node) {
    this.node = node;
  }

  private String provider() {
    return node.community(COHERENCE).state().systems().values().iterator().next().provider();
  }

  private Cli.Ran bundle(String party, Path output) {
    return Cli.comity(
        "exit-bundle", "--log", node.directory(COHERENCE), "--party", party, "-o", output);
  }

  @Test
  void everyStatementOfABundle_verifiesOffline() throws Exception {
    Path out = folder.resolve("bundle");
    Cli.Ran ran = bundle(provider(), out);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    List<Path> entries;
    try (Stream<Path> files = Files.list(out.resolve("entries"))) {
      entries = files.filter(file -> file.toString().endsWith(".cose")).toList();
    }
    assertThat(entries).hasSizeGreaterThan(5);
    for (Path entry : entries) {
      Path proof = Path.of(entry.toString().replace(".cose", ".tlog-proof"));
      Cli.Ran verified =
          Cli.comity(
              "proof", "verify", proof, "--entry", entry, "--log-key", out.resolve("log-key.jwk"));
      assertThat(verified.exitCode()).as(verified.err()).isZero();
    }
    assertThat(Files.readString(out.resolve("index.en.txt")))
        .contains("comity proof verify", "entry 0 ·");
    assertThat(Files.readString(out.resolve("index.zh.txt"))).contains("离线核验");
    assertThat(bundle(provider(), out).err()).contains("exists already");
  }

  @Test
  void zip_isTheSameEachTime() throws Exception {
    Path one = folder.resolve("one.zip");
    Path two = folder.resolve("two.zip");
    bundle(provider(), one);
    bundle(provider(), two);

    assertThat(one).hasSameBinaryContentAs(two);
    try (ZipFile zip = new ZipFile(one.toFile())) {
      assertThat(zip.getEntry("checkpoint")).isNotNull();
      assertThat(zip.getEntry("index.json")).isNotNull();
    }
  }

  @Test
  void unknownParty_isOneLine() {
    Cli.Ran ran = bundle("nobody-at-all", folder.resolve("x.zip"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.errLines()).hasSize(1);
    assertThat(folder.resolve("x.zip")).doesNotExist();
  }

  private Cli.Ran fork(Object... more) {
    return Cli.comity(
        Cli.with(
            new Object[] {
              "fork",
              "--log",
              node.directory(FLOOR),
              "--data",
              folder.resolve("new"),
              "--name",
              "floor-two"
            },
            more));
  }

  private State forked() throws Exception {
    Path log = folder.resolve("new/communities/floor-two/log");
    Replay replay = new Replay();
    LogReader.open(log)
        .forEach(
            0,
            (LogReader.EntryVisitor<VerificationException>) (index, entry) -> replay.next(entry));
    return replay.state();
  }

  @Test
  void fork_namesItsParentAndKeepsTheRoles() throws Exception {
    State parent = node.community(FLOOR).state();
    Cli.Ran ran = fork();

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    State fork = forked();
    Terms.Fork names = fork.chartered().charter().fork().orElseThrow();
    assertThat(names.log()).isEqualTo(parent.origin());
    assertThat(names.logKey()).isEqualTo(node.community(FLOOR).logKey());
    assertThat(names.index()).isEqualTo(parent.size() - 1);
    assertThat(names.root()).isEqualTo(node.community(FLOOR).checkpoint().checkpoint().root());
    assertThat(fork.size()).isEqualTo(3);
    assertThat(fork.origin()).isEqualTo("comity.local/floor-two");
    assertThat(fork.operator()).isNotEqualTo(parent.operator());
    for (String role : Terms.ROLES) {
      assertThat(fork.chartered().charter().founders(role)).isEqualTo(parent.holders(role));
    }
    Path log = folder.resolve("new/communities/floor-two");
    assertThat(Cli.comity("log", "verify", log).exitCode()).isZero();
  }

  @Test
  void ballotForTheParent_isRefusedInTheFork() throws Exception {
    fork();
    State fork = forked();
    SigningKey member = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
    Json.Obj ballot =
        Json.object()
            .put("proposal", "0".repeat(64))
            .put("content", "0".repeat(64))
            .put("choice", "yes")
            .build();
    Bytes signed =
        new Draft(BodyType.BALLOT, "proposal", ballot)
            .sign(member, node.community(FLOOR).state().origin(), 1, Cli.NOW)
            .entry();
    Statement statement = Statement.parse(dev.comity.core.cose.SignedStatement.decode(signed));

    Result result = Reducer.reduce(fork, Reducer.next(fork, statement));

    assertThat(result).isInstanceOf(Result.Rejected.class);
    assertThat(((Result.Rejected) result).refusal().code()).isEqualTo(RefusalCode.WRONG_LOG);
  }

  @Test
  void earlierEntry_hasItsOwnRoot_andAnotherRootIsRefused() throws Exception {
    String root = LogReader.open(node.directory(FLOOR).resolve("log")).rootAt(4).hex();
    Cli.Ran wrong = fork("--root", root);
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.errLines()).hasSize(1);
    assertThat(wrong.err()).contains("another history");
    assertThat(folder.resolve("new")).doesNotExist();

    Cli.Ran right = fork("--at", 3, "--root", root);
    assertThat(right.exitCode()).as(right.err()).isZero();
    assertThat(forked().chartered().charter().fork().orElseThrow().index()).isEqualTo(3);
  }

  @Test
  void badForks_areOneLine() {
    String origin = node.community(FLOOR).state().origin();
    for (Cli.Ran ran : List.of(fork("--at", 1), fork("--at", 99_999), fork("--origin", origin))) {
      assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
      assertThat(ran.errLines()).hasSize(1);
    }
    assertThat(folder.resolve("new")).doesNotExist();
  }
}
