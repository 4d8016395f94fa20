package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.statement.BodyType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Imports a parent's rulebook. */
@Command(
    name = "baseline",
    description =
        "Import a rulebook of a parent community, which binds yours: the entry, its issuer's key"
            + " and its receipt are fetched from there.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity baseline https://authority.example/c/floor eu-ai-act-gpai --key me.jwk --to URL",
      "  comity baseline https://authority.example/c/floor eu-ai-act-gpai 1.0.0 --key me.jwk --to URL"
    })
final class BaselineAct extends Act {
  @Parameters(index = "0", paramLabel = "FROM", description = "The parent's address.")
  private String from;

  @Parameters(index = "1", paramLabel = "RULEBOOK", description = "The rulebook's id.")
  private String rulebook;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The version; by default the last one published there.")
  private @Nullable String version;

  BaselineAct(Surroundings surroundings) {
    super(surroundings, BodyType.BASELINE);
  }

  @Override
  Json.Obj body() throws CommandFailure, InterruptedException {
    ForeignEntry foreign = new ForeignEntry(CommunityUrl.parse(from));
    CommunityApi parent = foreign.community();
    return foreign.carried(Json.object().put("parent", parent.origin()), entry(parent));
  }

  /** The entry of the rulebook there. */
  private String entry(CommunityApi parent) throws CommandFailure, InterruptedException {
    long found = -1;
    try {
      for (Json item : JsonFields.of(parent.description(), "community").list("rulebooks")) {
        JsonFields book = JsonFields.of(item, "rulebook");
        boolean meant =
            book.text("rulebook").equals(rulebook)
                && !book.has("parent")
                && (version == null || book.text("version").equals(version));
        found = meant ? Math.max(found, book.count("entry")) : found;
      }
    } catch (VerificationException e) {
      throw CommandFailure.failed(parent.url() + ": " + e.detail());
    }
    if (found < 0) {
      throw CommandFailure.failed(
          parent.url()
              + ": no rulebook "
              + rulebook
              + (version == null ? "" : " " + version)
              + " of its own there");
    }
    return String.valueOf(found);
  }
}
