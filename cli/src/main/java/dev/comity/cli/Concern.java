package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.governance.statement.BodyType;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Raises a concern, in one's own name or with a throw-away key. */
final class Concern extends Act {
  private final Form form;

  @Option(
      names = "--anonymous",
      description =
          "The key is a throw-away one that is not declared: it goes into the statement. Keep it to"
              + " verify or contest the answer.")
  private boolean anonymous;

  private Concern(Surroundings surroundings, Form form) {
    super(surroundings, form.type());
    this.form = form;
  }

  static CommandLine command(Surroundings surroundings) {
    Form form =
        new Form(BodyType.CONCERN)
            .about("system", Kind.TEXT, "SYSTEM", "The system.")
            .must("severity", Kind.COUNT, "--severity", "N", "1 (slight) to 6 (catastrophic).")
            .why("What concerns you.");
    CommandLine command = new CommandLine(new Concern(surroundings, form));
    form.addTo(command.getCommandSpec());
    FormAct.explain(
        command.getCommandSpec(),
        "Raise a concern about a system; its provider has to answer in time.",
        "concern chat-1 --severity 3 --text \"It gives dosages.\" --key me.jwk --to URL",
        "concern chat-1 --severity 3 --text \"…\" --anonymous --key once.jwk --to URL");
    return command;
  }

  @Override
  Json.Obj body() throws CommandFailure, InterruptedException {
    Json.Obj body = form.body(this);
    return anonymous ? JsonPath.put(body, "key", delivery().key().publicKey().toJwk()) : body;
  }
}
