package dev.comity.governance;

import dev.comity.governance.statement.Body;
import dev.comity.rules.Independence;

/** How independent of a system's provider a piece of evidence is. */
public final class IndependenceRule {
  private IndependenceRule() {}

  /**
   * The provider is never independent; an assessor of this community is a third party; others stand
   * between.
   *
   * @param assessor whether the issuer held that role when it stated it
   */
  public static Independence of(boolean assessor, String provider, String issuer) {
    if (issuer.equals(provider)) {
      return Independence.SELF;
    }
    return assessor ? Independence.THIRD_PARTY : Independence.SECOND_PARTY;
  }

  /**
   * Repeating the measurement makes it third-party; reading it makes it second-party. Nothing is
   * ever lowered.
   */
  public static Independence lifted(Independence before, Body.Basis basis) {
    Independence earned =
        switch (basis) {
          case REPRODUCED -> Independence.THIRD_PARTY;
          case REVIEWED -> Independence.SECOND_PARTY;
        };
    return earned.compareTo(before) > 0 ? earned : before;
  }
}
