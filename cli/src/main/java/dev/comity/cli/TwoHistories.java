package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.governance.statement.BodyType;
import dev.comity.log.proof.Note;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Shows that a log's own key signed two histories, which freezes the log. */
final class TwoHistories extends Act {
  @Parameters(index = "0", paramLabel = "ONE", description = "A signed checkpoint.")
  private Path one;

  @Parameters(
      index = "1",
      paramLabel = "OTHER",
      description = "Another one of the same size with another root.")
  private Path other;

  private final Form form;

  private TwoHistories(Surroundings surroundings, Form form) {
    super(surroundings, form.type());
    this.form = form;
  }

  static CommandLine command(Surroundings surroundings) {
    Form form =
        new Form(BodyType.KEY_COMPROMISE)
            .must("keyId", Kind.KEY_ID, "--log-key", "FILE", "The log's key: its file, or its id.")
            .always("since", Json.of(0));
    CommandLine command = new CommandLine(new TwoHistories(surroundings, form));
    form.addTo(command.getCommandSpec());
    FormAct.explain(
        command.getCommandSpec(),
        "Show that a log's key signed two histories. The log takes no more entries then; its members"
            + " go on in a fork.",
        "key two-histories one.checkpoint other.checkpoint --log-key log.jwk --key me.jwk --to URL");
    return command;
  }

  @Override
  Json.Obj body() throws CommandFailure, InterruptedException {
    Json.Obj histories =
        Json.object()
            .put("one", InputFile.text(one, Note.MAX_SIZE))
            .put("other", InputFile.text(other, Note.MAX_SIZE))
            .build();
    return JsonPath.put(form.body(this), "histories", histories);
  }
}
