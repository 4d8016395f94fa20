package dev.comity.governance.passport;

import dev.comity.governance.RulesInForce;
import dev.comity.governance.state.EvidenceState;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;

/** Which entries a passport carries. */
public final class PassportContents {
  private PassportContents() {}

  /**
   * Indices of the entries that the latest decision about {@code request} rests on: policy,
   * charter, the parties behind them, rulebooks and baselines, the system, its evidence and
   * attestations, the request, the decision, and the clocks that date evidence and decision.
   *
   * @param clockBefore the index of the last clock entry before an index
   */
  public static SortedSet<Long> indices(
      State state, RequestState request, LongUnaryOperator clockBefore) {
    SystemState system = state.system(request.system());
    SortedSet<Long> indices = new TreeSet<>();
    indices.add(0L);
    state.charter().ifPresent(charter -> indices.add(charter.index()));
    for (RulebookState rulebook : RulesInForce.rulebooks(state)) {
      indices.add(rulebook.index());
    }
    indices.add(system.index());
    for (var id : system.evidence()) {
      EvidenceState evidence = state.evidence(id);
      indices.add(evidence.index());
      indices.add(clockBefore.applyAsLong(evidence.index()));
      evidence.attestations().forEach(a -> indices.add(a.index()));
    }
    indices.add(request.index());
    long decision = request.decidedAt().orElseThrow();
    indices.add(decision);
    indices.add(clockBefore.applyAsLong(decision));
    addParties(state, system, indices);
    return indices;
  }

  /** Publishers are found through the charter's roles; nobody else has signed rulebooks. */
  private static void addParties(State state, SystemState system, SortedSet<Long> indices) {
    addParty(state, system.provider(), indices);
    for (var id : system.evidence()) {
      EvidenceState evidence = state.evidence(id);
      addParty(state, evidence.issuer(), indices);
      evidence.attestations().forEach(a -> addParty(state, a.assessor(), indices));
    }
    state
        .charter()
        .ifPresent(
            c ->
                c.charter().holders("publisher").forEach(party -> addParty(state, party, indices)));
  }

  private static void addParty(State state, String party, SortedSet<Long> indices) {
    var declared = state.parties().get(party);
    if (declared != null) {
      indices.add(declared.index());
    }
  }
}
