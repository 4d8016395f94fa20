package dev.comity.governance.state;

import dev.comity.core.Hash;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A graduated response to one cause.
 *
 * @param index the entry that caused it
 * @param trigger {@code <rulebook>/<trigger>}
 * @param level 1 notice, 2 corrective action, 3 conditional, 4 scope cut, 5 suspension, 6
 *     revocation
 * @param by when a corrective action is due (levels 2 and 3), a revocation becomes final (6)
 * @param cut areas that the certificate no longer covers (level 4)
 * @param redLine suspends already while it is only noticed
 */
public record SanctionState(
    Hash id,
    long index,
    String system,
    String provider,
    String trigger,
    int level,
    boolean redLine,
    Status status,
    Instant at,
    Optional<Instant> by,
    Optional<Hash> panelCase,
    SortedSet<String> cut) {
  public SanctionState {
    cut = Collections.unmodifiableSortedSet(new TreeSet<>(cut));
  }

  /** Where it stands. */
  public enum Status {
    /** Announced; the accused may reply, then a panel sits. */
    NOTICED,
    IMPOSED,
    /** Imposed, and no appeal can lift it any more. */
    FINAL,
    CURED,
    LIFTED;

    public boolean over() {
      return switch (this) {
        case NOTICED, IMPOSED, FINAL -> false;
        case CURED, LIFTED -> true;
      };
    }
  }

  public SanctionState now(Status next, Optional<Instant> nextBy) {
    return new SanctionState(
        id, index, system, provider, trigger, level, redLine, next, at, nextBy, panelCase, cut);
  }

  public SanctionState heard(Hash byCase) {
    return new SanctionState(
        id,
        index,
        system,
        provider,
        trigger,
        level,
        redLine,
        status,
        at,
        by,
        Optional.of(byCase),
        cut);
  }

  public SanctionState raised(int to) {
    return new SanctionState(
        id,
        index,
        system,
        provider,
        trigger,
        to,
        redLine,
        status,
        at,
        Optional.empty(),
        panelCase,
        cut);
  }

  public SanctionState cutting(SortedSet<String> areas) {
    return new SanctionState(
        id, index, system, provider, trigger, level, redLine, status, at, by, panelCase, areas);
  }
}
