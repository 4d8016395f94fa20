package dev.comity.cli;

import dev.comity.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** An act whose body is nothing but its arguments. */
final class FormAct extends Act {
  private final Form form;

  private FormAct(Surroundings surroundings, Form form) {
    super(surroundings, form.type());
    this.form = form;
  }

  /** The command {@code name}; {@code description} and at least one example. */
  static CommandLine command(
      Surroundings surroundings, Form form, String description, String... examples) {
    CommandLine command = new CommandLine(new FormAct(surroundings, form));
    CommandSpec spec = command.getCommandSpec();
    form.addTo(spec);
    explain(spec, description, examples);
    return command;
  }

  /** Examples begin after {@code comity}; from an empty line on they are taken as they are. */
  static void explain(CommandSpec spec, String description, String... examples) {
    spec.usageMessage().description(description);
    spec.usageMessage().footerHeading("%nExamples:%n");
    List<String> footer = new ArrayList<>();
    boolean commands = true;
    for (String example : examples) {
      commands &= !example.isEmpty();
      boolean goesOn = example.startsWith(" ");
      footer.add(!commands ? example : goesOn ? "  " + example : "  comity " + example);
    }
    spec.usageMessage().footer(footer.toArray(String[]::new));
  }

  @Override
  Json.Obj body() throws CommandFailure, InterruptedException {
    return form.body(this);
  }
}
