package dev.comity.cli;

import dev.comity.governance.statement.BodyType;
import picocli.CommandLine;

/** Acts about systems: promises, troubles, answers, sanctions. */
final class LoopActs {
  private LoopActs() {}

  static void addTo(CommandLine root, Surroundings surroundings) {
    root.addSubcommand("request", request(surroundings));
    root.addSubcommand("attest", attest(surroundings));
    root.addSubcommand("disclose", disclose(surroundings));
    root.addSubcommand("commit", commit(surroundings));
    root.addSubcommand("surrender", surrender(surroundings));
    root.addSubcommand("respond", respond(surroundings));
    root.addSubcommand("remediate", remediate(surroundings));
    root.addSubcommand("incident", incident(surroundings));
    root.addSubcommand("contest", contest(surroundings));
    root.addSubcommand("rule", rule(surroundings));
    root.addSubcommand("cure", cure(surroundings));
  }

  private static Form about(BodyType type) {
    return new Form(type).about("system", Kind.TEXT, "SYSTEM", "The system.");
  }

  private static Form evidence(Form form) {
    return form.may(
        "evidence", Kind.IDS, "--evidence", "ID", "Evidence in the log that shows it; repeatable.");
  }

  private static CommandLine request(Surroundings surroundings) {
    return FormAct.command(
        surroundings,
        about(BodyType.REQUEST),
        "Ask for a certificate for your system; the decision follows at once.",
        "request chat-1 --key me.jwk --to URL");
  }

  private static CommandLine attest(Surroundings surroundings) {
    Form form =
        new Form(BodyType.ATTEST)
            .about("evidence", Kind.ID, "EVIDENCE", "The evidence.")
            .must("basis", Kind.TEXT, "--basis", "BASIS", "What you did: reviewed or reproduced.")
            .may("conflictOfInterest", Kind.FLAG, "--conflict", "", "You have an interest in it.")
            .may(
                "forecast.probability",
                Kind.NUMBER,
                "--forecast",
                "P",
                "How probable you hold the incident that the charter asks about, such as 0.05.");
    return FormAct.command(
        surroundings,
        form,
        "Counter-sign evidence as an assessor; a forecast is scored by what happens later.",
        "attest EVIDENCE --basis reproduced --key me.jwk --to URL",
        "attest EVIDENCE --basis reviewed --forecast 0.05 --key me.jwk --to URL");
  }

  private static CommandLine disclose(Surroundings surroundings) {
    Form form =
        about(BodyType.DISCLOSURE)
            .about(
                "sha256", Kind.DIGEST, "FILE", "The document, or its SHA-256; it stays with you.")
            .must("topic", Kind.TEXT, "--topic", "TOPIC", "What it is about, such as model-card.")
            .inBothLanguages("title", "--title", "Its title.", true);
    return FormAct.command(
        surroundings,
        form,
        "Publish a document about your system by its digest.",
        "disclose chat-1 card.pdf --topic model-card --title \"Model card\" --key me.jwk --to URL");
  }

  private static CommandLine commit(Surroundings surroundings) {
    Form form =
        about(BodyType.COMMITMENT)
            .inBothLanguages("text", "--text", "What you promise.", true)
            .must("due", Kind.MOMENT, "--due", "TIME", "By when: a time, a day, or P90D.")
            .may("test.fact", Kind.TEXT, "--fact", "FACT", "Kept by evidence that states this.")
            .may("test.metric", Kind.TEXT, "--metric", "METRIC", "Kept by evidence on this metric,")
            .may("test.atMost", Kind.NUMBER, "--at-most", "X", "whose interval is at most this, or")
            .may("test.atLeast", Kind.NUMBER, "--at-least", "X", "at least this.");
    return FormAct.command(
        surroundings,
        form,
        "Make a public promise about your system, with the test that tells whether it was kept.",
        "commit chat-1 --text \"Incoherence below 0.2\" --due P90D --metric incoherence/1"
            + " --at-most 0.2 --key me.jwk --to URL");
  }

  private static CommandLine surrender(Surroundings surroundings) {
    return FormAct.command(
        surroundings,
        about(BodyType.SURRENDER).why("Why."),
        "Give your system's certificate back.",
        "surrender chat-1 --text \"Switched off.\" --key me.jwk --to URL");
  }

  private static CommandLine respond(Surroundings surroundings) {
    Form form =
        new Form(BodyType.RESPONSE)
            .about("concern", Kind.ID, "CONCERN", "The concern.")
            .about(
                "outcome",
                Kind.TEXT,
                "OUTCOME",
                "acknowledged, assessed, accepted, partly or refused.")
            .why("Your words.");
    return FormAct.command(
        surroundings,
        form,
        "Answer a concern about your system, or say how far you are.",
        "respond CONCERN acknowledged --text \"We look into it.\" --key me.jwk --to URL",
        "respond CONCERN accepted --text \"Fixed in 1.2.\" --key me.jwk --to URL");
  }

  private static CommandLine remediate(Surroundings surroundings) {
    Form form =
        new Form(BodyType.REMEDIATION)
            .about("concern", Kind.ID, "CONCERN", "The concern.")
            .about(
                "step",
                Kind.TEXT,
                "STEP",
                "done, by the provider; verified or rejected, by who raised it or an assessor.");
    return FormAct.command(
        surroundings,
        evidence(form).why("What was done, or found."),
        "Say that what a concern is about is mended, or whether it is.",
        "remediate CONCERN done --text \"Filter added.\" --evidence ID --key me.jwk --to URL",
        "remediate CONCERN verified --text \"It is.\" --key me.jwk --to URL");
  }

  private static CommandLine incident(Surroundings surroundings) {
    Form form =
        about(BodyType.INCIDENT)
            .must("severity", Kind.COUNT, "--severity", "N", "1 (slight) to 6 (catastrophic).")
            .must("happenedAt", Kind.MOMENT, "--at", "TIME", "When it happened.")
            .why("What happened.");
    return FormAct.command(
        surroundings,
        form,
        "Report an incident with a system.",
        "incident chat-1 --severity 3 --at 2026-11-20T14:00:00Z --text \"…\" --key me.jwk --to URL");
  }

  private static CommandLine contest(Surroundings surroundings) {
    Form form =
        new Form(BodyType.CONTEST)
            .about(
                "subject",
                Kind.ID,
                "SUBJECT",
                "The concern whose answer, or the sanction, veto's proposal or evidence that you"
                    + " challenge.")
            .why("Why it is wrong.");
    return FormAct.command(
        surroundings,
        form,
        "Challenge an answer, a sanction, a veto or evidence; a panel is drawn.",
        "contest SANCTION --text \"The metric was misread.\" --key me.jwk --to URL");
  }

  private static CommandLine rule(Surroundings surroundings) {
    Form form =
        new Form(BodyType.RULING)
            .about("subject", Kind.ID, "CASE", "The case on whose panel you sit.")
            .about("verdict", Kind.TEXT, "VERDICT", "upheld or overturned: what is contested.")
            .may("cut", Kind.TEXTS, "--cut", "AREA", "Areas that a scope cut takes; repeatable.")
            .may("conflictOfInterest", Kind.FLAG, "--conflict", "", "You have an interest in it.")
            .why("Your reasons.");
    return FormAct.command(
        surroundings,
        form,
        "Vote in a case as a member of its panel.",
        "rule CASE upheld --text \"The evidence is clear.\" --key me.jwk --to URL");
  }

  private static CommandLine cure(Surroundings surroundings) {
    Form form =
        new Form(BodyType.CURE).about("sanction", Kind.ID, "SANCTION", "The sanction's id.");
    return FormAct.command(
        surroundings,
        evidence(form).why("What changed."),
        "Say that a sanction's cause is gone, and rest that on evidence.",
        "cure SANCTION --evidence ID --text \"Measured again.\" --key me.jwk --to URL");
  }
}
