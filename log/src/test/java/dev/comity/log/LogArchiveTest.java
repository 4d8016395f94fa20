package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.VerificationException;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.Keys;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogArchiveTest {
  @TempDir Path temporary;

  private TransparencyLog log(int size) throws IOException {
    TransparencyLog log =
        TransparencyLog.create(temporary.resolve("log"), Logs.ORIGIN, Keys.LOG, Logs.entry(0));
    Logs.append(log, size - 1);
    return log;
  }

  private byte[] archive() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogArchive.write(LogReader.directory(PosixDisk.INSTANCE, temporary.resolve("log")), out);
    return out.toByteArray();
  }

  private SignedCheckpoint extract(byte[] archive, String name) throws Exception {
    return LogArchive.extract(
        new ByteArrayInputStream(archive),
        temporary.resolve(name),
        Optional.of(Keys.LOG.publicKey()));
  }

  @Test
  void write_thenExtract_givesTheSameLogAndTheSameArchive() throws Exception {
    SignedCheckpoint checkpoint;
    try (TransparencyLog log = log(700)) {
      checkpoint = log.checkpoint();
      byte[] archive = archive();
      assertThat(archive()).isEqualTo(archive);
      assertThat(extract(archive, "copy")).isEqualTo(checkpoint);
    }
    LogReader copy = LogReader.open(temporary.resolve("copy"));
    copy.forEach(0, (index, entry) -> assertThat(entry).isEqualTo(Logs.entry(index)));
    copy.inclusionProof(699)
        .verify(MerkleTree.leafHash(Logs.entry(699)), checkpoint.checkpoint().root());
  }

  @Test
  void write_ofALogThatGoesOn_keepsToItsCheckpoint() throws Exception {
    try (TransparencyLog log = log(300)) {
      TileSource directory = LogReader.directory(PosixDisk.INSTANCE, temporary.resolve("log"));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      boolean[] grown = {false};
      LogArchive.write(
          path -> {
            if (path.startsWith("tile") && !grown[0]) {
              grown[0] = true;
              Logs.append(log, 500);
            }
            return directory.fetch(path);
          },
          out);
      assertThat(extract(out.toByteArray(), "copy").checkpoint().size()).isEqualTo(300);
    }
  }

  @Test
  void extract_ofAnythingElse_isRefusedAndLeavesNoLog() throws Exception {
    log(300).close();
    byte[] archive = archive();
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      byte[] bad = archive.clone();
      if (i % 3 == 0) {
        bad = Arrays.copyOf(bad, random.nextInt(bad.length));
      } else {
        bad[random.nextInt(bad.length * 2 / 3)] ^= (byte) (1 << random.nextInt(8));
      }
      Path copy = temporary.resolve("copy" + i);
      byte[] changed = bad;
      try {
        // A changed byte that nobody reads (a time, a flag) may pass; then the log is whole.
        SignedCheckpoint found = extract(changed, "copy" + i);
        assertThat(found.checkpoint().size()).isEqualTo(300);
        Fsck.check(copy, Keys.LOG.publicKey());
      } catch (VerificationException | IOException e) {
        assertThat(copy).doesNotExist();
      }
    }
    assertThatThrownBy(
            () ->
                LogArchive.extract(
                    new ByteArrayInputStream(archive),
                    temporary.resolve("other"),
                    Optional.of(Keys.OTHER.publicKey())))
        .isInstanceOf(VerificationException.class);
  }

  @Test
  void adopt_ofTheNewestCopy_letsItsOwnerGoOn() throws Exception {
    SignedCheckpoint newest;
    try (TransparencyLog log = log(300)) {
      newest = log.checkpoint();
    }
    extract(archive(), "copy");
    LogArchive.adopt(temporary.resolve("copy"), newest);
    try (TransparencyLog copy =
        TransparencyLog.open(temporary.resolve("copy"), Logs.ORIGIN, Keys.LOG)) {
      Logs.append(copy, 3);
      assertThat(copy.size()).isEqualTo(303);
    }
    Fsck.check(temporary.resolve("copy"), Keys.LOG.publicKey());
  }

  @Test
  void adopt_ofAnOlderOrAnotherCopy_isRefused() throws Exception {
    byte[] older;
    SignedCheckpoint newest;
    try (TransparencyLog log = log(300)) {
      older = archive();
      Logs.append(log, 1);
      newest = log.checkpoint();
    }
    extract(older, "copy");
    assertThatThrownBy(() -> LogArchive.adopt(temporary.resolve("copy"), newest))
        .hasMessageContaining("would fork the log");
    Checkpoint fork = new Checkpoint(Logs.ORIGIN, 9, MerkleTree.leafHash(Logs.entry(1)));
    assertThatThrownBy(
            () ->
                LogArchive.adopt(temporary.resolve("copy"), SignedCheckpoint.sign(fork, Keys.LOG)))
        .hasMessageContaining("no continuation");
  }
}
