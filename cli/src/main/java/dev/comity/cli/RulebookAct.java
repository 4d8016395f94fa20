package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.BodyType;
import dev.comity.rules.RulebookFolder;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Brings a rulebook into a log: to be voted on, or as the charter's role or a vote allows. */
final class RulebookAct extends Act {
  @Parameters(paramLabel = "FOLDER", description = "The rulebook's folder.")
  private Path folder;

  private final boolean tabled;

  private RulebookAct(Surroundings surroundings, boolean tabled) {
    super(surroundings, BodyType.RULEBOOK);
    this.tabled = tabled;
  }

  static CommandLine table(Surroundings surroundings) {
    CommandLine command = new CommandLine(new RulebookAct(surroundings, true));
    FormAct.explain(
        command.getCommandSpec(),
        "Lay a rulebook version before the members; it counts once they have adopted it (comity"
            + " propose adopt).",
        "table rulebooks/frontier-coherence --key me.jwk --to URL");
    return command;
  }

  static CommandLine publish(Surroundings surroundings) {
    CommandLine command = new CommandLine(new RulebookAct(surroundings, false));
    FormAct.explain(
        command.getCommandSpec(),
        "Publish a rulebook version, where the charter leaves that to your role.",
        "publish rulebooks/frontier-coherence --key me.jwk --to URL");
    return command;
  }

  @Override
  Json.Obj body() throws CommandFailure {
    RulebookFolder files = Rulebooks.read(folder);
    Rulebooks.compile(folder, files);
    JsonObject body = Json.object().put("files", files.toJson());
    return (tabled ? body.put("tabled", true) : body).build();
  }
}
