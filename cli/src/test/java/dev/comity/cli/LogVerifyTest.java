package dev.comity.cli;

import static dev.comity.cli.DemoNode.COHERENCE;
import static dev.comity.cli.DemoNode.FLOOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.node.Community;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity log verify} on what a node wrote and serves. */
@ExtendWith(DemoNode.Given.class)
class LogVerifyTest {
  private final DemoNode node;
  @TempDir private Path folder;

  LogVerifyTest(DemoNode node) {
    this.node = node;
  }

  @Test
  void soundLogs_areVerifiedFromFoldersAndAddress() throws Exception {
    Cli.Ran everything = Cli.comity("log", "verify", node.data());
    Cli.Ran byFolder =
        Cli.comity(
            "log",
            "verify",
            node.directory(COHERENCE),
            "--log-key",
            node.publicKey(folder, COHERENCE));
    Cli.Ran byLog = Cli.comity("log", "verify", node.directory(COHERENCE).resolve("log"));
    Cli.Ran byAddress = Cli.comity("log", "verify", node.address(COHERENCE));
    Community community = node.community(COHERENCE);

    assertThat(everything.exitCode()).as(everything.err()).isZero();
    assertThat(everything.out())
        .contains("demo.comity.local/floor", "demo.comity.local/cn-genai-tests");
    for (Cli.Ran ran : List.of(byFolder, byLog, byAddress)) {
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.out())
          .containsPattern("size +" + community.state().size() + "\n")
          .contains(community.checkpoint().checkpoint().root().hex())
          .contains(community.state().digest().hex())
          .contains("verified: every hash, every signature, and the whole state by replay");
    }
    assertThat(byFolder.out()).contains("the key you gave");
    assertThat(byLog.out()).contains("compare it with a source that you trust");
  }

  /** Every 25th part of the current files; fsck's own tests change every byte. */
  @Test
  void changedByte_isFoundAndNamed() throws Exception {
    Path log = copy(node.directory(COHERENCE).resolve("log"));
    String size = Long.toString(node.community(COHERENCE).checkpoint().checkpoint().size());
    List<Path> files =
        List.of(
            log.resolve("tile/entries/000.p/" + size),
            log.resolve("tile/0/000.p/" + size),
            log.resolve("checkpoint"));
    for (Path file : files) {
      byte[] right = Files.readAllBytes(file);
      for (int i = 0; i < right.length; i += 1 + right.length / 25) {
        byte[] wrong = right.clone();
        wrong[i] ^= 1;
        Files.write(file, wrong);

        Cli.Ran ran = Cli.comity("log", "verify", log);

        assertThat(ran.exitCode()).as(file + " byte " + i + ": " + ran.err()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.errLines()).hasSize(1);
        assertThat(ran.err())
            .contains(": not verified: ")
            .containsPattern("entry [0-9]+|tile/0/|checkpoint");
      }
      Files.write(file, right);
    }
    assertThat(Cli.comity("log", "verify", log).exitCode()).isZero();
  }

  @Test
  void keyInEntryZeroExchanged_namesEntryZero() throws Exception {
    Path log = copy(node.directory(FLOOR).resolve("log"));
    Path bundle;
    try (var found = Files.walk(log.resolve("tile/entries"))) {
      bundle = found.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    String right = node.community(FLOOR).logKey().material().base64Url();
    String other = node.community(COHERENCE).logKey().material().base64Url();
    byte[] content = Files.readAllBytes(bundle);
    String latin = new String(content, StandardCharsets.ISO_8859_1);
    assertThat(latin).contains(right);
    Files.write(bundle, latin.replace(right, other).getBytes(StandardCharsets.ISO_8859_1));

    Cli.Ran ran = Cli.comity("log", "verify", log);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("entry 0");
  }

  @Test
  void strayFile_isMentioned() throws Exception {
    Path log = copy(node.directory(FLOOR).resolve("log"));
    Files.writeString(log.resolve("tile/note.txt"), "hello");

    Cli.Ran ran = Cli.comity("log", "verify", log);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).contains("warning").contains("tile/note.txt");
  }

  @Test
  void anotherLogKey_isNotVerified() throws Exception {
    Cli.Ran ran =
        Cli.comity(
            "log", "verify", node.directory(FLOOR), "--log-key", node.publicKey(folder, COHERENCE));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("checkpoint: ");
  }

  @Test
  void addressWithoutALog_isNotVerified() {
    Cli.Ran nothing = Cli.comity("log", "verify", node.address("nowhere"));
    Cli.Ran nobody = Cli.comity("log", "verify", "http://localhost:1/c/floor");

    assertThat(nothing.exitCode()).isEqualTo(1);
    assertThat(nothing.err()).contains("/c/nowhere/checkpoint: nothing there");
    assertThat(nobody.exitCode()).isEqualTo(5);
    assertThat(nobody.err()).contains("cannot be reached; is the node running?");
  }

  private Path copy(Path from) throws IOException {
    Path to = folder.resolve("copy");
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.endsWith("lock")) {
              Files.copy(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return to;
  }
}
