package dev.comity.cli;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.governance.state.State;
import dev.comity.log.LogReader;
import dev.comity.node.Founding;
import dev.comity.rules.Bilingual;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Founds a community that goes on where another one ends for it. */
@Command(
    name = "fork",
    description = {
      "Found a new community from a log: its charter is the parent's as amended, its roles are held"
          + " by those who hold them there, and it names the parent's log, key, entry and root.",
      "The parent's log is verified first, every hash, signature and rule. The new log has keys and"
          + " a name of its own, so nothing that was signed for the parent counts in it; it begins"
          + " empty, and members declare themselves there and bring their records along (comity"
          + " exit-bundle). Classes and weights of members and rulebooks have to be given anew."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity fork --log data/communities/floor --data new-data --name floor-2",
      "  comity fork --log floor --data new-data --name floor-2 --at 1000 --root 9f86d0…",
      "",
      "Exit code: 0 founded, 1 the log does not verify or has another root, 2 bad input."
    })
final class ForkCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private final Terminal terminal;

  @Option(
      names = "--log",
      required = true,
      paramLabel = "DIR",
      description = "The parent's log, or a copy of it.")
  private Path log;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "NEW",
      description = "Data directory of the new node.")
  private Path data;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "The new community's short name.")
  private String name;

  @Option(
      names = "--at",
      paramLabel = "INDEX",
      description = "The parent's last entry that the fork stands by (default: its last).")
  private @Nullable Long at;

  @Option(
      names = "--root",
      paramLabel = "HASH",
      description = "What the parent's root there must be, as you or a witness remember it.")
  private @Nullable String root;

  @Option(
      names = "--log-key",
      paramLabel = "FILE",
      description = "The parent log's public key, a JWK from a source that you trust.")
  private @Nullable Path logKey;

  @Option(
      names = "--origin",
      paramLabel = "NAME",
      description = "The new log's name for ever (default comity.local/NAME).")
  private @Nullable String origin;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "Operator",
      description = "Name of the operator (default ${DEFAULT-VALUE}).")
  private String operator = "Operator";

  ForkCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    LogPlace place = OneLog.in(log);
    Json.Obj charter;
    try {
      charter = charter(place);
    } catch (VerificationException e) {
      throw CommandFailure.failed(log + ": not verified: " + e.detail());
    } catch (IOException e) {
      throw LogCheck.unreadable(place, e);
    }
    try {
      Path founded =
          Founding.found(
              data.resolve("communities"),
              newOrigin(),
              new Bilingual(operator, operator),
              charter,
              surroundings.random(),
              surroundings.clock());
      terminal.print(terminal.words().text("found.founded", founded));
      terminal.print(terminal.words().text("found.serve", "comity up --empty --data " + data));
      terminal.print(terminal.words().text("fork.members", newOrigin()));
      return Exit.OK;
    } catch (VerificationException e) {
      throw CommandFailure.badInput(e.detail());
    } catch (IOException e) {
      throw InputFile.failure(data, e);
    }
  }

  private String newOrigin() {
    return origin == null ? "comity.local/" + name : origin;
  }

  private Json.Obj charter(LogPlace place)
      throws CommandFailure, IOException, VerificationException {
    LogReader reader = LogReader.open(place.source());
    long index = at == null ? reader.size() - 1 : at;
    if (index < 0 || index >= reader.size()) {
      throw CommandFailure.badInput(
          "--at: expected 0 to " + (reader.size() - 1) + ", found " + index);
    }
    AtomicReference<State> then = new AtomicReference<>(State.EMPTY);
    Optional<VerificationKey> trusted =
        logKey == null ? Optional.empty() : Optional.of(Keys.publicKey(logKey));
    LogAudit.run(
        place,
        trusted,
        state -> {
          if (state.size() == index + 1) {
            then.set(state);
          }
        });
    Hash found = reader.rootAt(index + 1);
    requireRoot(index, found);
    State fork =
        Objects.requireNonNull(then.get(), "a log that has the root has the entry before it");
    return charter(fork, index, found);
  }

  private void requireRoot(long index, Hash found) throws CommandFailure {
    if (root != null && !root.equals(found.hex())) {
      throw CommandFailure.failed(
          log
              + ": with entry "
              + index
              + " as its last the log has the root "
              + found.hex()
              + ", not "
              + root
              + ": this is another history");
    }
  }

  private Json.Obj charter(State parent, long index, Hash found) throws CommandFailure {
    if (parent.charter().isEmpty()) {
      throw CommandFailure.badInput("--at: entry " + index + " is before the parent's charter");
    }
    if (newOrigin().equals(parent.origin())) {
      throw CommandFailure.badInput(
          "--origin: a fork needs another name than its parent's, " + parent.origin());
    }
    Map<String, Json> fields = new TreeMap<>(((Json.Obj) parent.chartered().source()).fields());
    fields.put("community", Json.of(name));
    fields.put("roles", roles(parent));
    fields.put(
        "fork",
        Json.object()
            .put("log", parent.origin())
            .put("logKey", parent.policy().orElseThrow().logKeyAt(index + 1).toJwk())
            .put("index", index)
            .put("root", found.hex())
            .build());
    return new Json.Obj(fields);
  }

  private static Json roles(State parent) {
    return new Json.Obj(
        parent.members().values().stream()
            .flatMap(member -> member.roles().keySet().stream())
            .distinct()
            .collect(
                Collectors.toMap(
                    role -> role,
                    role -> Json.strings(parent.holders(role)),
                    (a, b) -> a,
                    TreeMap::new)));
  }
}
