package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.governance.statement.BodyType;
import picocli.CommandLine;

/** Brings the committed key into use; it is the one that signs. */
final class NewKey extends Act {
  private final Form form;

  private NewKey(Surroundings surroundings, Form form) {
    super(surroundings, form.type());
    this.form = form;
  }

  static CommandLine rotate(Surroundings surroundings) {
    return command(
        surroundings,
        new Form(BodyType.KEY_ROTATE),
        "Bring the key that you committed to into use; from then on you sign with it.",
        "key rotate --key next.jwk --party PARTY --next after.jwk --to URL");
  }

  static CommandLine compromise(Surroundings surroundings) {
    Form form =
        new Form(BodyType.KEY_COMPROMISE)
            .about("keyId", Kind.KEY_ID, "STOLEN", "The stolen key: its file, or its id.")
            .must(
                "since",
                Kind.COUNT,
                "--since",
                "ENTRY",
                "The first entry that may not have been yours.");
    return command(
        surroundings,
        form,
        "Say that your key was in other hands, and bring the committed one into use.",
        "key compromise me.jwk --since 120 --key next.jwk --party PARTY --to URL");
  }

  private static CommandLine command(
      Surroundings surroundings, Form form, String description, String example) {
    form.may("next", Kind.KEY_ID, "--next", "FILE", "The key after this one: its file, or its id.");
    CommandLine command = new CommandLine(new NewKey(surroundings, form));
    form.addTo(command.getCommandSpec());
    FormAct.explain(command.getCommandSpec(), description, example);
    return command;
  }

  @Override
  Json.Obj body() throws CommandFailure, InterruptedException {
    if (!delivery().namesParty()) {
      throw CommandFailure.badInput(
          "--party: expected your party id, since the new key is not your first one");
    }
    return JsonPath.put(form.body(this), "key", delivery().key().publicKey().toJwk());
  }
}
