package dev.comity.node;

import dev.comity.core.VerificationException;
import dev.comity.log.witness.Witness;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The witness that every node is. It gets its key when it is first asked for: most nodes witness
 * nobody, and a start should make nothing that nobody wants.
 */
public final class NodeWitness implements Closeable {
  private final WitnessHome home;
  private final Clock clock;
  private @Nullable Witness witness;

  private NodeWitness(WitnessHome home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /** Opens the witness at once where there is one, so that a mistake in its files is noticed. */
  static NodeWitness at(Path directory, Clock clock) throws IOException, VerificationException {
    NodeWitness witness = new NodeWitness(new WitnessHome(directory), clock);
    if (witness.home.exists()) {
      witness.get();
    }
    return witness;
  }

  /** One that is open already; closes it. */
  public static NodeWitness of(Witness witness, WitnessHome home, Clock clock) {
    NodeWitness node = new NodeWitness(home, clock);
    node.witness = witness;
    return node;
  }

  public synchronized Witness get() throws IOException, VerificationException {
    if (witness == null) {
      if (!home.exists()) {
        home.create(
            key -> "comity.local/witness-" + key.publicKey().keyId().hex().substring(0, 8),
            new SecureRandom());
      }
      witness = home.open(List.of(), clock);
    }
    return witness;
  }

  /** Empty while nobody has asked for it. */
  public synchronized Optional<Witness> opened() {
    return Optional.ofNullable(witness);
  }

  @Override
  public synchronized void close() throws IOException {
    if (witness != null) {
      witness.close();
      witness = null;
    }
  }
}
