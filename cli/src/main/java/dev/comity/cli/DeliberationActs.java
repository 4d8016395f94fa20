package dev.comity.cli;

import dev.comity.governance.statement.BodyType;
import picocli.CommandLine;

/** Acts of offices: vetoes and emergencies; and the end of a recognition. */
final class DeliberationActs {
  private static final String DAYS = "For how many days, at most 14; it lapses by itself.";

  private DeliberationActs() {}

  static CommandLine veto(Surroundings surroundings) {
    Form form =
        new Form(BodyType.VETO)
            .about("subject", Kind.ID, "PROPOSAL", "The passed proposal.")
            .must(
                "clause",
                Kind.TEXT,
                "--clause",
                "RULEBOOK/REQUIREMENT",
                "The rule in force that it would break.")
            .why("How it would break it.");
    return FormAct.command(
        surroundings,
        form,
        "Stop a passed proposal as a guardian; or, with the new key's id in the place of a"
            + " proposal, the recovery of your own key.",
        "veto PROPOSAL --clause floor/R-1 --text \"It permits what R-1 forbids.\" --key me.jwk"
            + " --to URL");
  }

  static CommandLine suspend(Surroundings surroundings) {
    Form form =
        new Form(BodyType.EMERGENCY)
            .about("system", Kind.TEXT, "SYSTEM", "The system.")
            .must("days", Kind.COUNT, "--days", "N", DAYS)
            .why("Why at once.");
    return FormAct.command(
        surroundings,
        form,
        "Suspend a system's certificate at once.",
        "emergency suspend chat-1 --days 7 --text \"It leaks data.\" --key me.jwk --to URL");
  }

  static CommandLine enforce(Surroundings surroundings) {
    Form form =
        new Form(BodyType.EMERGENCY)
            .about("rulebook", Kind.TEXT, "RULEBOOK", "The rulebook's id.")
            .about("version", Kind.TEXT, "VERSION", "The tabled version.")
            .must("days", Kind.COUNT, "--days", "N", DAYS)
            .why("Why at once.");
    return FormAct.command(
        surroundings,
        form,
        "Put a tabled rulebook into force at once, beside the others.",
        "emergency enforce agent-safety 2.0.0 --days 14 --text \"New attack.\" --key me.jwk --to URL");
  }

  static CommandLine endRecognition(Surroundings surroundings) {
    Form form =
        new Form(BodyType.END_RECOGNITION)
            .about("community", Kind.TEXT, "LOG", "The other community's log.")
            .why("Why.");
    return FormAct.command(
        surroundings,
        form,
        "End the recognition of another community, where the charter leaves that to your role; else"
            + " use propose end-recognition.",
        "end-recognition other.example/log --text \"Its panel is not independent.\" --key me.jwk"
            + " --to URL");
  }
}
