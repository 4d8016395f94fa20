package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.rules.Explanations;
import dev.comity.rules.Finding;
import dev.comity.rules.Missing;
import dev.comity.rules.Need;
import dev.comity.rules.Reason;
import java.util.ArrayList;
import java.util.List;

/** Something to bring, and every requirement that waits for it. */
record Wanted(Subject subject, List<Finding> findings) {
  Wanted {
    findings = List.copyOf(findings);
  }

  /** What to bring. */
  sealed interface Subject {
    /** Evidence that is not there, or not as it must be. */
    record Evidence(Missing missing) implements Subject {}

    /** More of the same: the interval reaches over a bound that the value keeps. */
    record Questions(String metric, long count) implements Subject {}
  }

  /** What {@code finding} waits for. */
  static List<Subject> subjects(Finding finding) {
    List<Subject> subjects = new ArrayList<>();
    finding.missing().forEach(missing -> subjects.add(new Subject.Evidence(missing)));
    if (finding.reason() == Reason.STRADDLES) {
      finding
          .moreQuestions()
          .forEach((metric, count) -> subjects.add(new Subject.Questions(metric, count)));
    }
    return subjects;
  }

  /** Whether bringing it may change the outcome. */
  boolean counted() {
    return findings.stream().anyMatch(Finding::counted);
  }

  /** {@code frontier-coherence/FC-4}, and so on. */
  List<String> requirements() {
    return findings.stream().map(f -> f.rulebook().id() + "/" + f.requirement()).toList();
  }

  String text(Language language) {
    return switch (subject) {
      case Subject.Evidence evidence -> Explanations.in(language.tag()).phrase(evidence.missing());
      case Subject.Questions questions ->
          Words.in(language).text("assess.more-questions", questions.count(), questions.metric());
    };
  }

  Json toJson() {
    JsonObject json = Json.object();
    switch (subject) {
      case Subject.Evidence evidence ->
          evidence.missing().toJson().fields().forEach((name, value) -> json.put(name, value));
      case Subject.Questions questions ->
          json.put("kind", Need.Kind.METRIC.text())
              .put("id", questions.metric())
              .put("reason", Reason.STRADDLES.text())
              .put("moreQuestions", questions.count());
    }
    return json.put("requirements", Json.strings(requirements()))
        .put("counted", counted())
        .put("text", InBothLanguages.json(this::text))
        .build();
  }
}
