package dev.comity.evals;

import java.util.Optional;

/** Names a question: its id, within a set (benchmark, task) when the log names one. */
public record QuestionId(Optional<String> set, String question) {
  @Override
  public String toString() {
    return set.map(name -> name + "/" + question).orElse(question);
  }
}
