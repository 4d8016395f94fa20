package dev.comity.evals;

/** How a sample log is written. */
public enum Format {
  /** Decided by the first bytes of each file. */
  AUTO,
  /**
   * One JSON object a line: question, set, condition, context, sample, answer, target, probs,
   * tokens.
   */
  ANSWERS,
  /** A log of the Inspect framework: one JSON document, or a zip archive (`.eval`) of them. */
  INSPECT
}
