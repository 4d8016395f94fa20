package dev.comity.cli;

import static dev.comity.cli.DemoNode.COHERENCE;
import static dev.comity.cli.DemoNode.FLOOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity log fsck}, {@code export} and {@code import}. */
@ExtendWith(DemoNode.Given.class)
class LogCopyTest {
  private final DemoNode node;
  @TempDir private Path folder;

  LogCopyTest(DemoNode node) {
    this.node = node;
  }

  @Test
  void fsck_ofSoundLogs_saysSo() {
    Cli.Ran all = Cli.comity("log", "fsck", node.data());
    assertThat(all.exitCode()).as(all.err()).isZero();
    assertThat(all.out()).contains("demo.comity.local/floor").contains("sound: every leaf hash");
    assertThat(Cli.comity("log", "fsck", node.address(FLOOR), "--lang", "zh").out())
        .contains("完好：全部叶哈希");
  }

  @Test
  void export_fromFolderAndAddress_givesEqualArchivesThatImport() throws Exception {
    Path byFolder = folder.resolve("a.zip");
    Path byAddress = folder.resolve("b.zip");
    Cli.Ran exported = Cli.comity("log", "export", node.directory(COHERENCE), "-o", byFolder);
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    Cli.comity("log", "export", node.address(COHERENCE), "-o", byAddress);
    assertThat(byFolder).hasSameBinaryContentAs(byAddress);

    Path copy = folder.resolve("copy");
    Cli.Ran imported = Cli.comity("log", "import", byFolder, "--to", copy);
    assertThat(imported.exitCode()).as(imported.err()).isZero();
    Cli.Ran verified = Cli.comity("log", "verify", copy);
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(verified.out()).contains(node.community(COHERENCE).state().digest().hex());

    Cli.Ran again = Cli.comity("log", "import", byFolder, "--to", copy);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("exists already");
  }

  @Test
  void import_toContinue_wantsTheNewestCheckpoint() throws Exception {
    Path archive = folder.resolve("floor.zip");
    Cli.comity("log", "export", node.address(FLOOR), "-o", archive);
    Path copy = folder.resolve("log");
    Cli.Ran continued =
        Cli.comity("log", "import", archive, "--to", copy, "--continue-from", node.address(FLOOR));
    assertThat(continued.exitCode()).as(continued.err()).isZero();
    assertThat(copy.resolve("sequencer/signed.0")).isRegularFile();

    Path other = folder.resolve("other");
    Cli.Ran refused =
        Cli.comity(
            "log", "import", archive, "--to", other, "--continue-from", node.address(COHERENCE));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("would fork the log");
  }

  @Test
  void import_ofADamagedArchive_namesWhatIsWrong() throws Exception {
    Path archive = folder.resolve("floor.zip");
    Cli.comity("log", "export", node.address(FLOOR), "-o", archive);
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, java.util.Arrays.copyOf(bytes, bytes.length / 3));
    Cli.Ran ran = Cli.comity("log", "import", archive, "--to", folder.resolve("x"));
    assertThat(ran.exitCode()).isIn(1, 2);
    assertThat(ran.err()).contains("floor.zip").hasLineCount(1);
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
