package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.governance.statement.BodyType;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code comity propose …}: one command for each thing that the members can decide. */
final class ProposeCommands {
  private static final String ROLE =
      "assessor, authority, emergency, guardian, member, panel or publisher.";

  private ProposeCommands() {}

  static void addTo(CommandLine group, Surroundings surroundings) {
    group.addSubcommand("amend", amend(surroundings));
    group.addSubcommand("adopt", adopt(surroundings));
    group.addSubcommand("retire", retire(surroundings));
    group.addSubcommand("admit", admit(surroundings));
    group.addSubcommand("grant", grant(surroundings));
    group.addSubcommand("revoke", revoke(surroundings));
    group.addSubcommand("expel", expel(surroundings));
    group.addSubcommand("recognise", Recognise.proposal(surroundings));
    group.addSubcommand("end-recognition", endRecognition(surroundings));
    group.addSubcommand("renew-emergency", renewEmergency(surroundings));
    group.addSubcommand("from", from(surroundings));
  }

  /** A proposal with one action, whose fields are the arguments. */
  static final class OneAction extends ProposeAct {
    private final String action;
    private final Form form;

    private OneAction(Surroundings surroundings, String action, Form form) {
      super(surroundings);
      this.action = action;
      this.form = form;
    }

    @Override
    Json.Obj proposed() throws CommandFailure, InterruptedException {
      return one(action, form.body(this));
    }
  }

  static Json.Obj one(String action, Json.Obj fields) {
    Json.Obj named = Json.object().put(action, fields).build();
    return Json.object().put("actions", new Json.Arr(List.of(named))).build();
  }

  static final class Amend extends ProposeAct {
    @Option(
        names = "--set",
        paramLabel = "FIELD=VALUE",
        description = "A field of the charter and its new value; repeatable.")
    private List<String> sets = List.of();

    @Option(
        names = "--unset",
        paramLabel = "FIELD",
        description = "A field that gets its default again; repeatable.")
    private List<String> unsets = List.of();

    private Amend(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Json.Obj proposed() throws CommandFailure {
      return one("amend-charter", CharterChanges.parse(sets, unsets));
    }
  }

  static final class FromFile extends ProposeAct {
    @Parameters(
        paramLabel = "FILE",
        description = "YAML: actions, or several options with their actions; see the manual.")
    private Path file;

    private FromFile(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Json.Obj proposed() throws CommandFailure {
      return Document.read(file).object();
    }
  }

  private static Form form() {
    return new Form(BodyType.PROPOSE);
  }

  private static CommandLine command(
      Surroundings surroundings, String action, Form form, String description, String... examples) {
    CommandLine command = new CommandLine(new OneAction(surroundings, action, form));
    form.addTo(command.getCommandSpec());
    FormAct.explain(command.getCommandSpec(), description, examples);
    return command;
  }

  private static CommandLine amend(Surroundings surroundings) {
    CommandLine command = new CommandLine(new Amend(surroundings));
    FormAct.explain(
        command.getCommandSpec(),
        "Propose to change the charter.",
        "propose amend --set deliberation.quorum=1/2 --key me.jwk --to URL",
        "propose amend --set \"deliberation.powers.admit=> 2/3 of cast\" --unset sanctions.grace \\",
        "  --title \"Admit by two thirds\" --title-zh 以三分之二接纳 --key me.jwk --to URL");
    return command;
  }

  private static CommandLine adopt(Surroundings surroundings) {
    CommandLine command = new CommandLine(new Adopt(surroundings));
    FormAct.explain(
        command.getCommandSpec(),
        "Propose to adopt a rulebook version that was tabled (comity table).",
        "propose adopt coherence 1.0.0 --from 2027-01-31 --grace P30D --key me.jwk --to URL",
        "propose adopt coherence 1.0.0 --trial --key me.jwk --to URL");
    return command;
  }

  static final class Adopt extends ProposeAct {
    @Parameters(index = "0", paramLabel = "RULEBOOK", description = "The rulebook's id.")
    private String rulebook;

    @Parameters(index = "1", paramLabel = "VERSION", description = "The tabled version.")
    private String version;

    @Option(names = "--trial", description = "On trial: decided and shown, not counted.")
    private boolean trial;

    @Option(
        names = "--from",
        paramLabel = "DAY",
        description = "The first day; by default the rulebook's own.")
    private String from = "";

    @Option(
        names = "--grace",
        paramLabel = "PERIOD",
        description = "How long certificates that it no longer carries stay conditional.")
    private String grace = "";

    private Adopt(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Json.Obj proposed() {
      Json.Obj fields =
          Json.object()
              .put("rulebook", rulebook)
              .put("version", version)
              .put("standing", trial ? "trial" : "in-force")
              .build();
      fields = from.isEmpty() ? fields : JsonPath.put(fields, "from", Json.of(from));
      fields = grace.isEmpty() ? fields : JsonPath.put(fields, "grace", Json.of(grace));
      return one("adopt-rulebook", fields);
    }
  }

  private static CommandLine retire(Surroundings surroundings) {
    return command(
        surroundings,
        "retire-rulebook",
        form()
            .about("rulebook", Kind.TEXT, "RULEBOOK", "The rulebook's id.")
            .about("version", Kind.TEXT, "VERSION", "The version in force."),
        "Propose to take a rulebook version out of force.",
        "propose retire coherence 1.0.0 --key me.jwk --to URL");
  }

  private static CommandLine admit(Surroundings surroundings) {
    return command(
        surroundings,
        "admit",
        form()
            .about("party", Kind.TEXT, "PARTY", "Who has applied.")
            .must("roles", Kind.TEXTS, "--role", "ROLE", "As what: " + ROLE)
            .may("class", Kind.TEXT, "--class", "CLASS", "The class of members, for its weight.")
            .may("until", Kind.MOMENT, "--until", "TIME", "When it ends: a time, a day, or P1Y."),
        "Propose to admit an applicant.",
        "propose admit PARTY --role member --class large --key me.jwk --to URL");
  }

  private static CommandLine grant(Surroundings surroundings) {
    return command(
        surroundings,
        "grant",
        form()
            .about("party", Kind.TEXT, "PARTY", "Who gets it.")
            .about("role", Kind.TEXT, "ROLE", ROLE)
            .may("until", Kind.MOMENT, "--until", "TIME", "When it ends: a time, a day, or P1Y."),
        "Propose to give somebody a role.",
        "propose grant PARTY guardian --until P1Y --key me.jwk --to URL");
  }

  private static CommandLine revoke(Surroundings surroundings) {
    return command(
        surroundings,
        "revoke",
        form()
            .about("party", Kind.TEXT, "PARTY", "Who holds it.")
            .about("role", Kind.TEXT, "ROLE", ROLE),
        "Propose to take a role from somebody.",
        "propose revoke PARTY assessor --key me.jwk --to URL");
  }

  private static CommandLine expel(Surroundings surroundings) {
    return command(
        surroundings,
        "expel",
        form().about("party", Kind.TEXT, "PARTY", "The member."),
        "Propose to expel a member.",
        "propose expel PARTY --key me.jwk --to URL");
  }

  private static CommandLine endRecognition(Surroundings surroundings) {
    return command(
        surroundings,
        "end-recognition",
        form().about("community", Kind.TEXT, "LOG", "The other community's log."),
        "Propose to end the recognition of another community.",
        "propose end-recognition other.example/log --key me.jwk --to URL");
  }

  private static CommandLine renewEmergency(Surroundings surroundings) {
    return command(
        surroundings,
        "renew-emergency",
        form().about("emergency", Kind.ID, "EMERGENCY", "The emergency that still holds."),
        "Propose that an emergency measure goes on for as long again.",
        "propose renew-emergency EMERGENCY --key me.jwk --to URL");
  }

  private static CommandLine from(Surroundings surroundings) {
    CommandLine command = new CommandLine(new FromFile(surroundings));
    FormAct.explain(
        command.getCommandSpec(),
        "Propose several actions at once, or several options to be ranked, from a YAML file.",
        "propose from options.yaml --key me.jwk --to URL",
        "",
        "A file with options:",
        "  title: {en: \"Which quorum?\", zh: \"法定人数多少？\"}",
        "  options:",
        "    - {name: half, actions: [{amend-charter: {deliberation: {quorum: \"1/2\"}}}]}",
        "    - {name: third, actions: [{amend-charter: {deliberation: {quorum: \"1/3\"}}}]}");
    return command;
  }
}
