package dev.comity.log;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.AddCheckpoint;
import dev.comity.log.proof.NoteKey;
import dev.comity.log.proof.SignedCheckpoint;
import dev.comity.log.proof.TlogProof;
import dev.comity.log.proof.WitnessPolicy;
import dev.comity.log.witness.WitnessedLog;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/**
 * Coverage-guided search, one parser at a time and on request: {@code JAZZER_FUZZ=1 ./mvnw -pl log
 * -am test -DexcludedGroups= -Dtest='ParserFuzzTest#checkpoint'
 * -Dsurefire.failIfNoSpecifiedTests=false}. Every build runs the seeded mutations of the parsers'
 * own tests instead.
 */
@Tag("fuzz")
class ParserFuzzTest {
  /** What a strict parser takes has one encoding. */
  private static void requireSame(Bytes encoded, Bytes given) {
    if (!encoded.equals(given)) {
      throw new AssertionError("a second encoding");
    }
  }

  @FuzzTest(maxDuration = "5m")
  void checkpoint(byte[] input) {
    Bytes bytes = Bytes.of(input);
    try {
      requireSame(SignedCheckpoint.parse(bytes).encode(), bytes);
    } catch (VerificationException e) {
      // Refused, as almost everything must be.
    }
  }

  @FuzzTest(maxDuration = "5m")
  void tlogProof(byte[] input) {
    Bytes bytes = Bytes.of(input);
    try {
      TlogProof proof = TlogProof.parse(bytes);
      requireSame(proof.encode(), bytes);
      proof.verify(bytes, WitnessPolicy.NONE);
      throw new AssertionError("proved without a log");
    } catch (VerificationException e) {
      // Refused.
    }
  }

  @FuzzTest(maxDuration = "5m")
  void addCheckpoint(byte[] input) {
    Bytes bytes = Bytes.of(input);
    try {
      requireSame(AddCheckpoint.parse(bytes).encode(), bytes);
    } catch (VerificationException e) {
      // Refused.
    }
  }

  @FuzzTest(maxDuration = "5m")
  void witnessPolicy(byte[] input) {
    try {
      WitnessPolicy policy = WitnessPolicy.parse(Bytes.of(input));
      if (policy.isQuorum(Set.of()) != policy.quorum().isEmpty()) {
        throw new AssertionError("satisfied by nobody");
      }
    } catch (VerificationException e) {
      // Refused.
    }
  }

  @FuzzTest(maxDuration = "5m")
  void verifierKey(byte[] input) {
    String text = Bytes.of(input).utf8();
    try {
      if (!NoteKey.parse(text).encode().equals(text)) {
        throw new AssertionError("a second encoding");
      }
    } catch (VerificationException e) {
      // Refused.
    }
  }

  @FuzzTest(maxDuration = "5m")
  void witnessedLogs(byte[] input) {
    try {
      WitnessedLog.parse(Bytes.of(input));
    } catch (VerificationException e) {
      // Refused.
    }
  }
}
