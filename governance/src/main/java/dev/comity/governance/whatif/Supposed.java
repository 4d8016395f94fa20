package dev.comity.governance.whatif;

import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.rules.RulebookFolder;
import java.util.List;

/**
 * What is supposed to hold.
 *
 * @param actions amendments and adoptions, in this order
 * @param rulebooks the texts of the adopted versions
 */
public record Supposed(List<Action> actions, List<RulebookFolder> rulebooks) {
  public Supposed {
    actions = List.copyOf(actions);
    rulebooks = List.copyOf(rulebooks);
    for (Action action : actions) {
      if (!(action instanceof Action.AmendCharter || action instanceof Action.AdoptRulebook)) {
        throw new IllegalArgumentException(
            "expected amend-charter and adopt-rulebook only: whether "
                + action.getClass().getSimpleName()
                + " was possible depends on the day");
      }
    }
  }
}
