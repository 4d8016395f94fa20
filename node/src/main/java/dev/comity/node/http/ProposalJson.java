package dev.comity.node.http;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.state.ProposalState;
import dev.comity.governance.state.ProposalState.Tally;
import dev.comity.governance.statement.Terms;
import java.util.List;

/** Proposals and how their votes stand. */
final class ProposalJson {
  private ProposalJson() {}

  static Json.Obj of(ProposalState proposal) {
    return view(proposal)
        .put(
            "options",
            Values.list(
                proposal.body().options(),
                option -> Json.object().put("name", option.name()).build()))
        .build();
  }

  /** {@code options} with their actions, as they were proposed. */
  static Json.Obj of(ProposalState proposal, Json options) {
    return view(proposal).put("options", options).build();
  }

  /** The options of a proposal's statement; a simple proposal has the single one "yes". */
  static Json options(Json.Obj statement) {
    Json options = statement.fields().get("options");
    if (options != null) {
      return options;
    }
    Json actions = statement.fields().getOrDefault("actions", new Json.Arr(List.of()));
    return new Json.Arr(List.of(Json.object().put("name", "yes").put("actions", actions).build()));
  }

  private static JsonObject view(ProposalState proposal) {
    return Json.object()
        .put("id", proposal.id().hex())
        .put("index", proposal.index())
        .put("content", proposal.body().content().hex())
        .put("title", proposal.body().title().toJson())
        .put("status", Values.word(proposal.status()))
        .put("proposer", proposal.proposer())
        .put("charter", proposal.charter())
        .put("recovery", proposal.recovery())
        .put("electorate", proposal.total())
        .put("quorum", quorum(proposal))
        .put("thresholds", Values.list(proposal.thresholds(), t -> threshold(proposal, t)))
        .put("tally", tally(proposal.tally()))
        .put("ballots", proposal.ballots().size())
        .put("from", proposal.from().toString())
        .put("until", proposal.until().toString())
        .put("extended", proposal.extended())
        .put("closed", Values.number(proposal.closed()))
        .put("executeAt", Values.text(proposal.executeAt()))
        .put("result", Values.text(proposal.winner()))
        .put("vetoedBy", Values.text(proposal.vetoedBy()));
  }

  private static Json quorum(ProposalState proposal) {
    Terms.Fraction share = proposal.quorum();
    long needed = share.least(proposal.total());
    return Json.object()
        .put("share", share.toString())
        .put("needed", needed)
        .put("reached", proposal.tally().cast() >= needed)
        .build();
  }

  private static Json threshold(ProposalState proposal, ProposalState.Required required) {
    return Json.object()
        .put("option", proposal.body().options().get(required.option()).name())
        .put("decision", required.kind().text())
        .put("threshold", required.threshold().toString())
        .build();
  }

  private static Json tally(Tally tally) {
    return Json.object()
        .put("yes", tally.yes())
        .put("no", tally.no())
        .put("abstain", tally.abstain())
        .build();
  }
}
