package dev.comity.governance.statement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who comes, who is let in, who goes. */
public sealed interface Membership extends Body {
  /**
   * Asks to be admitted.
   *
   * @param controller who decides for the applicant, when somebody else does
   */
  record Apply(
      List<String> roles, Optional<String> memberClass, Optional<String> controller, String text)
      implements Membership {
    public Apply {
      roles = List.copyOf(roles);
    }
  }

  /** Lets an applicant in, where the charter leaves that to a role. */
  record Admit(
      String party, List<String> roles, Optional<String> memberClass, Optional<Instant> until)
      implements Membership {
    public Admit {
      roles = List.copyOf(roles);
    }
  }

  /** Leaves; nobody can refuse it. */
  record Exit(String text) implements Membership {}
}
