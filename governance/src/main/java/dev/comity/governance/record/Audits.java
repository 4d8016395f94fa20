package dev.comity.governance.record;

import dev.comity.governance.record.AssessorFacts.Audit;
import dev.comity.governance.record.AssessorFacts.Question;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which forecasts were audited independently. */
final class Audits {
  private record Pair(String assessor, String auditor) {
    boolean isTurned(Pair other) {
      return assessor.equals(other.auditor) && auditor.equals(other.assessor);
    }
  }

  private final AssessorFacts facts;
  private final Map<String, List<Audit>> byQuestion;
  private final Set<Pair> pairs = new HashSet<>();

  Audits(AssessorFacts facts) {
    this.facts = facts;
    this.byQuestion = facts.audits().stream().collect(Collectors.groupingBy(Audit::question));
    for (Audit audit : facts.audits()) {
      pairs.add(pair(audit));
    }
  }

  private Pair pair(Audit audit) {
    return new Pair(facts.controller(audit.assessor()), facts.controller(audit.auditor()));
  }

  /**
   * An audit counts when the auditor is controlled by neither the assessor nor the provider, was
   * never audited by this assessor, and was done before the question opened, so that nobody picks
   * what to audit by how it ended.
   */
  boolean audited(String controller, Question question) {
    return byQuestion.getOrDefault(question.id(), List.of()).stream()
        .filter(audit -> !audit.at().isAfter(question.opensAt()))
        .map(this::pair)
        .filter(pair -> pair.assessor().equals(controller))
        .filter(pair -> !pair.auditor().equals(controller))
        .filter(pair -> !pair.auditor().equals(facts.controller(question.provider())))
        .anyMatch(pair -> pairs.stream().noneMatch(pair::isTurned));
  }
}
