package dev.comity.governance;

import dev.comity.governance.state.CharterState;
import dev.comity.governance.state.MemberState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Terms;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Who may vote at a state, and with which weight.
 *
 * @param weights by party
 * @param total of all weights
 * @param recovery nobody could vote in the ordinary way
 */
public record Electorate(PSortedMap<String, Long> weights, long total, boolean recovery) {

  /**
   * The mature members that are awake; failing these every member, then the guardians, then the
   * operator: some way to amend the charter always exists.
   */
  public static Electorate of(State state) {
    CharterState charter = state.chartered();
    Terms.Membership terms = charter.charter().membership();
    Instant now = state.time();
    Predicate<MemberState> member = m -> m.holds("member");
    Electorate ordinary =
        weigh(
            state, terms, member.and(m -> mature(charter, m, now) && awake(terms, m, now)), false);
    if (ordinary.total() > 0) {
      return ordinary;
    }
    Electorate all = weigh(state, terms, member, true);
    if (all.total() > 0) {
      return all;
    }
    Electorate guardians = weigh(state, terms, m -> m.holds("guardian"), true);
    return guardians.total() > 0
        ? guardians
        : new Electorate(TreePMap.singleton(state.operator(), 1L), 1, true);
  }

  /** In the community's own first days nobody can be mature, so everybody is. */
  private static boolean mature(CharterState charter, MemberState member, Instant now) {
    Terms.Membership terms = charter.charter().membership();
    boolean young = now.isBefore(Times.plus(charter.foundedAt(), terms.maturity()));
    return young
        || member
            .since()
            .filter(since -> !now.isBefore(Times.plus(since, terms.maturity())))
            .isPresent();
  }

  private static boolean awake(Terms.Membership terms, MemberState member, Instant now) {
    return terms
        .dormancy()
        .map(silence -> now.isBefore(Times.plus(member.lastActive(), silence)))
        .orElse(true);
  }

  /** Members of one controller share its cap in the order in which they came. */
  private static Electorate weigh(
      State state, Terms.Membership terms, Predicate<MemberState> who, boolean recovery) {
    List<MemberState> voters =
        state.members().values().stream()
            .filter(who)
            .sorted(Comparator.comparingLong(MemberState::index).thenComparing(MemberState::party))
            .toList();
    Map<String, Long> used = new HashMap<>();
    PSortedMap<String, Long> weights = TreePMap.empty();
    long total = 0;
    for (MemberState voter : voters) {
      long weight = terms.weight(voter.memberClass());
      if (terms.controllerCap().isPresent()) {
        String controller = voter.controller().orElse(voter.party());
        long left = terms.controllerCap().get() - used.getOrDefault(controller, 0L);
        weight = Math.min(weight, left);
        used.merge(controller, weight, Long::sum);
      }
      if (weight > 0) {
        weights = weights.plus(voter.party(), weight);
        total += weight;
      }
    }
    return new Electorate(weights, total, recovery);
  }
}
