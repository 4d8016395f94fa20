package dev.comity.governance;

import dev.comity.governance.state.Change;
import dev.comity.governance.state.PartyState;
import dev.comity.governance.state.PolicyState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Opens the log with its policy, and puts later policies in force. What a policy admits is decided
 * by the one in force when an entry is reduced (RFC 9943 section 5.1.1), so a replay decides as the
 * log did.
 */
final class PolicyReducer {
  private PolicyReducer() {}

  static Result apply(State state, Entry entry, Body.Policy policy) {
    return entry.index() == 0 ? open(state, entry, policy) : change(state, entry, policy);
  }

  /** Entry 0. Declares the operator at the same time, since every later entry leans on its key. */
  private static Result open(State state, Entry entry, Body.Policy policy) {
    String operator = policy.operatorKey().partyId();
    if (!entry.issuer().equals(operator)) {
      return Result.rejected(
          RefusalCode.ISSUER_MISMATCH,
          "log §entry 0",
          "the policy must be issued by the operator that it names, " + operator);
    }
    Optional<Refusal> shutOut = operatorShutOut(policy);
    if (shutOut.isPresent()) {
      return new Result.Rejected(shutOut.get());
    }
    return new Result.Applied(
        state
            .change()
            .open(entry.statement().log(), operator)
            .policy(PolicyState.first(policy, entry.statement().id(), entry.index()))
            .put(
                new PartyState(
                    operator,
                    policy.operatorName(),
                    Body.PartyKind.ORGANISATION,
                    policy.operatorKey(),
                    entry.index(),
                    Optional.empty(),
                    Optional.empty()))
            .done(),
        List.of(new Effect.LogOpened(entry.statement().log(), operator)));
  }

  /**
   * Only the operator's own key can get here under the operator's name: a policy is verified with
   * the operator key that it names itself.
   */
  private static Result change(State state, Entry entry, Body.Policy policy) {
    PolicyState before = state.policy().orElseThrow();
    Optional<Refusal> refusal =
        Permission.operator(state, entry)
            .or(() -> operatorShutOut(policy))
            .or(() -> nothingNew(before, policy))
            .or(() -> retired(before, policy));
    if (refusal.isPresent()) {
      return new Result.Rejected(refusal.get());
    }
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.PolicyChanged(state.operator()));
    if (!policy.logKey().equals(before.policy().logKey())) {
      effects.add(new Effect.LogKeyRotated(policy.logKey().keyId()));
    }
    Change change =
        state.change().policy(before.followedBy(policy, entry.statement().id(), entry.index()));
    if (!policy.operatorName().equals(before.policy().operatorName())) {
      change.put(renamed(state, policy));
      effects.add(new Effect.PartyUpdated(state.operator()));
    }
    return new Result.Applied(change.done(), effects);
  }

  private static PartyState renamed(State state, Body.Policy policy) {
    PartyState operator = Objects.requireNonNull(state.parties().get(state.operator()));
    return new PartyState(
        operator.id(),
        policy.operatorName(),
        operator.kind(),
        operator.key(),
        operator.index(),
        operator.domain(),
        operator.next());
  }

  /** A log whose operator cannot sign could state no time any more, nor another policy. */
  private static Optional<Refusal> operatorShutOut(Body.Policy policy) {
    String algorithm = policy.operatorKey().algorithm().text();
    return policy.algorithms().contains(algorithm)
        ? Optional.empty()
        : Admission.refuse(
            RefusalCode.ALGORITHM_NOT_ADMITTED,
            "log §policy.algorithms",
            "the policy must admit the algorithm of the operator's own key, " + algorithm);
  }

  private static Optional<Refusal> nothingNew(PolicyState before, Body.Policy policy) {
    return before.policy().equals(policy)
        ? Admission.refuse(
            RefusalCode.POLICY_EXISTS,
            "log §policy, entry " + before.index(),
            "the policy in force says the same")
        : Optional.empty();
  }

  /** The key that signs a tree must follow from its size alone, so no key has two terms. */
  private static Optional<Refusal> retired(PolicyState before, Body.Policy policy) {
    boolean current = policy.logKey().equals(before.policy().logKey());
    return current || !before.had(policy.logKey())
        ? Optional.empty()
        : Admission.refuse(
            RefusalCode.LOG_KEY_RETIRED,
            "log §policy.logKey, entry " + before.index(),
            "log key " + policy.logKey().keyId() + " was replaced earlier; make a new one");
  }
}
