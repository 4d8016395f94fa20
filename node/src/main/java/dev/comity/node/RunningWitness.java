package dev.comity.node;

import dev.comity.core.VerificationException;
import dev.comity.log.witness.Witness;
import dev.comity.log.witness.WitnessedLog;
import dev.comity.node.http.WebFace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A witness that listens on its own, without a node around it. */
public final class RunningWitness implements AutoCloseable {
  private final Witness witness;
  private final WebFace web;

  private RunningWitness(Witness witness, WebFace web) {
    this.witness = witness;
    this.web = web;
  }

  /**
   * Opens the witness and listens; {@code logs} are cosigned for beside those in its file. Throws
   * in one line that names what is wrong.
   *
   * @param port 0 takes a free one
   */
  public static RunningWitness start(
      WitnessHome home, List<WitnessedLog> logs, String host, int port, Clock clock)
      throws IOException, VerificationException {
    NodeOptions address = new NodeOptions(Path.of(""), host, port, clock);
    address.requireFree();
    Witness witness = home.open(logs, clock);
    try {
      NodeWitness alone = NodeWitness.of(witness, home, clock);
      return new RunningWitness(witness, WebFace.startWitness(host, port, alone));
    } catch (UncheckedIOException | IllegalStateException e) {
      witness.close();
      throw address.cannotListen(e);
    }
  }

  public int port() {
    return web.port();
  }

  public Witness witness() {
    return witness;
  }

  /** Takes no more requests, then lets the directory go. */
  @Override
  public void close() throws IOException {
    web.close();
    witness.close();
  }
}
