package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.Frontier;
import dev.comity.log.proof.Keys;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.Receipt;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogTest {
  @TempDir Path temporary;

  private FileLog create(Path directory) throws IOException {
    return FileLog.create(directory, Logs.ORIGIN, Keys.LOG, Logs.entry(0));
  }

  private static FileLog open(Path directory) throws IOException {
    return FileLog.open(directory, Logs.ORIGIN, Keys.LOG);
  }

  @Test
  void append_inBatchesOfManySizes_keepsRootProofsReceiptsAndTiles() throws Exception {
    Path directory = temporary.resolve("a/b/log");
    List<Hash> roots = new ArrayList<>();
    Frontier frontier = new Frontier();
    roots.add(frontier.root());
    for (int i = 0; i < 66_000; i++) {
      frontier.append(MerkleTree.leafHash(Logs.entry(i)));
      roots.add(frontier.root());
    }
    FileLog log = create(directory);
    for (int batch :
        new int[] {1, 2, 252, 1, 255, 300, 1, 16_000, 16_000, 16_000, 16_384, 700, 5}) {
      long first = log.size();
      FileLog.Appended appended = Logs.append(log, batch);
      assertThat(appended.firstIndex()).isEqualTo(first);
      Checkpoint checkpoint = appended.checkpoint().checkpoint();
      assertThat(checkpoint.size()).isEqualTo(first + batch);
      assertThat(checkpoint.root()).isEqualTo(roots.get((int) checkpoint.size()));
      Receipt last = appended.receipts().getLast();
      last.verify(Logs.entry(first + batch - 1), Keys.LOG.publicKey()).requireIn(checkpoint);
      log.snapshot()
          .consistencyProof(first)
          .verify(roots.get((int) first), roots.get((int) checkpoint.size()));
      log.receipt(0).verify(Logs.entry(0), Keys.LOG.publicKey()).requireIn(checkpoint);
    }
    log.close();
    try (FileLog again = open(directory)) {
      assertThat(again.size()).isEqualTo(65_902);
      assertThat(again.snapshot().entry(65_901)).isEqualTo(Logs.entry(65_901));
    }
    Fsck.Report report = Fsck.check(directory, Keys.LOG.publicKey());
    assertThat(report.strayFiles()).isEmpty();
    assertThat(report.checkpoint().checkpoint().size()).isEqualTo(65_902);
  }

  @Test
  void create_ofALog_laysItOutAsTiles() throws Exception {
    try (FileLog log = create(temporary)) {
      Logs.append(log, 300);
      assertThat(names(temporary))
          .containsExactlyInAnyOrder(
              "checkpoint",
              "sequencer/checkpoint",
              "sequencer/lock",
              "tile/0/000",
              "tile/0/001.p/45",
              "tile/1/000.p/1",
              "tile/entries/000",
              "tile/entries/001.p/45");
      assertThat(log.tile("tile/1/000.p/1"))
          .contains(Bytes.of(Files.readAllBytes(temporary.resolve("tile/1/000.p/1"))));
      assertThat(log.tile("tile/0/001.p/46")).isEmpty();
      assertThat(log.tile("tile/0/001")).isEmpty();
      assertThat(log.tile("tile/0/000.p/1")).isEmpty();
      assertThat(log.tile("../sequencer/checkpoint")).isEmpty();
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(path -> directory.relativize(path).toString())
          .toList();
    }
  }

  @Test
  void open_whileOpen_saysSo() throws Exception {
    try (FileLog log = create(temporary)) {
      assertThatThrownBy(() -> open(temporary)).hasMessageContaining("open already");
      Logs.append(log, 1);
    }
    open(temporary).close();
  }

  @Test
  void create_overALog_isRefused() throws Exception {
    assertThat(FileLog.exists(temporary)).isFalse();
    create(temporary).close();
    assertThat(FileLog.exists(temporary)).isTrue();
    assertThatThrownBy(() -> create(temporary)).hasMessageContaining("there is a log already");
    Files.delete(temporary.resolve("sequencer/checkpoint"));
    assertThatThrownBy(() -> create(temporary)).hasMessageContaining("there is a log already");
    assertThatThrownBy(() -> open(temporary)).hasMessageContaining("no log here");
  }

  @Test
  void open_withAnotherKeyOrOrigin_isRefused() throws Exception {
    create(temporary).close();
    assertThatThrownBy(() -> FileLog.open(temporary, Logs.ORIGIN, Keys.OTHER))
        .hasMessageContaining("not signed by the key given");
    assertThatThrownBy(() -> FileLog.open(temporary, "other", Keys.LOG))
        .hasMessageContaining("it is the log " + Logs.ORIGIN);
  }

  @Test
  void open_whenMoreIsPublishedThanSigned_isRefused() throws Exception {
    FileLog log = create(temporary);
    Logs.append(log, 2);
    byte[] before = Files.readAllBytes(temporary.resolve("sequencer/checkpoint"));
    Logs.append(log, 2);
    log.close();
    Files.write(temporary.resolve("sequencer/checkpoint"), before);
    assertThatThrownBy(() -> open(temporary)).hasMessageContaining("published size 5");
  }

  @Test
  void open_whenAnotherTreeIsPublished_isRefused() throws Exception {
    FileLog log = create(temporary);
    Logs.append(log, 2);
    log.close();
    Checkpoint fork = new Checkpoint(Logs.ORIGIN, 2, MerkleTree.leafHash(Bytes.EMPTY));
    Files.write(
        temporary.resolve("checkpoint"), SignedCheckpoint.sign(fork, Keys.LOG).encode().toArray());
    assertThatThrownBy(() -> open(temporary)).hasMessageContaining("not what it signed");
  }

  @Test
  void open_whenTheEdgeIsDamaged_isRefused() throws Exception {
    FileLog log = create(temporary);
    Logs.append(log, 2);
    log.close();
    for (String name : List.of("tile/0/000.p/3", "tile/entries/000.p/3")) {
      Path file = temporary.resolve(name);
      byte[] good = Files.readAllBytes(file);
      byte[] bad = good.clone();
      bad[5] ^= 1;
      Files.write(file, bad);
      assertThatThrownBy(() -> open(temporary)).isInstanceOf(IOException.class);
      Files.write(file, good);
    }
    open(temporary).close();
  }

  @Test
  void append_whenSomebodyElseSigned_stopsWithoutSigning() throws Exception {
    FileLog log = create(temporary);
    Logs.append(log, 2);
    byte[] signed = Files.readAllBytes(temporary.resolve("checkpoint"));
    Checkpoint other = new Checkpoint(Logs.ORIGIN, 4, MerkleTree.leafHash(Bytes.EMPTY));
    Files.write(
        temporary.resolve("sequencer/checkpoint"),
        SignedCheckpoint.sign(other, Keys.LOG).encode().toArray());
    assertThatThrownBy(() -> Logs.append(log, 1)).hasMessageContaining("somebody else signed");
    assertThat(Files.readAllBytes(temporary.resolve("checkpoint"))).isEqualTo(signed);
    log.close();
  }

  @Test
  void append_ofWhatCannotBeAnEntry_changesNothing() throws Exception {
    try (FileLog log = create(temporary)) {
      Bytes tooLarge = Bytes.of(new byte[FileLog.MAX_ENTRY_SIZE + 1]);
      for (List<Bytes> bad :
          List.of(List.<Bytes>of(), List.of(Bytes.EMPTY), List.of(Logs.entry(1), tooLarge))) {
        assertThatThrownBy(() -> log.append(bad)).isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(log.size()).isEqualTo(1);
      Bytes largest = Bytes.of(new byte[FileLog.MAX_ENTRY_SIZE]);
      log.append(List.of(largest));
      assertThat(log.snapshot().entry(1)).isEqualTo(largest);
    }
    assertThat(Fsck.check(temporary, Keys.LOG.publicKey()).checkpoint().checkpoint().size())
        .isEqualTo(2);
  }

  @Test
  void receipt_whileTheFirstEntryIsAlone_isRefused() throws Exception {
    try (FileLog log = create(temporary)) {
      assertThatThrownBy(() -> log.receipt(0)).isInstanceOf(IllegalStateException.class);
      Logs.append(log, 1);
      assertThatThrownBy(() -> log.receipt(2)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(log.receipt(1).verify(Logs.entry(1), Keys.LOG.publicKey()).leafIndex())
          .isEqualTo(1);
    }
  }

  @Test
  void snapshot_ofACopiedDirectory_readsWithoutLock() throws Exception {
    try (FileLog log = create(temporary)) {
      Logs.append(log, 600);
      LogReader reader = LogReader.open(temporary);
      Logs.append(log, 600);
      List<Long> indexes = new ArrayList<>();
      reader.forEach(
          500,
          (index, entry) -> {
            assertThat(entry).isEqualTo(Logs.entry(index));
            indexes.add(index);
          });
      assertThat(indexes).hasSize(101).startsWith(500L).endsWith(600L);
      reader
          .inclusionProof(600)
          .verify(MerkleTree.leafHash(Logs.entry(600)), reader.checkpoint().checkpoint().root());
    }
  }
}
