package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * A proposal. Who may vote with which weight, and by which rule, is what it was before its entry.
 *
 * @param charter the entry of the charter or amendment that the rule is from
 * @param electorate weight by party; empty once the result can no longer change
 * @param total the electorate's weight
 * @param terms the charter's, with their windows
 * @param quorum that of the charter before or after it, whichever is stricter
 * @param thresholds by kind of decision; every one must be reached
 * @param touched per option, hashes of what it would change, as they were before the entry
 * @param ballots the latest of each voter; emptied with the electorate
 * @param executeAt once passed
 * @param winner the option that passed, once closed
 * @param vetoedBy who stopped it, even if a panel overturned that
 */
public record ProposalState(
    Hash id,
    long index,
    String proposer,
    Deliberation.Propose body,
    long charter,
    boolean recovery,
    PSortedMap<String, Long> electorate,
    long total,
    Terms.Deliberation terms,
    Terms.Fraction quorum,
    List<Required> thresholds,
    List<List<Hash>> touched,
    Instant from,
    Instant until,
    boolean extended,
    PSortedMap<String, BallotState> ballots,
    Tally tally,
    Status status,
    Optional<Long> closed,
    Optional<Instant> executeAt,
    Optional<String> winner,
    Optional<String> vetoedBy) {
  public ProposalState {
    thresholds = List.copyOf(thresholds);
    touched = touched.stream().map(List::copyOf).toList();
  }

  /** A threshold for one kind of decision in one option. */
  public record Required(int option, Terms.Kind kind, Terms.Threshold threshold) {}

  /** A counted ballot. */
  public record BallotState(
      long index, Hash keyId, Deliberation.Choice choice, List<String> ranking) {
    public BallotState {
      ranking = List.copyOf(ranking);
    }
  }

  /** Weights. */
  public record Tally(long yes, long no, long abstain) {
    public long cast() {
      return yes + no + abstain;
    }

    /** With {@code weight} more (or, negative, less) of {@code choice}. */
    public Tally plus(Deliberation.Choice choice, long weight) {
      return switch (choice) {
        case YES -> new Tally(yes + weight, no, abstain);
        case NO -> new Tally(yes, no + weight, abstain);
        case ABSTAIN -> new Tally(yes, no, abstain + weight);
      };
    }
  }

  /** Where a proposal stands. */
  public enum Status {
    OPEN,
    PASSED,
    DEFEATED,
    VETOED,
    EXECUTED,
    /** What it would change had changed, or its time had passed. */
    STALE;

    /** Nothing can change it any more; a veto can be contested. */
    public boolean terminal() {
      return switch (this) {
        case OPEN, PASSED, VETOED -> false;
        case DEFEATED, EXECUTED, STALE -> true;
      };
    }
  }

  public boolean ranked() {
    return body.options().size() > 1;
  }

  public ProposalState voted(PSortedMap<String, BallotState> nextBallots, Tally nextTally) {
    return copy(
        until,
        extended,
        electorate,
        nextBallots,
        nextTally,
        status,
        closed,
        executeAt,
        winner,
        vetoedBy);
  }

  public ProposalState extended(Instant end) {
    return copy(end, true, electorate, ballots, tally, status, closed, executeAt, winner, vetoedBy);
  }

  public ProposalState passed(long at, Instant execution, String option) {
    return copy(
        until,
        extended,
        electorate,
        ballots,
        tally,
        Status.PASSED,
        Optional.of(at),
        Optional.of(execution),
        Optional.of(option),
        vetoedBy);
  }

  public ProposalState vetoed(String by) {
    return copy(
        until,
        extended,
        electorate,
        ballots,
        tally,
        Status.VETOED,
        closed,
        executeAt,
        winner,
        Optional.of(by));
  }

  /** Ends; who voted what is in the log and no longer needed here. */
  public ProposalState ended(Status end, long at) {
    return copy(
        until,
        extended,
        org.pcollections.TreePMap.empty(),
        org.pcollections.TreePMap.empty(),
        tally,
        end,
        Optional.of(closed.orElse(at)),
        executeAt,
        winner,
        vetoedBy);
  }

  private ProposalState copy(
      Instant end,
      boolean extendedOnce,
      PSortedMap<String, Long> voters,
      PSortedMap<String, BallotState> cast,
      Tally counted,
      Status now,
      Optional<Long> closedAt,
      Optional<Instant> execution,
      Optional<String> option,
      Optional<String> vetoer) {
    return new ProposalState(
        id,
        index,
        proposer,
        body,
        charter,
        recovery,
        voters,
        total,
        terms,
        quorum,
        thresholds,
        touched,
        from,
        end,
        extendedOnce,
        cast,
        counted,
        now,
        closedAt,
        execution,
        option,
        vetoer);
  }
}
