package dev.comity.governance;

import dev.comity.governance.state.State;
import java.util.List;

/** What the reducer says to one entry. */
public sealed interface Result {
  /** The entry is admitted; {@code next} is the state after it. */
  record Applied(State next, List<Effect> effects) implements Result {
    public Applied {
      effects = List.copyOf(effects);
    }
  }

  /** The entry is not logged and nothing changes. */
  record Rejected(Refusal refusal) implements Result {}

  static Result rejected(RefusalCode code, String rule, String detail) {
    return new Rejected(new Refusal(code, rule, detail));
  }
}
