package dev.comity.governance.passport;

import dev.comity.governance.state.EvidenceState;
import dev.comity.governance.state.PartyState;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.State;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;

/** Which entries a passport carries. */
public final class PassportContents {
  private PassportContents() {}

  /**
   * Indices of the entries that the latest decision about {@code request} rests on: policy,
   * charter, rulebooks and baselines, the system, its evidence and attestations, the request, the
   * decision, the parties behind them, and the clocks that date evidence and decision. The state
   * may have moved on since the decision; the passport is of what held then.
   *
   * @param clockBefore the index of the last clock entry before an index
   * @throws java.util.NoSuchElementException when nothing has been decided yet
   */
  public static SortedSet<Long> indices(
      State state, RequestState request, LongUnaryOperator clockBefore) {
    RequestState.Basis basis = request.basis().orElseThrow();
    long decision = request.decidedAt().orElseThrow();
    SortedSet<Long> indices = new TreeSet<>();
    indices.add(0L);
    // Names the key under which the receipts are, which may be a later one than entry 0 names.
    state.policy().ifPresent(policy -> indices.add(policy.index()));
    indices.add(basis.charter());
    basis.amendments().forEach(amendment -> indices.add(amendment.proposal()));
    indices.add(basis.system().index());
    indices.add(request.index());
    indices.add(decision);
    indices.add(clockBefore.applyAsLong(decision));
    addParty(state, request.requester(), indices);
    for (RulebookState rulebook : basis.rulebooks()) {
      indices.add(rulebook.index());
      addParty(state, rulebook.publisher(), indices);
    }
    for (EvidenceState evidence : basis.evidence()) {
      indices.add(evidence.index());
      indices.add(clockBefore.applyAsLong(evidence.index()));
      addParty(state, evidence.issuer(), indices);
      for (EvidenceState.Attestation attestation : evidence.attestations()) {
        indices.add(attestation.index());
        addParty(state, attestation.assessor(), indices);
      }
    }
    return indices;
  }

  private static void addParty(State state, String party, SortedSet<Long> indices) {
    PartyState declared = state.parties().get(party);
    if (declared != null) {
      indices.add(declared.index());
    }
  }
}
