package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cose.CoseSign1;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.ConsistencyReceipt;
import java.nio.file.Path;
import java.util.List;

/** Checks a receipt of consistency against the two checkpoints it lies between. */
record ConsistencyCheck(Path file, Path older, Path newer, List<VerificationKey> keys) {
  private static final long VDP = 396;
  private static final long CONSISTENCY = -2;

  ConsistencyCheck {
    keys = List.copyOf(keys);
  }

  /** Whether {@code bytes} look like a receipt of consistency. */
  static boolean isFor(Bytes bytes) {
    try {
      return CoseSign1.decode(bytes).unprotected().get(VDP).orElse(null) instanceof Cbor.Map proofs
          && proofs.get(CONSISTENCY).isPresent();
    } catch (VerificationException e) {
      return false;
    }
  }

  /** Prints what was verified, or fails in one line. */
  void run(Bytes content, Terminal terminal) throws CommandFailure {
    Checkpoint before = CheckpointFile.read(older, keys);
    Checkpoint after = CheckpointFile.read(newer, keys);
    try {
      ConsistencyReceipt receipt = ConsistencyReceipt.decode(content);
      receipt.verify(before, key(receipt)).requireIn(after);
      Words words = terminal.words();
      terminal.print(
          new TextTable()
              .row(words.text("receipt.log"), OneLine.of(receipt.issuer()))
              .row(words.text("receipt.key"), receipt.kid().hex())
              .row(
                  words.text("receipt.sizes"),
                  words.text("receipt.from", before.size(), after.size()))
              .row(words.text("receipt.root"), after.root().hex())
              .lines());
      terminal.print(words.text("receipt.consistent"));
    } catch (VerificationException e) {
      throw CommandFailure.failed(file + ": not verified: " + e.detail());
    }
  }

  private VerificationKey key(ConsistencyReceipt receipt) throws CommandFailure {
    return keys.stream()
        .filter(key -> key.keyId().bytes().equals(receipt.kid()))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.failed(
                    file + ": not verified: no key " + receipt.kid().hex() + " was given"));
  }
}
