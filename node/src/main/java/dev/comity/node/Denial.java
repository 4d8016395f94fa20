package dev.comity.node;

import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.governance.Refusal;

/** Why the single writer did not take a submission. */
sealed interface Denial {
  record Ruled(Refusal refusal, SignedStatement signed) implements Denial {}

  record Invalid(VerificationException cause) implements Denial {}

  /** A tick came late: nothing was due any more. */
  record NothingDue() implements Denial {}
}
