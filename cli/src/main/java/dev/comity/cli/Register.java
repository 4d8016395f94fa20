package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.BodyType;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a system by its card, gives it a new version, or withdraws it. */
@Command(
    name = "register",
    description =
        "Register your system by its card, or a new version of it; or withdraw it from the"
            + " community.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity register card.yaml --key me.jwk --to URL",
      "  comity register card.yaml --withdraw --key me.jwk --to URL"
    })
final class Register extends Act {
  @Parameters(paramLabel = "CARD", description = "The system card, YAML or JSON.")
  private Path card;

  @Option(names = "--withdraw", description = "Withdraw the system.")
  private boolean withdraw;

  Register(Surroundings surroundings) {
    super(surroundings, BodyType.SYSTEM);
  }

  @Override
  Json.Obj body() throws CommandFailure {
    JsonObject body = Json.object().put("card", Document.read(card).object());
    return (withdraw ? body.put("withdrawn", true) : body).build();
  }
}
