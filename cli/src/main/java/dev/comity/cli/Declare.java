package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.governance.statement.BodyType;
import picocli.CommandLine;

/** Declares a party under a name; the key is the one that signs. */
final class Declare extends Act {
  private final Form form;

  private Declare(Surroundings surroundings, Form form) {
    super(surroundings, form.type());
    this.form = form;
  }

  static CommandLine command(Surroundings surroundings) {
    Form form =
        new Form(BodyType.PARTY)
            .inBothLanguages("name", "--name", "Your name.", true)
            .must(
                "kind", Kind.TEXT, "--kind", "KIND", "What you are: organisation, person or node.")
            .may("domain", Kind.TEXT, "--domain", "DOMAIN", "Your domain, such as example.org.");
    CommandLine command = new CommandLine(new Declare(surroundings, form));
    form.addTo(command.getCommandSpec());
    FormAct.explain(
        command.getCommandSpec(),
        "Declare yourself in a community's log, or change your name there. The key is your"
            + " identity.",
        "declare --name \"Example Ltd\" --name-zh 示例公司 --kind organisation --key me.jwk --to URL");
    return command;
  }

  @Override
  Json.Obj body() throws CommandFailure, InterruptedException {
    return JsonPath.put(form.body(this), "key", delivery().key().publicKey().toJwk());
  }
}
