package dev.comity.evals;

import java.util.List;

/**
 * Everything that one measurement is made of.
 *
 * @param questions in the order of their first appearance
 * @param options labels of the options; a question with fewer options uses the first ones
 * @param sources the files, in the order given
 * @param conditions names of the experimental conditions that were mixed, in order of first
 *     appearance
 */
public record SampleLog(
    List<Question> questions,
    List<String> options,
    List<SourceFile> sources,
    List<String> conditions) {

  public SampleLog {
    questions = List.copyOf(questions);
    options = List.copyOf(options);
    sources = List.copyOf(sources);
    conditions = List.copyOf(conditions);
    if (questions.isEmpty()) {
      throw new IllegalArgumentException("expected at least one question");
    }
    for (Question question : questions) {
      if (question.optionCount() > options.size()) {
        throw new IllegalArgumentException("question " + question.id() + " has unnamed options");
      }
    }
  }

  /** The number of samples over all questions. */
  public long sampleCount() {
    return questions.stream().mapToLong(Question::sampleCount).sum();
  }
}
