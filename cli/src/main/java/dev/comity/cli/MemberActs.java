package dev.comity.cli;

import dev.comity.governance.statement.BodyType;
import picocli.CommandLine;

/** The acts of parties and members: who they are, whether they belong, and their keys. */
final class MemberActs {
  private static final String ROLES =
      "assessor, authority, emergency, guardian, member, panel or publisher.";

  private MemberActs() {}

  static void addTo(CommandLine root, Surroundings surroundings) {
    root.addSubcommand("declare", declare(surroundings));
    root.addSubcommand("apply", apply(surroundings));
    root.addSubcommand("admit", admit(surroundings));
    root.addSubcommand("exit", exit(surroundings));
  }

  private static CommandLine declare(Surroundings surroundings) {
    return Declare.command(surroundings);
  }

  private static CommandLine apply(Surroundings surroundings) {
    Form form =
        new Form(BodyType.APPLY)
            .must("roles", Kind.TEXTS, "--role", "ROLE", "What you want to be: " + ROLES)
            .may("class", Kind.TEXT, "--class", "CLASS", "The class of members, for its weight.")
            .may(
                "controller",
                Kind.TEXT,
                "--controller",
                "PARTY",
                "Who decides for you, if somebody else does.")
            .why("Why you want to belong.");
    return FormAct.command(
        surroundings,
        form,
        "Apply to belong to a community. Declare yourself first.",
        "apply --role member --text \"We build chat systems.\" --key me.jwk --to URL");
  }

  private static CommandLine admit(Surroundings surroundings) {
    Form form =
        new Form(BodyType.ADMIT)
            .about("party", Kind.TEXT, "PARTY", "Who has applied.")
            .must("roles", Kind.TEXTS, "--role", "ROLE", "As what: " + ROLES)
            .may("class", Kind.TEXT, "--class", "CLASS", "The class of members.")
            .may("until", Kind.MOMENT, "--until", "TIME", "When it ends: a time, a day, or P1Y.");
    return FormAct.command(
        surroundings,
        form,
        "Admit an applicant, where the charter leaves that to your role. Where the members vote,"
            + " use propose admit.",
        "admit PARTY --role member --key me.jwk --to URL");
  }

  private static CommandLine exit(Surroundings surroundings) {
    return FormAct.command(
        surroundings,
        new Form(BodyType.EXIT).why("Why you leave."),
        "Leave a community; nobody can refuse it. Your certificates there end.",
        "exit --text \"We stopped building systems.\" --key me.jwk --to URL");
  }
}
