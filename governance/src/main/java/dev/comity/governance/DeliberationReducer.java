package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.ProposalState;
import dev.comity.governance.state.ProposalState.BallotState;
import dev.comity.governance.state.ProposalState.Required;
import dev.comity.governance.state.ProposalState.Status;
import dev.comity.governance.state.ProposalState.Tally;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.governance.statement.Deliberation.Alternative;
import dev.comity.governance.statement.Deliberation.Choice;
import dev.comity.governance.statement.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;

/** Proposals from opening to execution. The rule and the electorate are those of the opening. */
final class DeliberationReducer {
  private DeliberationReducer() {}

  static Result apply(State state, Entry entry, Deliberation body) {
    Optional<Refusal> noCharter = Permission.charter(state);
    if (noCharter.isPresent()) {
      return new Result.Rejected(noCharter.get());
    }
    return switch (body) {
      case Deliberation.Propose propose -> propose(state, entry, propose);
      case Deliberation.Ballot ballot -> ballot(state, entry, ballot);
      case Deliberation.Veto veto -> VetoReducer.veto(state, entry, veto);
      case Deliberation.Emergency emergency -> EmergencyReducer.declare(state, entry, emergency);
    };
  }

  private static Result propose(State state, Entry entry, Deliberation.Propose body) {
    Electorate electorate = Electorate.of(state);
    if (!state.holds(entry.issuer(), "member")
        && !electorate.weights().containsKey(entry.issuer())) {
      return new Result.Rejected(
          new Refusal(
              RefusalCode.ROLE_MISSING,
              Admission.charterRule(state, "roles.member"),
              entry.issuer() + " is no member; only members propose"));
    }
    Terms.Deliberation terms = state.chartered().charter().deliberation();
    List<Required> thresholds = new ArrayList<>();
    List<List<Hash>> touched = new ArrayList<>();
    Terms.Fraction quorum = terms.quorum();
    for (Alternative option : body.options()) {
      List<Hash> before = new ArrayList<>();
      for (Action action : option.actions()) {
        Optional<String> problem = Actions.problem(state, action);
        if (problem.isPresent()) {
          return Result.rejected(
              RefusalCode.ACTION_IMPOSSIBLE,
              Admission.charterRule(state, "deliberation"),
              problem.get());
        }
        before.add(Actions.touched(state, action));
        thresholds.addAll(Actions.required(state, action, touched.size()));
        quorum = Actions.stricter(quorum, Actions.quorumAfter(state, action));
      }
      touched.add(before);
    }
    Instant from = Times.plus(state.time(), terms.notice());
    Instant until = Times.plus(from, terms.voting());
    ProposalState proposal =
        new ProposalState(
            entry.statement().id(),
            entry.index(),
            entry.issuer(),
            body,
            state.chartered().since(),
            electorate.recovery(),
            electorate.weights(),
            electorate.total(),
            terms,
            quorum,
            thresholds,
            touched,
            from,
            until,
            false,
            TreePMap.empty(),
            new Tally(0, 0, 0),
            Status.OPEN,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.ProposalOpened(proposal.id(), entry.issuer()));
    if (electorate.recovery()) {
      effects.add(new Effect.RecoveryInvoked(proposal.id()));
    }
    return new Result.Applied(state.change().put(proposal).put(voteEnd(proposal)).done(), effects);
  }

  private static Deadline voteEnd(ProposalState proposal) {
    return Deadline.of(proposal.until(), proposal.index(), Deadline.Kind.VOTE_END, proposal.id());
  }

  static Deadline execution(ProposalState proposal) {
    return Deadline.of(
        proposal.executeAt().orElseThrow(),
        proposal.index(),
        Deadline.Kind.EXECUTION,
        proposal.id());
  }

  private static Result ballot(State state, Entry entry, Deliberation.Ballot body) {
    ProposalState proposal = state.proposals().get(body.proposal());
    Optional<Refusal> refusal = ballotRefusal(state, entry, body, proposal);
    if (refusal.isPresent() || proposal == null) {
      return new Result.Rejected(refusal.orElseThrow());
    }
    boolean abstains =
        body.conflictOfInterest()
            || ownDeclaration(proposal, entry.issuer())
            || Actions.concerns(proposal.body(), entry.issuer());
    Choice choice = abstains ? Choice.ABSTAIN : body.choice();
    BallotState ballot =
        new BallotState(
            entry.index(),
            entry.statement().keyId(),
            choice,
            choice == Choice.YES ? body.ranking() : List.of());
    ProposalState voted = count(proposal, entry.issuer(), Optional.of(ballot));
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.BallotCounted(proposal.id(), entry.issuer(), choice));
    Change change = state.change();
    if (Votes.settled(voted).isPresent()) {
      change.remove(voteEnd(voted));
      change.put(voted);
      close(change, voted, entry.index(), effects);
      return new Result.Applied(change.done(), effects);
    }
    if (lateQuorum(state, proposal, voted)) {
      change.remove(voteEnd(voted));
      Instant end = Times.plus(voted.until(), voted.terms().extension());
      voted = voted.extended(end);
      change.put(voteEnd(voted));
      effects.add(new Effect.VoteExtended(voted.id(), end));
    }
    change.put(voted);
    return new Result.Applied(change.done(), effects);
  }

  private static boolean ownDeclaration(ProposalState proposal, String voter) {
    return proposal.proposer().equals(voter) && proposal.body().conflicted().contains(voter);
  }

  private static Optional<Refusal> ballotRefusal(
      State state,
      Entry entry,
      Deliberation.Ballot body,
      @org.jspecify.annotations.Nullable ProposalState proposal) {
    if (proposal == null) {
      return refuse(
          RefusalCode.UNKNOWN_PROPOSAL,
          "semantics §deliberation",
          "no proposal " + body.proposal() + " is logged here");
    }
    String rule = "charter §deliberation.voting, entry " + proposal.charter();
    if (proposal.status() != Status.OPEN) {
      return refuse(RefusalCode.PROPOSAL_CLOSED, rule, "the vote is over");
    }
    if (state.time().isBefore(proposal.from())) {
      return refuse(
          RefusalCode.NOT_OPEN_YET,
          "charter §deliberation.notice, entry " + proposal.charter(),
          "the vote begins at " + proposal.from());
    }
    if (!proposal.electorate().containsKey(entry.issuer())) {
      return refuse(
          RefusalCode.NOT_ELECTOR,
          "charter §membership, entry " + proposal.charter(),
          entry.issuer() + " was no mature member before entry " + proposal.index());
    }
    if (!body.content().equals(proposal.body().content())) {
      return refuse(
          RefusalCode.CONTENT_DIFFERS,
          "semantics §deliberation, entry " + proposal.index(),
          "the ballot is on other content than the proposal's " + proposal.body().content());
    }
    return rankingRefusal(proposal, body);
  }

  private static Optional<Refusal> rankingRefusal(
      ProposalState proposal, Deliberation.Ballot body) {
    List<String> names = new ArrayList<>();
    names.add(Votes.STATUS_QUO);
    proposal.body().options().forEach(option -> names.add(option.name()));
    boolean fits =
        proposal.ranked()
            ? body.choice() == Choice.ABSTAIN
                || (!body.ranking().isEmpty() && names.containsAll(body.ranking()))
            : body.ranking().isEmpty();
    return fits
        ? Optional.empty()
        : refuse(
            RefusalCode.RANKING_INVALID,
            "semantics §deliberation, entry " + proposal.index(),
            proposal.ranked()
                ? "expected a ranking of " + names + ", or to abstain"
                : "expected yes, no or abstain");
  }

  /** The proposal with the party's ballot in the place of its earlier one, or without any. */
  static ProposalState count(ProposalState proposal, String party, Optional<BallotState> ballot) {
    Long weight = proposal.electorate().get(party);
    if (weight == null) {
      throw new IllegalStateException(party + " is no elector");
    }
    Tally tally = proposal.tally();
    BallotState before = proposal.ballots().get(party);
    if (before != null) {
      tally = tally.plus(before.choice(), -weight);
    }
    if (ballot.isEmpty()) {
      return proposal.voted(proposal.ballots().minus(party), tally);
    }
    return proposal.voted(
        proposal.ballots().plus(party, ballot.get()), tally.plus(ballot.get().choice(), weight));
  }

  private static boolean lateQuorum(State state, ProposalState before, ProposalState after) {
    Terms.Deliberation terms = before.terms();
    return !before.extended()
        && !terms.extension().isZero()
        && !Votes.quorate(before, before.tally())
        && Votes.quorate(after, after.tally())
        && !state.time().isBefore(Times.minus(before.until(), terms.late()));
  }

  /** The voting window is over. */
  static void endVote(Change change, Hash id, long index, List<Effect> effects) {
    close(change, change.sofar().proposal(id), index, effects);
  }

  private static void close(
      Change change, ProposalState proposal, long index, List<Effect> effects) {
    switch (Votes.outcome(proposal)) {
      case Votes.Outcome.Defeated defeated -> {
        change.put(proposal.ended(Status.DEFEATED, index));
        effects.add(new Effect.ProposalDefeated(proposal.id(), defeated.reason()));
      }
      case Votes.Outcome.Passed passed -> {
        State state = change.sofar();
        Instant at = Times.plus(state.time(), proposal.terms().delay());
        if (proposal.recovery()) {
          at = Times.plus(at, state.chartered().charter().keys().recovery());
        }
        schedule(change, proposal.passed(index, at, passed.option()));
        effects.add(new Effect.ProposalPassed(proposal.id(), passed.option(), at));
      }
    }
  }

  private static void schedule(Change change, ProposalState passed) {
    change.put(passed).put(execution(passed));
  }

  /** A panel overturned the veto: the delay starts again. */
  static void restore(Change change, Hash id, long index, List<Effect> effects) {
    State state = change.sofar();
    ProposalState proposal = state.proposal(id);
    if (proposal.status() != Status.VETOED) {
      return; // A recount has defeated it meanwhile.
    }
    Instant at = Times.plus(state.time(), proposal.terms().delay());
    schedule(
        change,
        proposal.passed(proposal.closed().orElse(index), at, proposal.winner().orElseThrow()));
    effects.add(new Effect.ProposalRestored(id, at));
  }

  /** Counts a vote again whose ballots a compromised key had cast; what is executed stands. */
  static void recount(Change change, Hash id, long index, List<Effect> effects) {
    ProposalState proposal = change.sofar().proposal(id);
    boolean waiting = proposal.status() == Status.PASSED || proposal.status() == Status.VETOED;
    if (waiting && Votes.outcome(proposal) instanceof Votes.Outcome.Defeated defeated) {
      change.remove(execution(proposal));
      change.put(proposal.ended(Status.DEFEATED, index));
      effects.add(new Effect.ProposalDefeated(id, defeated.reason()));
    }
  }

  /** All or nothing, if what it touches is as it was. */
  static void execute(Change change, Hash id, Instant due, long index, List<Effect> effects) {
    State state = change.sofar();
    ProposalState proposal = state.proposal(id);
    Alternative option =
        proposal.body().options().stream()
            .filter(o -> proposal.winner().equals(Optional.of(o.name())))
            .findFirst()
            .orElseThrow();
    Optional<String> problem = stale(state, proposal, option, due);
    Change attempt = state.change();
    List<Effect> done = new ArrayList<>();
    for (Action action : option.actions()) {
      if (problem.isEmpty()) {
        problem = Actions.execute(attempt, action, proposal, index, done);
      }
    }
    if (problem.isPresent()) {
      change.put(proposal.ended(Status.STALE, index));
      effects.add(new Effect.ProposalStale(id, problem.get()));
      return;
    }
    change.adopt(attempt);
    change.put(proposal.ended(Status.EXECUTED, index));
    effects.addAll(done);
    effects.add(new Effect.ProposalExecuted(id));
  }

  private static Optional<String> stale(
      State state, ProposalState proposal, Alternative option, Instant due) {
    Instant last = Times.plus(due, proposal.terms().execution());
    if (state.time().isAfter(last)) {
      return Optional.of("it was to be executed by " + last);
    }
    int place = proposal.body().options().indexOf(option);
    for (int i = 0; i < option.actions().size(); i++) {
      Action action = option.actions().get(i);
      if (!Actions.touched(state, action).equals(proposal.touched().get(place).get(i))) {
        return Optional.of("what it would change has changed: " + Actions.name(action));
      }
    }
    return Optional.empty();
  }

  static Optional<Refusal> refuse(RefusalCode code, String rule, String detail) {
    return Optional.of(new Refusal(code, rule, detail));
  }
}
