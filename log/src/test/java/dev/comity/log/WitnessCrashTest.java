package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.log.SimulatedDisk.Fault;
import dev.comity.log.proof.Keys;
import dev.comity.log.witness.MemoryLog;
import dev.comity.log.witness.Witness;
import dev.comity.log.witness.WitnessedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One fault at every operation of a witness's life. Whatever happens, it never forgets a tree that
 * it vouched for, and never vouches for another beside it.
 */
class WitnessCrashTest {
  private static final Path DIRECTORY = Path.of("/data/witness");
  private static final MemoryLog LOG = MemoryLog.honest();
  private static final int[] SIZES = {0, 2, 5, 9};

  private static Witness open(SimulatedDisk disk) throws IOException {
    return new Witness(
        CheckpointFolder.open(disk, DIRECTORY),
        "w.example",
        Keys.OTHER,
        List.of(new WitnessedLog(LOG.noteKey())),
        Clock.systemUTC());
  }

  /** The largest size that it answered 200 for; it keeps answering 503 after a fault. */
  private static int play(SimulatedDisk disk) {
    int told = 0;
    try {
      Witness witness = open(disk);
      boolean stopped = false;
      for (int i = 1; i < SIZES.length; i++) {
        int status = witness.addCheckpoint(LOG.request(SIZES[i - 1], SIZES[i])).status();
        assertThat(status).isIn(200, 503);
        assertThat(status == 200 && stopped).as("cosigns after a fault").isFalse();
        stopped = status == 503;
        told = stopped ? told : SIZES[i];
      }
      witness.close();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("simulated");
    }
    return told;
  }

  @ParameterizedTest
  @CsvSource({"DEATH,false", "DEATH,true", "ERROR,false", "ERROR,true"})
  void open_afterAFaultAtAnyOperation_remembersWhatItToldAndForksNothing(
      Fault fault, boolean powerLoss) throws Exception {
    SimulatedDisk calm = new SimulatedDisk(0);
    assertThat(play(calm)).isEqualTo(9);
    int operations = calm.operationCount();
    for (int k = 0; k < operations; k++) {
      SimulatedDisk disk = new SimulatedDisk(k);
      disk.failAfter(k, fault);
      int told = play(disk);
      assertThat(told).as("fault at %d", k).isLessThan(9);
      disk.restart(powerLoss);
      try (Witness witness = open(disk)) {
        int size = (int) witness.standings().getFirst().size();
        assertThat(size).as("fault at %d", k).isGreaterThanOrEqualTo(told).isIn(0, 2, 5, 9);
        if (size > 0) {
          assertThat(status(witness, MemoryLog.forkedAt(size - 1), size, size)).isEqualTo(409);
          assertThat(status(witness, MemoryLog.forkedAt(size - 1), size, 11)).isEqualTo(422);
        }
        assertThat(status(witness, LOG, size, 11)).isEqualTo(200);
      }
      disk.restart(true);
      try (Witness witness = open(disk)) {
        assertThat(witness.standings().getFirst().size()).isEqualTo(11);
      }
    }
  }

  private static int status(Witness witness, MemoryLog log, int old, int size) {
    return witness.addCheckpoint(log.request(old, size)).status();
  }
}
