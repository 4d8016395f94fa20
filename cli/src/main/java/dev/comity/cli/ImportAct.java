package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.BodyType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a proof of what another community decided. */
@Command(
    name = "import",
    description =
        "Bring into your community's log what a recognised community decided: the entry, its"
            + " issuer's key and its receipt are fetched from there.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity import https://other.example/c/other --system chat-1 --key me.jwk --to URL",
      "  comity import https://other.example/c/other 118 --key me.jwk --to URL"
    })
final class ImportAct extends Act {
  @Parameters(index = "0", paramLabel = "FROM", description = "The other community's address.")
  private String from;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ENTRY",
      description = "The decision (or recognition): its id or its entry's number.")
  private @Nullable String entry;

  @Option(
      names = "--system",
      paramLabel = "SYSTEM",
      description = "The latest decision about this system, in the place of ENTRY.")
  private @Nullable String system;

  @Option(
      names = "--via",
      paramLabel = "LOG",
      description = "The log whose recognition is followed, when it is not recognised itself.")
  private @Nullable String via;

  ImportAct(Surroundings surroundings) {
    super(surroundings, BodyType.IMPORT);
  }

  @Override
  Json.Obj body() throws CommandFailure, InterruptedException {
    ForeignEntry foreign = new ForeignEntry(CommunityUrl.parse(from));
    JsonObject fields = Json.object().put("community", foreign.community().origin());
    if (via != null) {
      fields.put("via", via);
    }
    return foreign.carried(fields, reference(foreign.community()));
  }

  private String reference(CommunityApi community) throws CommandFailure, InterruptedException {
    if (entry != null && system == null && CommunityApi.isReference(entry)) {
      return entry;
    }
    if (entry != null || system == null || !system.matches("[a-z0-9][a-z0-9.-]{0,63}")) {
      throw CommandFailure.badInput(
          "ENTRY: expected an id or an entry's number, or --system with a system's id");
    }
    try {
      JsonFields shown = JsonFields.of(community.json("systems/" + system), "system");
      return shown.has("decision")
          ? String.valueOf(shown.object("decision").count("entry"))
          : nothing(community);
    } catch (VerificationException e) {
      throw CommandFailure.failed(community.url() + ": " + e.detail());
    }
  }

  private String nothing(CommunityApi community) throws CommandFailure {
    throw CommandFailure.failed(community.url() + ": nothing is decided about " + system + " yet");
  }
}
