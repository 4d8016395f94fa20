package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.log.witness.Witness;
import dev.comity.log.witness.WitnessedLog;
import dev.comity.node.RunningWitness;
import dev.comity.node.WitnessHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a witness of other logs, and nothing else. */
@Command(
    name = "witness",
    description = {
      "Run a witness (C2SP tlog-witness): it cosigns the checkpoints of the logs that you name,"
          + " after it has seen that they only grow.",
      "DIR holds its key, its name, what it remembers, and the file logs with one verifier key a"
          + " line. A node's own witness lives in the folder witness of the node's data."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity witness --data my-witness --name witness.example.org/w1 --log"
          + " example.org/log+1b2c3d4e+AbCd…",
      "  comity witness --data my-witness --port 8070",
      "  curl http://localhost:7070/c/floor/vkey       the verifier key of a community's log",
      "",
      "Exit code: 0 after a clean stop, 2 when it cannot start."
    })
final class WitnessCommand implements Callable<Integer> {
  /** Held here: the logging system forgets levels of loggers that nobody holds. */
  private static final Logger QUIET = Logger.getLogger("io.helidon");

  private final Surroundings surroundings;
  @Mixin private final Terminal terminal;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The witness's directory; made when it is not there.")
  private Path data;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Its name for ever, like an address without scheme; needed when it is made, and"
              + " checked later.")
  private @Nullable String name;

  @Option(
      names = "--port",
      defaultValue = "7071",
      description = "Port; 0 takes a free one (default ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "localhost",
      description = "Address to listen on (default ${DEFAULT-VALUE}).")
  private String host = "localhost";

  @Option(
      names = "--log",
      paramLabel = "VKEY",
      description = "The verifier key of a log to cosign for, beside those in the file logs.")
  private List<String> logKeys = new ArrayList<>();

  @Option(
      names = "--stop-when-ready",
      description = "Stop as soon as it listens; for making its key beforehand.")
  private boolean stopWhenReady;

  WitnessCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    // The web server's own chatter is not for the person who starts a witness.
    QUIET.setLevel(Level.WARNING);
    List<WitnessedLog> logs = new ArrayList<>();
    for (String logKey : logKeys) {
      logs.add(new WitnessedLog(VerifierKeys.log("--log", logKey)));
    }
    try {
      return serve(logs);
    } catch (VerificationException e) {
      throw CommandFailure.badInput(e.detail());
    } catch (IOException e) {
      throw CommandFailure.badInput(InputFile.reason(e));
    }
  }

  private int serve(List<WitnessedLog> logs)
      throws CommandFailure, IOException, VerificationException, InterruptedException {
    WitnessHome home = new WitnessHome(data);
    prepare(home);
    RunningWitness running = RunningWitness.start(home, logs, host, port, surroundings.clock());
    CountDownLatch stopped = new CountDownLatch(1);
    Thread stop = new Thread(() -> stop(running, stopped));
    Runtime.getRuntime().addShutdownHook(stop);
    describe(running);
    if (stopWhenReady) {
      Runtime.getRuntime().removeShutdownHook(stop);
      running.close();
      return Exit.OK;
    }
    stopped.await();
    return Exit.OK;
  }

  private void prepare(WitnessHome home) throws CommandFailure, IOException, VerificationException {
    if (!home.exists()) {
      if (name == null) {
        throw CommandFailure.badInput(
            data + ": no witness here yet; give it a name with --name to make one");
      }
      String chosen = name;
      home.create(key -> chosen, surroundings.random());
    }
    if (name != null && !name.equals(home.name())) {
      throw CommandFailure.badInput(
          "--name: the witness in " + data + " is " + home.name() + ", not " + name);
    }
  }

  private void describe(RunningWitness running) {
    Words words = terminal.words();
    terminal.print(words.text("witness.at", "http://" + host + ":" + running.port() + "/witness"));
    terminal.print(words.text("witness.key", running.witness().key().encode()));
    for (Witness.Standing log : running.witness().standings()) {
      terminal.print(words.text("witness.log", log.origin(), log.size()));
    }
    if (running.witness().standings().isEmpty()) {
      terminal.print(words.text("witness.none", data.resolve("logs")));
    }
    terminal.print(words.text("up.stop"));
  }

  private static void stop(RunningWitness running, CountDownLatch stopped) {
    try {
      running.close();
    } catch (IOException e) {
      System.err.println("comity: " + e.getMessage());
    } finally {
      stopped.countDown();
    }
  }
}
