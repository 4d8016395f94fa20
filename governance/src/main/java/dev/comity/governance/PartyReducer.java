package dev.comity.governance;

import dev.comity.governance.state.PartyState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import java.util.List;

/** Opens the log and declares parties. */
final class PartyReducer {
  private PartyReducer() {}

  /** Entry 0. Declares the operator at the same time, since every later entry leans on its key. */
  static Result open(State state, Entry entry, Body.Policy policy) {
    if (entry.index() != 0) {
      return Result.rejected(
          RefusalCode.POLICY_EXISTS, "log §policy, entry 0", "the log has its policy already");
    }
    String operator = policy.operatorKey().partyId();
    if (!entry.issuer().equals(operator)) {
      return Result.rejected(
          RefusalCode.ISSUER_MISMATCH,
          "log §entry 0",
          "the policy must be issued by the operator that it names, " + operator);
    }
    if (!policy.algorithms().contains(policy.operatorKey().algorithm().text())) {
      return Result.rejected(
          RefusalCode.ALGORITHM_NOT_ADMITTED,
          "log §policy.algorithms, entry 0",
          "the policy must admit the algorithm of the operator's own key, "
              + policy.operatorKey().algorithm().text());
    }
    PartyState party =
        new PartyState(
            operator,
            policy.operatorName(),
            Body.PartyKind.ORGANISATION,
            policy.operatorKey(),
            entry.index());
    return new Result.Applied(
        state.change().open(entry.statement().log(), operator, policy).put(party).done(),
        List.of(new Effect.LogOpened(entry.statement().log(), operator)));
  }

  /**
   * The gate has checked that the issuer is the thumbprint of the key, so the key never changes.
   */
  static Result declare(State state, Entry entry, Body.Party party) {
    PartyState before = state.parties().get(entry.issuer());
    PartyState after =
        new PartyState(
            entry.issuer(),
            party.name(),
            party.kind(),
            party.key(),
            before == null ? entry.index() : before.index());
    Effect effect =
        before == null
            ? new Effect.PartyDeclared(entry.issuer())
            : new Effect.PartyUpdated(entry.issuer());
    return new Result.Applied(state.change().put(after).done(), List.of(effect));
  }
}
