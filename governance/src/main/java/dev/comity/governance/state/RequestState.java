package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.rules.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * A request for a certificate.
 *
 * @param closed nothing can be decided about it any more
 * @param dueSince the entry since which the operator owes a decision
 * @param decidedAt the entry of the latest decision
 * @param outcome what it said
 * @param basis what it rested on; the state may have moved on since
 */
public record RequestState(
    Hash id,
    long index,
    String system,
    String requester,
    boolean closed,
    Optional<Long> dueSince,
    Optional<Long> decidedAt,
    Optional<Outcome> outcome,
    Optional<Basis> basis) {

  /**
   * What a decision rests on, as it was then.
   *
   * @param charter the charter's entry
   * @param holds the entries of the sanctions and emergencies that bound the system
   */
  public record Basis(
      long charter,
      List<CharterState.Amendment> amendments,
      SystemState system,
      List<RulebookState> rulebooks,
      List<EvidenceState> evidence,
      List<Long> holds) {
    public Basis {
      amendments = List.copyOf(amendments);
      holds = List.copyOf(holds);
      rulebooks = List.copyOf(rulebooks);
      evidence = List.copyOf(evidence);
    }
  }

  public String certificateId() {
    return "cert-" + id.hex().substring(0, 16);
  }

  public RequestState due(long sinceIndex) {
    return new RequestState(
        id, index, system, requester, closed, Optional.of(sinceIndex), decidedAt, outcome, basis);
  }

  public RequestState decided(long atIndex, Outcome result, Basis on, boolean nowClosed) {
    return new RequestState(
        id,
        index,
        system,
        requester,
        nowClosed,
        Optional.empty(),
        Optional.of(atIndex),
        Optional.of(result),
        Optional.of(on));
  }

  public RequestState close() {
    return new RequestState(
        id, index, system, requester, true, Optional.empty(), decidedAt, outcome, basis);
  }
}
