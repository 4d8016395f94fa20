package dev.comity.log;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/**
 * Coverage-guided search from the seeds in {@code LogFuzzTestInputs}, on request: {@code
 * bench/fuzz.sh}. Every build runs {@link FuzzCorpusTest} instead.
 */
@Tag("fuzz")
class LogFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void note(byte[] input) throws IOException {
    FuzzTargets.NOTE.fuzz(input);
  }

  @FuzzTest(maxDuration = "1m")
  void checkpoint(byte[] input) throws IOException {
    FuzzTargets.CHECKPOINT.fuzz(input);
  }

  @FuzzTest(maxDuration = "1m")
  void receipt(byte[] input) throws IOException {
    FuzzTargets.RECEIPT.fuzz(input);
  }

  @FuzzTest(maxDuration = "1m")
  void inclusion(byte[] input) throws IOException {
    FuzzTargets.INCLUSION.fuzz(input);
  }

  @FuzzTest(maxDuration = "1m")
  void consistency(byte[] input) throws IOException {
    FuzzTargets.CONSISTENCY.fuzz(input);
  }

  @FuzzTest(maxDuration = "1m")
  void tilePath(byte[] input) throws IOException {
    FuzzTargets.TILE_PATH.fuzz(input);
  }

  @FuzzTest(maxDuration = "1m")
  void entryBundle(byte[] input) throws IOException {
    FuzzTargets.ENTRY_BUNDLE.fuzz(input);
  }

  @FuzzTest(maxDuration = "1m")
  void edge(byte[] input) throws IOException {
    FuzzTargets.EDGE.fuzz(input);
  }

  @FuzzTest(maxDuration = "1m")
  void slot(byte[] input) throws IOException {
    FuzzTargets.SLOT.fuzz(input);
  }
}
