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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransparencyLogTest {
  @TempDir Path temporary;

  private TransparencyLog create(Path directory) throws IOException {
    return TransparencyLog.create(directory, Logs.ORIGIN, Keys.LOG, Logs.entry(0));
  }

  private static TransparencyLog open(Path directory) throws IOException {
    return TransparencyLog.open(directory, Logs.ORIGIN, Keys.LOG);
  }

  @Test
  void append_inBatchesOfManySizes_keepsRootProofsReceiptsAndTiles() throws Exception {
    Path directory = temporary.resolve("a/b/log");
    Frontier frontier = new Frontier();
    frontier.append(MerkleTree.leafHash(Logs.entry(0)));
    TransparencyLog log = create(directory);
    for (int batch :
        new int[] {1, 2, 252, 1, 255, 300, 1, 16_000, 16_000, 16_000, 16_384, 700, 5}) {
      long first = log.size();
      Hash oldRoot = frontier.root();
      for (long i = first; i < first + batch; i++) {
        frontier.append(MerkleTree.leafHash(Logs.entry(i)));
      }
      TransparencyLog.Appended appended = Logs.append(log, batch);
      assertThat(appended.firstIndex()).isEqualTo(first);
      Checkpoint checkpoint = appended.checkpoint().checkpoint();
      assertThat(checkpoint.size()).isEqualTo(first + batch);
      assertThat(checkpoint.root()).isEqualTo(frontier.root());
      Receipt last = appended.published().receipt(first + batch - 1);
      last.verify(Logs.entry(first + batch - 1), Keys.LOG.publicKey()).requireIn(checkpoint);
      log.snapshot().consistencyProof(first).verify(oldRoot, frontier.root());
      log.receipt(0).verify(Logs.entry(0), Keys.LOG.publicKey()).requireIn(checkpoint);
    }
    log.close();
    try (TransparencyLog again = open(directory)) {
      assertThat(again.size()).isEqualTo(65_902);
      assertThat(again.snapshot().entry(65_901)).isEqualTo(Logs.entry(65_901));
    }
    Fsck.Report report = Fsck.check(directory, Keys.LOG.publicKey());
    assertThat(report.strayFiles()).isEmpty();
    assertThat(report.checkpoint().checkpoint().size()).isEqualTo(65_902);
  }

  @Test
  void create_ofALog_laysItOutAsTiles() throws Exception {
    try (TransparencyLog log = create(temporary)) {
      Logs.append(log, 300);
      assertThat(names(temporary))
          .containsExactlyInAnyOrder(
              "checkpoint",
              "sequencer/edge.0",
              "sequencer/edge.1",
              "sequencer/lock",
              "sequencer/signed.0",
              "sequencer/signed.1",
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
      assertThat(log.tile("../sequencer/signed.0")).isEmpty();
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
    try (TransparencyLog log = create(temporary)) {
      assertThatThrownBy(() -> open(temporary)).hasMessageContaining("open already");
      Logs.append(log, 1);
    }
    open(temporary).close();
  }

  @Test
  void create_overALog_isRefused() throws Exception {
    assertThat(FileStore.holdsLog(temporary)).isFalse();
    create(temporary).close();
    assertThat(FileStore.holdsLog(temporary)).isTrue();
    assertThatThrownBy(() -> create(temporary)).hasMessageContaining("there is a log already");
    Files.delete(temporary.resolve("sequencer/signed.0"));
    assertThatThrownBy(() -> create(temporary)).hasMessageContaining("there is a log already");
    assertThatThrownBy(() -> open(temporary)).hasMessageContaining("no log here");
  }

  @Test
  void open_withAnotherKeyOrOrigin_isRefused() throws Exception {
    create(temporary).close();
    assertThatThrownBy(() -> TransparencyLog.open(temporary, Logs.ORIGIN, Keys.OTHER))
        .hasMessageContaining("not signed by the key given");
    assertThatThrownBy(() -> TransparencyLog.open(temporary, "other", Keys.LOG))
        .hasMessageContaining("it is the log " + Logs.ORIGIN);
  }

  @Test
  void open_whenMoreIsPublishedThanSigned_isRefused() throws Exception {
    TransparencyLog log = create(temporary);
    Logs.append(log, 2);
    Map<Path, byte[]> before = signedSlots();
    Logs.append(log, 2);
    log.close();
    for (Map.Entry<Path, byte[]> slot : before.entrySet()) {
      Files.write(slot.getKey(), slot.getValue());
    }
    assertThatThrownBy(() -> open(temporary)).hasMessageContaining("published size 5");
  }

  private Map<Path, byte[]> signedSlots() throws IOException {
    Map<Path, byte[]> slots = new HashMap<>();
    for (Path slot : Slots.names(temporary.resolve(FileStore.SIGNED))) {
      slots.put(slot, Files.readAllBytes(slot));
    }
    return slots;
  }

  @Test
  void open_whenTheLastSignedCheckpointIsDamaged_isRefused() throws Exception {
    for (int batches = 1; batches <= 2; batches++) {
      Path directory = temporary.resolve("log" + batches);
      TransparencyLog log = create(directory);
      for (int i = 0; i < batches; i++) {
        Logs.append(log, 2);
      }
      log.close();
      Path newest = directory.resolve(FileStore.SIGNED + "." + batches % 2);
      byte[] bytes = Files.readAllBytes(newest);
      bytes[Slots.HEADER + 3] ^= 1;
      Files.write(newest, bytes);
      assertThatThrownBy(() -> open(directory)).hasMessageContaining("continuing would fork it");
    }
  }

  @Test
  void open_whenAnotherTreeIsPublished_isRefused() throws Exception {
    TransparencyLog log = create(temporary);
    Logs.append(log, 2);
    log.close();
    Checkpoint fork = new Checkpoint(Logs.ORIGIN, 2, MerkleTree.leafHash(Bytes.EMPTY));
    Files.write(
        temporary.resolve("checkpoint"), SignedCheckpoint.sign(fork, Keys.LOG).encode().toArray());
    assertThatThrownBy(() -> open(temporary)).hasMessageContaining("not what it signed");
  }

  @Test
  void open_whenOneCopyOfTheEdgeIsDamaged_makesItWholeFromTheOther() throws Exception {
    TransparencyLog log = create(temporary);
    Logs.append(log, 2);
    log.close();
    for (String name : List.of("tile/0/000.p/3", "tile/entries/000.p/3", "sequencer/edge.1")) {
      byte[] good = damage(temporary.resolve(name));
      open(temporary).close();
      if (name.startsWith("tile")) {
        assertThat(Files.readAllBytes(temporary.resolve(name))).isEqualTo(good);
      }
      Fsck.check(temporary, Keys.LOG.publicKey());
    }
  }

  @Test
  void open_whenBothCopiesOfTheEdgeAreDamaged_isRefused() throws Exception {
    TransparencyLog log = create(temporary);
    Logs.append(log, 2);
    log.close();
    damage(temporary.resolve("sequencer/edge.1"));
    for (String name : List.of("tile/0/000.p/3", "tile/entries/000.p/3")) {
      Path file = temporary.resolve(name);
      byte[] good = damage(file);
      assertThatThrownBy(() -> open(temporary)).isInstanceOf(IOException.class);
      Files.write(file, good);
    }
    open(temporary).close();
  }

  /** Returns what was there before. */
  private static byte[] damage(Path file) throws IOException {
    byte[] good = Files.readAllBytes(file);
    byte[] bad = good.clone();
    bad[5] ^= 1;
    Files.write(file, bad);
    return good;
  }

  @Test
  void append_whenSomebodyElseSigned_stopsWithoutSigning() throws Exception {
    TransparencyLog log = create(temporary);
    Logs.append(log, 2);
    byte[] signed = Files.readAllBytes(temporary.resolve("checkpoint"));
    Checkpoint other = new Checkpoint(Logs.ORIGIN, 4, MerkleTree.leafHash(Bytes.EMPTY));
    new Slots(PosixDisk.INSTANCE, temporary.resolve(FileStore.SIGNED), 1000)
        .write(0, 9, SignedCheckpoint.sign(other, Keys.LOG).encode());
    assertThatThrownBy(() -> Logs.append(log, 1)).hasMessageContaining("somebody else signed");
    assertThat(Files.readAllBytes(temporary.resolve("checkpoint"))).isEqualTo(signed);
    log.close();
  }

  @Test
  void append_ofWhatCannotBeAnEntry_changesNothing() throws Exception {
    try (TransparencyLog log = create(temporary)) {
      Bytes tooLarge = Bytes.of(new byte[TransparencyLog.MAX_ENTRY_SIZE + 1]);
      for (List<Bytes> bad :
          List.of(List.<Bytes>of(), List.of(Bytes.EMPTY), List.of(Logs.entry(1), tooLarge))) {
        assertThatThrownBy(() -> log.append(bad)).isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(log.size()).isEqualTo(1);
      Bytes largest = Bytes.of(new byte[TransparencyLog.MAX_ENTRY_SIZE]);
      log.append(List.of(largest));
      assertThat(log.snapshot().entry(1)).isEqualTo(largest);
    }
    assertThat(Fsck.check(temporary, Keys.LOG.publicKey()).checkpoint().checkpoint().size())
        .isEqualTo(2);
  }

  @Test
  void receipt_whileTheFirstEntryIsAlone_isRefused() throws Exception {
    try (TransparencyLog log = create(temporary)) {
      assertThatThrownBy(() -> log.receipt(0)).isInstanceOf(IllegalStateException.class);
      Logs.append(log, 1);
      assertThatThrownBy(() -> log.receipt(2)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(log.receipt(1).verify(Logs.entry(1), Keys.LOG.publicKey()).leafIndex())
          .isEqualTo(1);
    }
  }

  @Test
  void snapshot_ofACopiedDirectory_readsWithoutLock() throws Exception {
    try (TransparencyLog log = create(temporary)) {
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
