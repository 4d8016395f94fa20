package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.node.Founding;
import dev.comity.node.postgres.DatabaseUrl;
import dev.comity.node.postgres.PostgresLogs;
import dev.comity.rules.Bilingual;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Founds a community in a data directory: its keys, and a log that begins with policy, clock and
 * charter.
 */
@Command(
    name = "found",
    description =
        "Found a community from a charter file. Start the node afterwards; a running one does not"
            + " see it.",
    footer = {
      "",
      "A charter to begin with is made by comity init --charter-only; docs/spec/statements.md has"
          + " every field.",
      "A party id is what `comity keygen` prints.",
      "",
      "Examples:",
      "  comity keygen -o me.jwk",
      "  comity found charter.yaml --data my-data",
      "  comity up --empty --data my-data"
    })
final class FoundCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CHARTER", description = "The charter, YAML or JSON.")
  private Path charter;

  @Option(
      names = "--data",
      defaultValue = "comity-data",
      description = "Data directory (default ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--origin",
      paramLabel = "NAME",
      description = "The log's name for ever (default comity.local/COMMUNITY).")
  private String origin = "";

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "Operator",
      description = "Name of the operator (default ${DEFAULT-VALUE}).")
  private String operator = "Operator";

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "Keep the log in this database, for several nodes: jdbc:postgresql://HOST/NAME?user=USER."
              + " Another node joins with a copy of the community's directory, which holds the"
              + " keys.")
  private @Nullable String database;

  private final Surroundings surroundings;
  @Mixin private final Terminal terminal;

  FoundCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    Json root = Document.read(charter).root();
    if (!(root instanceof Json.Obj given)) {
      throw CommandFailure.badInput(charter + ": expected an object with the charter's fields");
    }
    try {
      Path directory = found(given);
      terminal.print(terminal.words().text("found.founded", directory));
      String up = "comity up --empty --data " + data + (database == null ? "" : " --database URL");
      terminal.print(terminal.words().text("found.serve", up));
      return 0;
    } catch (VerificationException e) {
      throw CommandFailure.badInput(charter + ": " + e.detail());
    } catch (IOException e) {
      throw CommandFailure.badInput(String.valueOf(e.getMessage()));
    }
  }

  private Path found(Json.Obj given) throws IOException, VerificationException {
    if (database == null) {
      return found(given, Optional.empty());
    }
    try (PostgresLogs logs = PostgresLogs.open(DatabaseUrl.parse(database))) {
      return found(given, Optional.of(logs));
    }
  }

  private Path found(Json.Obj given, Optional<PostgresLogs> logs)
      throws IOException, VerificationException {
    return Founding.found(
        data.resolve("communities"),
        origin(given),
        new Bilingual(operator, operator),
        withDefaults(given),
        surroundings.random(),
        surroundings.clock(),
        logs);
  }

  private String origin(Json.Obj given) {
    if (!origin.isEmpty()) {
      return origin;
    }
    String slug = given.fields().get("community") instanceof Json.Str text ? text.text() : "";
    return "comity.local/" + slug;
  }

  /** A small charter is legal: what it leaves out gets the usual value. */
  private static Json.Obj withDefaults(Json.Obj given) {
    JsonObject full = Json.object();
    full.put("reducer", 1).put("roles", Json.object().build());
    full.put("certificateTerm", "P12M").put("responseWindow", "P14D");
    for (Map.Entry<String, Json> field : given.fields().entrySet()) {
      full.put(field.getKey(), field.getValue());
    }
    return full.build();
  }
}
