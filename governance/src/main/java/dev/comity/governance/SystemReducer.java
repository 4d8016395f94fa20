package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.governance.statement.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** Registers systems, their versions, and their withdrawal. */
final class SystemReducer {
  private SystemReducer() {}

  static Result register(State state, Entry entry, Body.System body) {
    Optional<Refusal> noRole = Permission.role(state, entry, "member");
    if (noRole.isPresent()) {
      return new Result.Rejected(noRole.get());
    }
    SystemState before = state.systems().get(body.card().system());
    if (before == null) {
      return body.withdrawn() ? unknown(body.card().system()) : first(state, entry, body);
    }
    if (!before.provider().equals(entry.issuer())) {
      return notProvider(before);
    }
    if (body.withdrawn()) {
      return withdraw(state, entry, before);
    }
    if (before.card().version().equals(body.card().version()) && !before.withdrawn()) {
      return Result.rejected(
          RefusalCode.VERSION_EXISTS,
          "semantics §systems, entry " + before.index(),
          "version " + body.card().version() + " is registered; give the change its own version");
    }
    return nextVersion(state, entry, body);
  }

  private static Result first(State state, Entry entry, Body.System body) {
    return new Result.Applied(
        state.change().put(fresh(entry, body, TreePVector.empty())).done(),
        List.of(new Effect.SystemRegistered(body.card().system())));
  }

  /** What binds a system binds its next version too: nobody sheds a sanction by a new number. */
  private static SystemState fresh(Entry entry, Body.System body, PVector<Hash> holds) {
    return new SystemState(
        body.card(),
        entry.issuer(),
        entry.index(),
        false,
        TreePVector.empty(),
        Optional.empty(),
        holds);
  }

  /**
   * What was decided about the old version does not carry over: it ends, and the new one starts
   * without evidence.
   */
  private static Result nextVersion(State state, Entry entry, Body.System body) {
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.SystemVersioned(body.card().system(), body.card().version()));
    Change change = state.change();
    SystemState before = state.system(body.card().system());
    CertificateReducer.surrender(change, before, entry.index(), effects);
    return new Result.Applied(change.put(fresh(entry, body, before.holds())).done(), effects);
  }

  private static Result withdraw(State state, Entry entry, SystemState system) {
    if (system.withdrawn()) {
      return withdrawn(system);
    }
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.SystemWithdrawn(system.card().system()));
    Change change = state.change();
    CertificateReducer.surrender(change, system, entry.index(), effects);
    return new Result.Applied(change.put(system.end()).done(), effects);
  }

  static Result unknown(String system) {
    return Result.rejected(
        RefusalCode.UNKNOWN_SYSTEM,
        "semantics §systems",
        "no system \"" + system + "\" is registered here");
  }

  static Result notProvider(SystemState system) {
    return Result.rejected(
        RefusalCode.NOT_PROVIDER,
        "semantics §systems, entry " + system.index(),
        "only " + system.provider() + " may state this about " + system.card().system());
  }

  static Result withdrawn(SystemState system) {
    return Result.rejected(
        RefusalCode.SYSTEM_WITHDRAWN,
        "semantics §systems, entry " + system.index(),
        system.card().system() + " is withdrawn");
  }
}
