package dev.comity.evals;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One answer of a system to one question.
 *
 * @param context number of the context the question was asked in (0-based, in order of first
 *     appearance in the log); 0 when the log names none
 * @param answer index of the chosen option, or empty when the answer could not be read as one
 *     ("unparsed")
 * @param probabilities a distribution over the options, when the log recorded one
 * @param tokens output tokens spent on the answer, when the log recorded them
 */
public record Sample(
    int context, OptionalInt answer, Optional<ProbabilityRow> probabilities, OptionalInt tokens) {

  public Sample {
    if (context < 0) {
      throw new IllegalArgumentException("context: expected 0 or more, found " + context);
    }
    if (tokens.isPresent() && tokens.getAsInt() < 0) {
      throw new IllegalArgumentException("tokens: expected 0 or more, found " + tokens.getAsInt());
    }
  }

  /** A sample that is a plain choice of one option, in context 0. */
  public static Sample of(int answer) {
    return new Sample(0, OptionalInt.of(answer), Optional.empty(), OptionalInt.empty());
  }

  /** A sample that is a distribution over the options, in context 0. */
  public static Sample of(ProbabilityRow probabilities) {
    return new Sample(0, OptionalInt.empty(), Optional.of(probabilities), OptionalInt.empty());
  }

  /** A sample whose answer is none of the options, in context 0. */
  public static Sample unparsed() {
    return new Sample(0, OptionalInt.empty(), Optional.empty(), OptionalInt.empty());
  }
}
