package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.log.SimulatedDisk.Fault;
import dev.comity.log.proof.InclusionProof;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One fault at every single operation of a log's life, then a second one at operations of the
 * recovery. Whatever happens: what was acknowledged is there, nothing else but the whole batch in
 * flight may be, and the log goes on.
 */
class CrashTest {
  /** Fills a tile, begins the next, prunes. */
  private static final int[] BATCHES = {1, 253, 4};

  private static final List<Bytes> OTHERS =
      Stream.of("other", "entries", "than", "lost").map(Bytes::utf8).toList();

  /** What submitters were told before the fault. */
  private static final class Run {
    final List<Receipt> receipts = new ArrayList<>();
    long acknowledged;
    long inFlight;
    boolean failed;

    void play(SimulatedDisk disk) {
      try {
        inFlight = 1;
        TransparencyLog log = Logs.start(disk);
        acknowledged = 1;
        for (int batch : BATCHES) {
          inFlight = batch;
          TransparencyLog.Appended appended = Logs.append(log, batch);
          acknowledged += batch;
          receipts.add(appended.published().receipt(acknowledged - 1));
        }
        inFlight = 0;
        log.close();
      } catch (IOException e) {
        failed = true;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"DEATH,false", "DEATH,true", "ERROR,true"})
  void start_afterAFaultAtAnyOperation_findsWhatWasAcknowledged(Fault fault, boolean powerLoss)
      throws Exception {
    int operations = operationsWithoutFault();
    for (int k = 0; k < operations; k++) {
      SimulatedDisk disk = new SimulatedDisk(k);
      disk.failAfter(k, fault);
      Run run = new Run();
      run.play(disk);
      assertThat(run.failed).as("fault at %d", k).isTrue();
      disk.restart(powerLoss);
      checkAndGoOn(disk, run, "fault at " + k);
    }
  }

  @ParameterizedTest
  @CsvSource({"DEATH,true", "ERROR,true"})
  void start_afterASecondFaultInRecovery_findsWhatWasAcknowledged(Fault fault, boolean powerLoss)
      throws Exception {
    int operations = operationsWithoutFault();
    for (int k = 0; k < operations; k += 4) {
      SimulatedDisk disk = new SimulatedDisk(1000 + k);
      disk.failAfter(k, Fault.DEATH);
      Run run = new Run();
      run.play(disk);
      disk.restart(k % 8 == 0);
      disk.failAfter(k % 9, fault);
      try {
        TransparencyLog log = Logs.start(disk);
        // The recovery needed fewer operations than that, or the log was just created.
        run.acknowledged = log.size();
        run.inFlight = 0;
        log.close();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("simulated");
      }
      disk.restart(powerLoss);
      checkAndGoOn(disk, run, "fault at " + k);
    }
  }

  private static int operationsWithoutFault() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(0);
    Run run = new Run();
    run.play(disk);
    assertThat(run.failed).isFalse();
    disk.restart(true);
    try (TransparencyLog log = Logs.start(disk)) {
      Logs.assertHolds(disk, log, 259);
    }
    SimulatedDisk again = new SimulatedDisk(0);
    new Run().play(again);
    return again.operationCount();
  }

  private static void checkAndGoOn(SimulatedDisk disk, Run run, String fault) throws Exception {
    TransparencyLog log = Logs.start(disk);
    assertThat(log.size())
        .as(fault)
        .isIn(run.acknowledged, run.acknowledged + run.inFlight, Math.max(1, run.acknowledged));
    Logs.assertHolds(disk, log, log.size());
    for (Receipt receipt : run.receipts) {
      // Its signature is ReceiptTest's matter; here, that the tree still has the root it is under.
      InclusionProof proof = receipt.proof();
      Hash root = log.snapshot().rootAt(proof.treeSize());
      proof.verify(MerkleTree.leafHash(Logs.entry(proof.leafIndex())), root);
    }
    goOn(disk, log);
  }

  /**
   * What a start has shown must outlive the power, and what comes next must not meet the remains of
   * the batch that was lost, so it consists of other entries.
   */
  private static void goOn(SimulatedDisk disk, TransparencyLog log) throws Exception {
    long size = log.size();
    log.close();
    disk.restart(true);
    try (TransparencyLog next = Logs.start(disk)) {
      assertThat(next.size()).isEqualTo(size);
      next.append(OTHERS);
    }
    disk.restart(true);
    try (TransparencyLog last = Logs.start(disk)) {
      assertThat(last.size()).isEqualTo(size + OTHERS.size());
      assertThat(last.snapshot().entry(size + 3)).isEqualTo(OTHERS.get(3));
      assertThat(Fsck.check(disk, Logs.DIRECTORY, Optional.empty()).strayFiles()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void start_whenThePowerBringsRemainsBack_hasNoneInTheLog(long seed) throws Exception {
    for (int k = 0; k < 6; k++) {
      SimulatedDisk disk = new SimulatedDisk(seed);
      TransparencyLog log = Logs.start(disk);
      Logs.append(log, 199);
      disk.failAfter(k, Fault.DEATH);
      assertThatThrownBy(() -> Logs.append(log, 30)).hasMessageContaining("simulated");
      disk.restart(false);
      try (TransparencyLog next = Logs.start(disk)) {
        // Fills the tile, so that nothing is written where the partial ones of the lost batch were.
        next.append(Collections.nCopies(100, OTHERS.getFirst()));
      }
      disk.restart(true);
      Logs.start(disk).close();
      Logs.fsck(disk);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "5"})
  void append_afterAnErrorOfTheDisk_isRefusedUntilRestart(int operation) throws Exception {
    SimulatedDisk disk = new SimulatedDisk(7);
    TransparencyLog log = Logs.start(disk);
    disk.failAfter(operation, Fault.ERROR);
    assertThatThrownBy(() -> Logs.append(log, 2)).hasMessageContaining("simulated");
    assertThatThrownBy(() -> Logs.append(log, 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the log stopped, restart it");
  }
}
