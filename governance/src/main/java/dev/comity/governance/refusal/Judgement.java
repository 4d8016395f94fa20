package dev.comity.governance.refusal;

import dev.comity.governance.Refusal;

/** What the reducer says to a refused statement at the state that the refusal names. */
public sealed interface Judgement {
  /** The reducer refuses it with the same code; {@code refusal} is its own. */
  record Rightful(Refusal refusal) implements Judgement {}

  /** The reducer admits it: the operator refused what the rules of the log allow. */
  record Wrongful() implements Judgement {}

  /** The reducer refuses it too, but for another reason than the operator gave. */
  record OtherReason(Refusal refusal) implements Judgement {}
}
