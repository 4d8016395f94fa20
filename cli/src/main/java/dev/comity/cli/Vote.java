package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Votes on a proposal, which is shown first: the ballot is on exactly what was shown. */
@Command(
    name = "vote",
    description = {
      "Vote on a proposal. It is shown before you sign, and your ballot names its content, so it"
          + " counts for nothing else. Your last vote counts."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity vote 42 yes --key me.jwk --to http://localhost:7070/c/alliance",
      "  comity vote PROPOSAL --rank half,third,status-quo --key me.jwk --to URL",
      "  comity vote proposal.cose no --key me.jwk --log alliance.example/log -o ballot.cose"
    })
final class Vote extends Act {
  @Parameters(
      index = "0",
      paramLabel = "PROPOSAL",
      description = "Its id, its entry's number, or its file.")
  private String proposal;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CHOICE",
      description = "yes, no or abstain.")
  private @Nullable String choice;

  @Option(
      names = "--rank",
      split = ",",
      paramLabel = "OPTION",
      description = "For several options: from the best on; status-quo is one of them.")
  private List<String> ranking = List.of();

  @Option(
      names = "--conflict",
      description = "You have an interest in it; your vote counts as abstention.")
  private boolean conflict;

  Vote(Surroundings surroundings) {
    super(surroundings, BodyType.BALLOT);
  }

  @Override
  Json.Obj body() throws CommandFailure, InterruptedException {
    if (choice == null && ranking.isEmpty()) {
      throw CommandFailure.badInput("CHOICE: expected yes, no or abstain, or --rank");
    }
    SignedStatement signed = Kind.statement("PROPOSAL", proposal, this);
    Deliberation.Propose proposed = read(signed);
    show(signed.header().issuer(), proposed);
    JsonObject body =
        Json.object().put("proposal", signed.id().hex()).put("content", proposed.content().hex());
    if (choice != null) {
      body.put("choice", choice);
    }
    if (!ranking.isEmpty()) {
      body.put("ranking", Json.strings(ranking));
    }
    return (conflict ? body.put("conflictOfInterest", true) : body).build();
  }

  private Deliberation.Propose read(SignedStatement signed)
      throws CommandFailure, InterruptedException {
    String origin = delivery().origin();
    try {
      Statement statement = Statement.parse(signed);
      if (!statement.log().equals(origin)) {
        throw CommandFailure.badInput(
            proposal + ": expected a proposal in " + origin + ", found one in " + statement.log());
      }
      if (statement.body() instanceof Deliberation.Propose propose) {
        return propose;
      }
      throw CommandFailure.badInput(
          proposal + ": expected a proposal, found " + signed.header().contentType());
    } catch (VerificationException e) {
      throw CommandFailure.badInput(proposal + ": " + e.detail());
    }
  }

  private void show(String proposer, Deliberation.Propose proposed) {
    Words words = terminal().words();
    String title =
        switch (terminal().language()) {
          case EN -> proposed.title().en();
          case ZH -> proposed.title().zh();
        };
    terminal().print(words.text("vote.proposal", title));
    terminal().print(words.text("vote.proposer", proposer));
    ActionWords actions = new ActionWords(words);
    boolean ranked = proposed.options().size() > 1;
    for (Deliberation.Alternative option : proposed.options()) {
      if (ranked) {
        terminal().print(words.text("vote.option", option.name()));
      }
      option.actions().forEach(a -> terminal().print("  - " + OneLine.of(actions.text(a))));
    }
    if (!proposed.conflicted().isEmpty()) {
      terminal().print(words.text("vote.conflicted", String.join(", ", proposed.conflicted())));
    }
    terminal().print("");
  }
}
