package dev.comity.rules;

import java.time.Period;
import java.util.Optional;

/**
 * Evidence that a requirement asks for.
 *
 * @param id the metric id or the name of the fact
 * @param where a condition on the evidence, for example a least number of questions
 * @param maxAge how old the evidence may be at the time of the decision
 * @param independence the least independence of the party that produced it
 */
public record Need(
    Kind kind,
    String id,
    Optional<String> where,
    Optional<Period> maxAge,
    Independence independence) {
  /** What is asked for. {@link #CARD} is never written in a rulebook: it names a missing field. */
  public enum Kind implements Term {
    METRIC("metric"),
    FACT("fact"),
    CARD("card");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }
  }
}
