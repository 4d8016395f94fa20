package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.governance.state.CertificateState.Status;
import dev.comity.governance.state.EmergencyState;
import dev.comity.governance.state.SanctionState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.rules.SystemCard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What sanctions and emergencies leave of a certificate.
 *
 * @param best status that it can have
 * @param cut areas that it does not cover
 * @param entries that caused this
 */
record Holds(Status best, SortedSet<String> cut, List<Long> entries) {
  /** The scope of a system that names no area. */
  static final String GENERAL = "general";

  private static final Holds NONE =
      new Holds(Status.ACTIVE, Collections.emptySortedSet(), List.of());

  static Holds of(State state, SystemState system) {
    if (system.holds().isEmpty()) {
      return NONE;
    }
    Status best = Status.ACTIVE;
    SortedSet<String> cut = new TreeSet<>();
    List<Long> entries = new ArrayList<>();
    for (Hash id : system.holds()) {
      SanctionState sanction = state.sanctions().get(id);
      EmergencyState emergency = state.emergencies().get(id);
      if (sanction != null) {
        best = worse(best, best(sanction));
        cut.addAll(sanction.cut());
        entries.add(sanction.index());
      } else if (emergency != null) {
        best = worse(best, Status.SUSPENDED);
        entries.add(emergency.index());
      }
    }
    if (cut.containsAll(scope(system.card(), Collections.emptySortedSet()))) {
      best = worse(best, Status.SUSPENDED);
    }
    return new Holds(best, cut, List.copyOf(entries));
  }

  private static Status best(SanctionState sanction) {
    return switch (sanction.status()) {
      // What is only announced binds if it is a red line, or had been imposed a step lower before.
      case NOTICED -> sanction.redLine() ? Status.SUSPENDED : Status.CONDITIONAL;
      case IMPOSED, FINAL ->
          sanction.level() >= 5
              ? Status.SUSPENDED
              : sanction.level() == 3 ? Status.CONDITIONAL : Status.ACTIVE;
      case CURED, LIFTED -> Status.ACTIVE;
    };
  }

  private static Status worse(Status a, Status b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /** A certificate is never better than what binds its system; refusals stay refusals. */
  Optional<Status> lower(Optional<Status> derived) {
    return derived.map(status -> status.live() ? worse(status, best) : status);
  }

  SortedSet<String> scope(SystemCard card) {
    return scope(card, cut);
  }

  private static SortedSet<String> scope(SystemCard card, SortedSet<String> without) {
    SortedSet<String> scope = new TreeSet<>(card.areas());
    if (scope.isEmpty()) {
      scope.add(GENERAL);
    }
    scope.removeAll(without);
    return scope;
  }
}
