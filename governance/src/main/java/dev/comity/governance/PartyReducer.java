package dev.comity.governance;

import dev.comity.governance.state.PartyState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import java.util.List;
import java.util.Optional;

/** Declares parties. */
final class PartyReducer {
  private PartyReducer() {}

  /** The gate has checked that the key is the issuer's: its first one, or the one in use. */
  static Result declare(State state, Entry entry, Body.Party party) {
    PartyState before = state.parties().get(entry.issuer());
    PartyState after =
        new PartyState(
            entry.issuer(),
            party.name(),
            party.kind(),
            party.key(),
            before == null ? entry.index() : before.index(),
            party.domain(),
            before == null ? Optional.empty() : before.next());
    Effect effect =
        before == null
            ? new Effect.PartyDeclared(entry.issuer())
            : new Effect.PartyUpdated(entry.issuer());
    return new Result.Applied(state.change().put(after).done(), List.of(effect));
  }
}
