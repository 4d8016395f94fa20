package dev.comity.governance.record;

import dev.comity.governance.record.AssessorFacts.Question;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the settled questions ended, by their ids. */
record Outcomes(Map<String, Boolean> happened) {
  Outcomes {
    happened = Map.copyOf(happened);
  }

  static Outcomes of(AssessorFacts facts) {
    Map<String, List<Incident>> incidents =
        facts.incidents().stream().collect(Collectors.groupingBy(Incident::system));
    Map<String, Boolean> happened = new HashMap<>();
    for (Question question : facts.questions()) {
      if (question.settled(facts.now())) {
        List<Incident> there = incidents.getOrDefault(question.system(), List.of());
        happened.put(question.id(), there.stream().anyMatch(question::metBy));
      }
    }
    return new Outcomes(happened);
  }

  boolean settled(Question question) {
    return happened.containsKey(question.id());
  }

  /** Whether a settled question was answered by yes. */
  boolean yes(Question question) {
    return happened.getOrDefault(question.id(), false);
  }
}
