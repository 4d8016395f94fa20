package dev.comity.governance;

import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.ProposalState;
import dev.comity.governance.state.RecoveryState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.rules.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Guardians stop votes that break the floor; parties stop the recovery of a key they still have.
 */
final class VetoReducer {
  private VetoReducer() {}

  static Result veto(State state, Entry entry, Deliberation.Veto body) {
    RecoveryState recovery = state.recoveries().get(entry.issuer());
    if (recovery != null && recovery.key().keyId().equals(body.subject())) {
      return stopRecovery(state, recovery);
    }
    Optional<Refusal> refusal =
        Permission.role(state, entry, "guardian").or(() -> refusal(state, entry, body));
    if (refusal.isPresent()) {
      return new Result.Rejected(refusal.get());
    }
    ProposalState proposal = state.proposal(body.subject());
    Change change = state.change();
    change.remove(DeliberationReducer.execution(proposal));
    change.put(proposal.vetoed(entry.issuer()));
    return new Result.Applied(
        change.done(),
        List.of(new Effect.ProposalVetoed(proposal.id(), entry.issuer(), body.clause())));
  }

  private static Result stopRecovery(State state, RecoveryState recovery) {
    Change change = state.change().removeRecovery(recovery.party());
    recovery
        .at()
        .ifPresent(
            at ->
                change.remove(
                    new Deadline(at, recovery.index(), Deadline.Kind.RECOVERY, recovery.party())));
    return new Result.Applied(change.done(), List.of(new Effect.RecoveryVetoed(recovery.party())));
  }

  private static Optional<Refusal> refusal(State state, Entry entry, Deliberation.Veto body) {
    ProposalState proposal = state.proposals().get(body.subject());
    if (proposal == null) {
      return DeliberationReducer.refuse(
          RefusalCode.UNKNOWN_PROPOSAL,
          "semantics §deliberation",
          "no proposal " + body.subject() + " is logged here");
    }
    if (proposal.status() != ProposalState.Status.PASSED) {
      return DeliberationReducer.refuse(
          RefusalCode.NOT_PASSED,
          "charter §deliberation.delay, entry " + proposal.charter(),
          "a veto falls between passing and execution; the proposal is "
              + proposal.status().name().toLowerCase(java.util.Locale.ROOT));
    }
    if (proposal.vetoedBy().isPresent()) {
      return DeliberationReducer.refuse(
          RefusalCode.NOT_PASSED,
          "semantics §deliberation",
          "a panel has overturned a veto of this proposal already");
    }
    if (ownOffice(proposal, entry.issuer())) {
      return DeliberationReducer.refuse(
          RefusalCode.OWN_OFFICE,
          "semantics §deliberation",
          "nobody vetoes a vote about the office of guardian or about themselves");
    }
    return cited(state, body.clause())
        ? Optional.empty()
        : DeliberationReducer.refuse(
            RefusalCode.UNKNOWN_CLAUSE,
            "semantics §deliberation",
            "no rulebook in force here has a requirement " + body.clause());
  }

  private static boolean ownOffice(ProposalState proposal, String guardian) {
    return proposal.body().options().stream()
        .flatMap(option -> option.actions().stream())
        .anyMatch(
            action ->
                switch (action) {
                  case Action.Grant grant -> grant.role().equals("guardian");
                  case Action.Revoke revoke -> revoke.role().equals("guardian");
                  case Action.Expel expel -> expel.party().equals(guardian);
                  case Action.Admit admit -> admit.roles().contains("guardian");
                  case Action.AmendCharter a -> false;
                  case Action.AdoptRulebook a -> false;
                  case Action.RetireRulebook a -> false;
                  case Action.Recognise a -> false;
                  case Action.EndRecognition a -> false;
                  case Action.RenewEmergency a -> false;
                });
  }

  /** Whether a rulebook that counts now has the requirement {@code <rulebook>/<requirement>}. */
  private static boolean cited(State state, String clause) {
    Instant now = state.time();
    return RulesInForce.rulebooks(state).stream()
        .map(rulebook -> rulebook.compiled().rulebook())
        .filter(rulebook -> rulebook.standing(now) == Standing.IN_FORCE)
        .anyMatch(
            rulebook ->
                rulebook.requirements().stream()
                    .anyMatch(r -> (rulebook.key().id() + "/" + r.id()).equals(clause)));
  }

  /** Whether a panel is at the veto of {@code proposal} or has been. */
  static boolean contested(State state, ProposalState proposal) {
    return state.cases().values().stream()
        .anyMatch(c -> c.matter() == CaseState.Matter.VETO && c.subject().equals(proposal.id()));
  }
}
