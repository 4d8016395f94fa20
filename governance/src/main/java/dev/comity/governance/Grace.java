package dev.comity.governance;

import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.State;
import dev.comity.rules.Decision;
import dev.comity.rules.Finding;
import dev.comity.rules.Modality;
import dev.comity.rules.Outcome;
import dev.comity.rules.RulebookKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The time that a tightened rule leaves to certificates that lived before it. Prohibitions and what
 * is grave leave none.
 *
 * @param carries everything that speaks against the certificate is in its grace
 * @param until by requirement, for what is in its grace
 */
record Grace(boolean carries, SortedMap<String, Instant> until) {
  /** From this severity on a violation refuses a certificate at once; semantics.md, "Decision". */
  private static final int GRAVE = 5;

  private static final Grace NONE = new Grace(false, new TreeMap<>());

  static Grace of(State state, Optional<CertificateState> before, Decision decision, Instant now) {
    boolean against =
        decision.outcome() == Outcome.REFUSED || decision.outcome() == Outcome.UNDETERMINED;
    if (!against || before.filter(c -> c.status().valid()).isEmpty()) {
      return NONE;
    }
    Map<RulebookKey, Instant> ends = ends(state, now);
    if (ends.isEmpty()) {
      return NONE;
    }
    SortedMap<String, Instant> until = new TreeMap<>();
    boolean carries = true;
    for (Finding finding : decision.findings()) {
      if (Derivation.open(finding) && blocks(finding)) {
        Instant end = ends.get(finding.rulebook());
        if (end == null || grave(finding)) {
          carries = false;
        } else {
          until.put(finding.rulebook().id() + "/" + finding.requirement(), end);
        }
      }
    }
    return carries ? new Grace(true, until) : NONE;
  }

  private static Map<RulebookKey, Instant> ends(State state, Instant now) {
    Map<RulebookKey, Instant> ends = new HashMap<>();
    for (RulebookState rulebook : RulesInForce.rulebooks(state)) {
      rulebook
          .graceUntil()
          .filter(end -> end.isAfter(now))
          .ifPresent(end -> ends.put(rulebook.key(), end));
    }
    return ends;
  }

  /** What keeps the outcome from being conditional. */
  private static boolean blocks(Finding finding) {
    return finding.otherwise().remedy().isEmpty() || grave(finding);
  }

  private static boolean grave(Finding finding) {
    return finding.modality() == Modality.PROHIBITION || finding.otherwise().severity() >= GRAVE;
  }
}
