package dev.comity.governance;

import dev.comity.governance.state.ProposalState;
import dev.comity.governance.state.ProposalState.Required;
import dev.comity.governance.state.ProposalState.Tally;
import dev.comity.governance.statement.Terms;
import dev.comity.governance.vote.Ballot;
import dev.comity.governance.vote.Condorcet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts a vote by the rule that its proposal froze. Exact. */
final class Votes {
  static final String STATUS_QUO = "status-quo";

  private Votes() {}

  /** How a vote stands. */
  sealed interface Outcome {
    record Passed(String option, int place) implements Outcome {}

    record Defeated(String reason) implements Outcome {}
  }

  static boolean quorate(ProposalState proposal, Tally tally) {
    return proposal.quorum().n() == 0
        || proposal.quorum().reached(tally.cast(), proposal.total(), false);
  }

  /** The result if nobody voted any more. */
  static Outcome outcome(ProposalState proposal) {
    Tally tally = proposal.tally();
    if (!quorate(proposal, tally)) {
      return new Outcome.Defeated(
          "quorum "
              + tally.cast()
              + " of "
              + proposal.total()
              + ", needed "
              + proposal.quorum().least(proposal.total()));
    }
    return proposal.ranked() ? ranked(proposal) : simple(proposal, 0, tally, "yes");
  }

  private static Outcome simple(ProposalState proposal, int place, Tally tally, String name) {
    for (Required required : proposal.thresholds()) {
      if (required.option() == place && !reached(required.threshold(), tally, proposal.total())) {
        return new Outcome.Defeated(
            tally.yes()
                + " yes, "
                + tally.no()
                + " no, "
                + tally.abstain()
                + " abstaining of "
                + proposal.total()
                + ", needed "
                + required.threshold());
      }
    }
    return new Outcome.Passed(name, place);
  }

  /** A tie keeps the status quo, whatever the threshold. */
  static boolean reached(Terms.Threshold threshold, Tally tally, long total) {
    long base =
        switch (threshold.base()) {
          case ELECTORATE -> total;
          case CAST -> tally.cast();
          case FOR_AND_AGAINST -> tally.yes() + tally.no();
        };
    return tally.yes() > tally.no()
        && threshold.share().reached(tally.yes(), base, threshold.strict());
  }

  /** The option that beats the others must also reach its threshold against the status quo. */
  private static Outcome ranked(ProposalState proposal) {
    List<String> options = new ArrayList<>();
    options.add(STATUS_QUO);
    proposal.body().options().forEach(option -> options.add(option.name()));
    List<Ballot> ballots = new ArrayList<>();
    proposal
        .ballots()
        .forEach(
            (party, ballot) -> {
              Long weight = proposal.electorate().get(party);
              if (!ballot.ranking().isEmpty() && weight != null) {
                ballots.add(Ballot.strict(weight, ballot.ranking()));
              }
            });
    dev.comity.governance.vote.Outcome result = Condorcet.decide(options, ballots);
    String winner = result.winner();
    if (winner.equals(STATUS_QUO)) {
      return new Outcome.Defeated("no option beats the status quo and every other");
    }
    long yes = result.preferring(winner, STATUS_QUO);
    long no = result.preferring(STATUS_QUO, winner);
    Tally against = new Tally(yes, no, proposal.tally().cast() - yes - no);
    return simple(proposal, options.indexOf(winner) - 1, against, winner);
  }

  /** The result, if no ballot of those who have not voted can change it. */
  static Optional<Outcome> settled(ProposalState proposal) {
    if (proposal.ranked()) {
      return Optional.empty();
    }
    Tally tally = proposal.tally();
    long left = proposal.total() - tally.cast();
    Tally allNo = new Tally(tally.yes(), tally.no() + left, tally.abstain());
    boolean passes =
        quorate(proposal, tally) && simple(proposal, 0, allNo, "yes") instanceof Outcome.Passed;
    Tally allYes = new Tally(tally.yes() + left, tally.no(), tally.abstain());
    boolean fails = simple(proposal, 0, allYes, "yes") instanceof Outcome.Defeated;
    if (passes) {
      return Optional.of(new Outcome.Passed("yes", 0));
    }
    return fails ? Optional.of(simple(proposal, 0, tally, "yes")) : Optional.empty();
  }
}
