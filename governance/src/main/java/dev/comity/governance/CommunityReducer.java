package dev.comity.governance;

import dev.comity.governance.state.Change;
import dev.comity.governance.state.CharterState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives the community its charter, and logs what the charter admits unread. */
final class CommunityReducer {
  private CommunityReducer() {}

  static Result adopt(State state, Entry entry, Body.Charter charter) {
    Optional<Refusal> notOperator = Permission.operator(state, entry);
    if (notOperator.isPresent()) {
      return new Result.Rejected(notOperator.get());
    }
    if (state.charter().isPresent()) {
      return Result.rejected(
          RefusalCode.CHARTER_EXISTS,
          Admission.charterRule(state, "deliberation.powers.amend-charter"),
          "the community has a charter; its members amend it by a proposal");
    }
    if (charter.reducer() != Reducer.VERSION) {
      return Result.rejected(
          RefusalCode.REDUCER_UNKNOWN,
          "semantics §reducer",
          "expected reducer " + Reducer.VERSION + ", found " + charter.reducer());
    }
    Change change = state.change();
    change.charter(
        new CharterState(
            charter,
            Amendment.source(entry.statement()),
            entry.statement().id(),
            entry.index(),
            state.time(),
            List.of()));
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.CharterAdopted(charter.community()));
    charter
        .roles()
        .forEach(
            (role, founders) ->
                founders.forEach(
                    party ->
                        MembershipReducer.grant(
                            change, party, role, Optional.empty(), entry.index())));
    charter
        .membership()
        .founders()
        .forEach(
            (party, founder) ->
                Optional.ofNullable(change.sofar().members().get(party))
                    .ifPresent(m -> change.put(m.of(founder.memberClass(), founder.controller()))));
    return new Result.Applied(change.done(), effects);
  }

  /** Changes nothing but the size, so the state does not remember it and grows by nothing. */
  static Result logOpaque(State state, Entry entry) {
    return new Result.Applied(
        state.change().done(),
        List.of(new Effect.OpaqueLogged(entry.statement().signed().header().contentType())));
  }
}
