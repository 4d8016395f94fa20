package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.NoteKey;
import dev.comity.log.proof.WitnessPolicy;
import dev.comity.log.witness.CosignatureCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Which witnesses must cosign a community's checkpoints before they are published. */
final class WitnessConfiguration {
  private WitnessConfiguration() {}

  static Path file(Path communityDirectory) {
    return communityDirectory.resolve("witness.policy");
  }

  /**
   * Reads {@code witness.policy} of a community (C2SP tlog-policy). Empty without the file: then
   * checkpoints are published as they are. Throws, naming file and line, when the policy is
   * malformed, cannot be satisfied by witnesses with an address, or lists logs without any of the
   * keys of {@code log}, the current one first.
   */
  static Optional<CosignatureCollector> read(
      Path communityDirectory, List<NoteKey> log, Clock clock)
      throws IOException, VerificationException {
    Path file = file(communityDirectory);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > WitnessPolicy.MAX_SIZE) {
      throw VerificationException.malformed(file + ": too large for a witness policy");
    }
    try {
      WitnessPolicy policy = WitnessPolicy.parse(Bytes.of(Files.readAllBytes(file)));
      if (!policy.logs().isEmpty()
          && policy.logs().stream().noneMatch(listed -> log.contains(listed.key()))) {
        throw VerificationException.malformed(
            "it lists logs, but not this one; add: log " + log.getFirst().encode());
      }
      return Optional.of(
          new CosignatureCollector(policy, CosignatureCollector.Patience.USUAL, clock));
    } catch (VerificationException e) {
      throw new VerificationException(e.code(), file + ": " + e.detail());
    } catch (IllegalArgumentException e) {
      throw VerificationException.malformed(file + ": " + e.getMessage());
    }
  }
}
