package dev.comity.node;

import dev.comity.core.VerificationException;
import dev.comity.governance.refusal.RefusalBody;

/** Why the single writer did not take a submission. */
sealed interface Denial {
  /** Signed by who asks, not by the writer. */
  record Ruled(RefusalBody refusal) implements Denial {}

  record Invalid(VerificationException cause) implements Denial {}

  /** A tick came late: nothing was due any more. */
  record NothingDue() implements Denial {}
}
