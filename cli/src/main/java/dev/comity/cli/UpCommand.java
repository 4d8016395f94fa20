package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.node.Community;
import dev.comity.node.Node;
import dev.comity.node.NodeOptions;
import dev.comity.node.demo.Demonstration;
import dev.comity.rules.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a node; on an empty data directory it plays the demonstration first. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a node. On an empty data directory it plays a demonstration: three communities, their parties and two systems"
          + " measured from public answers."
    },
    footer = {
      "",
      "Examples:",
      "  comity up                            node with the demonstration on http://localhost:7070",
      "  comity up --port 8080 --data /srv/c  another port, another data directory",
      "  comity up --empty                    a node without communities; see comity found --help"
    })
final class UpCommand implements Callable<Integer> {
  /** Held here: the logging system forgets levels of loggers that nobody holds. */
  private static final Logger QUIET = Logger.getLogger("io.helidon");

  @Option(names = "--port", defaultValue = "7070", description = "Port; 0 takes a free one.")
  int port;

  @Option(
      names = "--host",
      defaultValue = "localhost",
      description = "Address to listen on (default ${DEFAULT-VALUE}).")
  String host = "localhost";

  @Option(
      names = "--data",
      defaultValue = "comity-data",
      description = "Data directory (default ${DEFAULT-VALUE}).")
  Path data = Path.of("comity-data");

  @Option(names = "--empty", description = "Play no demonstration.")
  boolean empty;

  @Option(
      names = "--stop-when-ready",
      description = "Stop as soon as everything is served; for preparing a data directory.")
  private boolean stopWhenReady;

  @Spec private CommandSpec spec;

  private Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws IOException, VerificationException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    // The web server's own chatter is not for the person who starts a node.
    QUIET.setLevel(Level.WARNING);
    Optional<Demonstration> demonstration = prepare();
    Node node = Node.start(new NodeOptions(data, host, port, clock));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, stopped)));
    URI url = URI.create("http://" + host + ":" + node.port());
    if (demonstration.isPresent()) {
      demonstration.get().play(url);
      Files.deleteIfExists(unfinished());
    }
    describe(out, node, url);
    if (!stopWhenReady) {
      stopped.await();
    }
    return 0;
  }

  /** An interrupted demonstration is begun again: nobody has relied on it. */
  private Optional<Demonstration> prepare() throws IOException, VerificationException {
    if (Files.exists(unfinished())) {
      throw VerificationException.malformed(
          data + ": a demonstration was interrupted here; remove the directory, or give another with --data");
    }
    if (empty || !isEmpty(data)) {
      return Optional.empty();
    }
    Demonstration demonstration = Demonstration.read(ComityHome.path(), clock);
    demonstration.prepare();
    Files.createDirectories(data);
    Files.writeString(unfinished(), "the demonstration is being played\n");
    demonstration.found(data);
    return Optional.of(demonstration);
  }

  private Path unfinished() {
    return data.resolve("demonstration.unfinished");
  }

  private static boolean isEmpty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void stop(Node node, CountDownLatch stopped) {
    try {
      node.close();
    } catch (IOException e) {
      System.err.println("comity: " + e.getMessage());
    } finally {
      stopped.countDown();
    }
  }

  private void describe(PrintWriter out, Node node, URI url) {
    out.println("Comity is at " + url);
    if (node.communities().isEmpty()) {
      out.println("  No community yet; make one with: comity found CHARTER --data " + data);
    }
    for (Community community : node.communities().values()) {
      describe(out, community);
    }
    if (!node.communities().isEmpty()) {
      String first = node.communities().firstKey();
      out.println();
      out.println("Check it yourself (the first two need no node):");
      out.println(
          "  comity measure incoherence demo/answers/deepseek-v3.jsonl --where condition=baseline");
      out.println("  comity log verify " + data.resolve("communities").resolve(first));
      out.println("  comity log verify " + url + "/c/" + first);
    }
    out.println("Stop with Ctrl-C.");
    out.flush();
  }

  private static void describe(PrintWriter out, Community community) {
    State state = community.state();
    boolean demonstration =
        state.charter().map(c -> c.charter().demonstration()).orElse(false);
    out.println();
    out.printf(
        Locale.ROOT,
        "  %s%s: %d entries, state %s%n",
        state.charter().map(c -> c.charter().title().en()).orElse(community.slug()),
        demonstration ? " (demonstration, certifies nobody's product)" : "",
        state.size(),
        state.digest().hex().substring(0, 16));
    for (SystemState system : state.systems().values()) {
      out.printf(
          Locale.ROOT, "    %-52s %s%n", system.card().name().en(), standing(state, system));
    }
  }

  private static String standing(State state, SystemState system) {
    Optional<RequestState> request = system.request().map(state.requests()::get);
    Optional<CertificateState> certificate =
        request.map(RequestState::certificateId).map(state.certificates()::get);
    return certificate
        .map(c -> c.status().name().toLowerCase(Locale.ROOT))
        .or(() -> request.flatMap(RequestState::outcome).map(Outcome::text))
        .orElse("registered");
  }
}
