package dev.comity.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.governance.Replay;
import dev.comity.log.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log longer than several pieces, replayed both ways. */
class ParallelReplayTest {
  private static final int COUNT = 300;

  @TempDir static Path scratch;
  private static List<Bytes> entries;

  @BeforeAll
  static void generate() {
    entries = new GeneratedLog(7).next(COUNT);
  }

  private static LogReader log(String name, List<Bytes> of) throws IOException {
    return GeneratedLog.write(scratch.resolve(name), of);
  }

  /** How a replay ends, and the entries that it went through. */
  private static String end(Replay replay, List<Long> seen, LogReader log, boolean parallel)
      throws IOException {
    try {
      if (parallel) {
        ParallelReplay.run(log, replay, (index, entry, effects) -> seen.add(index));
      } else {
        log.forEach(
            0,
            (LogReader.EntryVisitor<VerificationException>)
                (index, entry) -> {
                  replay.next(entry);
                  seen.add(index);
                });
      }
      return replay.state().digest().hex();
    } catch (VerificationException e) {
      return e.code() + " " + e.detail();
    }
  }

  private static String sameEnd(LogReader log) throws IOException {
    List<Long> sequential = new ArrayList<>();
    List<Long> parallel = new ArrayList<>();
    String end = end(new Replay(), sequential, log, false);
    assertThat(end(new Replay(), parallel, log, true)).isEqualTo(end);
    assertThat(parallel).isEqualTo(sequential);
    return end;
  }

  @Test
  void run_ofASoundLog_endsInTheSameState() throws IOException {
    assertThat(sameEnd(log("sound", entries))).hasSize(64);
  }

  @Test
  void run_fromAStateInTheMiddle_goesOnToTheSameEnd() throws Exception {
    LogReader log = log("middle", entries);
    Replay half = new Replay();
    for (Bytes entry : entries.subList(0, 117)) {
      half.next(entry);
    }
    List<Long> seen = new ArrayList<>();
    assertThat(end(half, seen, log, true)).isEqualTo(end(new Replay(), seen, log, false));
    assertThat(seen.getFirst()).isEqualTo(117);
  }

  @Test
  void run_withTwoWrongEntries_namesTheFirst() throws IOException {
    for (int wrong : new int[] {3, 16, COUNT - 2}) {
      List<Bytes> changed = new ArrayList<>(entries);
      for (int i : new int[] {wrong, COUNT - 1}) {
        byte[] octets = entries.get(i).toArray();
        octets[octets.length - 1] ^= 1;
        changed.set(i, Bytes.of(octets));
      }
      assertThat(sameEnd(log("wrong-" + wrong, changed)))
          .startsWith("BAD_SIGNATURE entry " + wrong + ": ");
    }
  }
}
