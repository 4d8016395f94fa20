package dev.comity.governance.record;

import dev.comity.governance.record.AssessorFacts.Forecast;
import dev.comity.governance.record.AssessorFacts.Question;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forecasts by question, and which of them count. */
final class Forecasts {
  private final AssessorFacts facts;
  private final Map<String, List<Forecast>> byQuestion;

  Forecasts(AssessorFacts facts) {
    this.facts = facts;
    this.byQuestion = facts.forecasts().stream().collect(Collectors.groupingBy(Forecast::question));
  }

  List<Forecast> by(String controller, Question question) {
    return on(question).stream()
        .filter(forecast -> facts.controller(forecast.assessor()).equals(controller))
        .toList();
  }

  private List<Forecast> on(Question question) {
    return byQuestion.getOrDefault(question.id(), List.of());
  }

  /** The last one that was readable in time and made blind. */
  Optional<Forecast> counting(String controller, Question question) {
    return by(controller, question).stream()
        .filter(forecast -> inTime(forecast, question) && blind(forecast, question))
        .reduce((one, other) -> other.madeIndex() >= one.madeIndex() ? other : one);
  }

  /** Whoever could wait for the question to open would know more, or open only what came true. */
  static boolean inTime(Forecast forecast, Question question) {
    return !forecast.openedAt().isAfter(question.opensAt());
  }

  /** Made before anybody else who was asked had shown a forecast, so that none can be copied. */
  boolean blind(Forecast forecast, Question question) {
    String controller = facts.controller(forecast.assessor());
    return on(question).stream()
        .filter(other -> question.assigned().contains(other.assessor()))
        .filter(other -> !facts.controller(other.assessor()).equals(controller))
        .allMatch(other -> forecast.madeIndex() < other.openedIndex());
  }
}
