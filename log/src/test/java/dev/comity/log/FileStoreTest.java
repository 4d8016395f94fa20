package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.log.SimulatedDisk.Fault;
import dev.comity.log.proof.Keys;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.Receipt;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the fault campaign has found, each in its shortest form. */
class FileStoreTest {
  private static final int SEEDS = 8;

  @ParameterizedTest
  @EnumSource(names = {"DEATH", "LOST_SYNC"})
  void open_whenTheSignedRecordIsInThePageCacheOnly_makesItDurable(Fault fault) throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      SimulatedDisk disk = new SimulatedDisk(seed);
      TransparencyLog log = Logs.start(disk);
      Logs.append(log, 3);
      disk.failAt("signed", fault);
      assertThatThrownBy(() -> Logs.append(log, 2)).hasMessageContaining("simulated");
      disk.restart(false);
      TransparencyLog next = Logs.start(disk);
      long shown = next.size();
      disk.restart(true);
      try (TransparencyLog last = Logs.start(disk)) {
        Logs.assertHolds(disk, last, shown);
      }
    }
  }

  @Test
  void create_afterAProcessThatDiedBeforeItSyncedTheNames_syncsThem() throws Exception {
    for (int operation = 0; operation < 12; operation++) {
      for (int seed = 0; seed < SEEDS; seed++) {
        SimulatedDisk disk = new SimulatedDisk(seed);
        disk.failAfter(operation, Fault.DEATH);
        assertThatThrownBy(() -> Logs.start(disk)).hasMessageContaining("simulated");
        disk.restart(false);
        Logs.append(Logs.start(disk), 3);
        disk.restart(true);
        try (TransparencyLog log = Logs.start(disk)) {
          assertThat(log.size()).as("operation %d, seed %d", operation, seed).isEqualTo(4);
        }
      }
    }
  }

  /** Witnesses who do not answer must not make what is published unreadable. */
  @Test
  void open_whileWitnessesAreAwaited_keepsThePublishedTree() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(4);
    try (TransparencyLog log = Logs.start(disk)) {
      Logs.append(log, 299);
    }
    for (int round = 0; round < 2; round++) {
      try (TransparencyLog log = withheld(disk)) {
        if (round == 0) {
          log.stopWaiting();
          assertThatThrownBy(() -> Logs.append(log, 20)).hasMessageContaining("is durable");
        }
        assertThat(log.size()).isEqualTo(320);
        assertThat(log.published().size()).isEqualTo(300);
        Receipt receipt = log.receipt(299);
        receipt.verify(Logs.entry(299), Keys.LOG.publicKey());
        receipt
            .proof()
            .verify(MerkleTree.leafHash(Logs.entry(299)), log.checkpoint().checkpoint().root());
        assertThat(Logs.fsck(disk).checkpoint()).isEqualTo(log.checkpoint());
      }
      disk.restart(round == 1);
    }
    try (TransparencyLog log = Logs.start(disk)) {
      Logs.assertHolds(disk, log, 320);
    }
  }

  private static TransparencyLog withheld(SimulatedDisk disk) throws IOException {
    Publication never = (signed, tree) -> Optional.empty();
    return TransparencyLog.open(
        FileStore.open(disk, Logs.DIRECTORY),
        new LogOptions(Logs.ORIGIN, LogKeys.of(Keys.LOG), never, StepObserver.NONE));
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_SPACE", "ERROR", "LOST_SYNC"})
  void open_whenItsOwnRecoveryFails_goesOnAtTheNext(Fault fault) throws Exception {
    for (int operation = 0; operation < 25; operation++) {
      SimulatedDisk disk = new SimulatedDisk(operation);
      TransparencyLog log = Logs.start(disk);
      Logs.append(log, 254);
      disk.failAfter(1, Fault.DEATH);
      assertThatThrownBy(() -> Logs.append(log, 30)).hasMessageContaining("simulated");
      disk.restart(operation % 2 == 0);
      disk.failAfter(operation, fault);
      try {
        Logs.start(disk).close();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("simulated");
      }
      disk.makeRoom();
      disk.restart(operation % 3 == 0);
      try (TransparencyLog next = Logs.start(disk)) {
        Logs.assertHolds(disk, next, 255);
      }
    }
  }
}
