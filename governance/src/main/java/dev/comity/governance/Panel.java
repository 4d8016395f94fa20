package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.EvidenceState;
import dev.comity.governance.state.MemberState;
import dev.comity.governance.state.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Draws panels so that anybody can draw them again: candidates in the order of SHA-256(seed,
 * party).
 *
 * <p>The seed joins the case, which the complainant fixes first, and the entry at which the panel
 * is drawn, a clock of the operator's; neither alone chooses. An operator that colludes with the
 * complainant could try several times of a clock; the operator never sits itself.
 */
final class Panel {
  private Panel() {}

  static Hash seed(Hash caseId, Hash cause) {
    return Hash.of(Bytes.utf8("panel\n" + caseId.hex() + "\n" + cause.hex()));
  }

  /**
   * {@code kept} and as many more as make {@code seats}, or the largest odd number below; empty
   * when nobody is left.
   */
  static List<String> draw(
      State state, CaseState drawn, long seats, List<String> kept, Hash cause) {
    Hash seed = seed(drawn.id(), cause);
    List<String> candidates =
        candidates(state).stream()
            .filter(party -> !kept.contains(party) && !conflicted(state, drawn, party))
            .sorted(
                Comparator.comparing(
                    party -> Hash.of(Bytes.utf8("seat\n" + seed.hex() + "\n" + party)).hex()))
            .toList();
    List<String> panel = new ArrayList<>(kept);
    for (String candidate : candidates) {
      if (panel.size() < seats) {
        panel.add(candidate);
      }
    }
    if (panel.size() % 2 == 0 && panel.size() > kept.size()) {
      panel.removeLast();
    }
    return panel;
  }

  /** Those who hold the office; where the community has not made it one, every member. */
  private static List<String> candidates(State state) {
    List<String> office = state.holders("panel");
    return office.isEmpty() ? state.holders("member") : office;
  }

  private static boolean conflicted(State state, CaseState drawn, String party) {
    Set<String> involved = new HashSet<>();
    involved.add(drawn.respondent());
    drawn.complainant().ifPresent(involved::add);
    return party.equals(state.operator())
        || drawn.barred().contains(party)
        || involved.contains(party)
        || involved.stream().anyMatch(other -> sameController(state, party, other))
        || assessed(state, drawn, party);
  }

  private static boolean sameController(State state, String party, String other) {
    return controller(state, party).equals(controller(state, other));
  }

  private static String controller(State state, String party) {
    MemberState member = state.members().get(party);
    return member == null ? party : member.controller().orElse(party);
  }

  /** Assessors do not judge what they assessed. */
  private static boolean assessed(State state, CaseState drawn, String party) {
    if (drawn.system().isEmpty()) {
      return false;
    }
    return state.system(drawn.system()).evidence().stream()
        .map(state::evidence)
        .anyMatch(evidence -> by(evidence, party));
  }

  private static boolean by(EvidenceState evidence, String party) {
    return evidence.issuer().equals(party)
        || evidence.attestations().stream().anyMatch(a -> a.assessor().equals(party));
  }
}
