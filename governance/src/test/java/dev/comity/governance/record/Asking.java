package dev.comity.governance.record;

import dev.comity.governance.record.AssessorFacts.Audit;
import dev.comity.governance.record.AssessorFacts.Forecast;
import dev.comity.governance.record.AssessorFacts.Question;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the facts of a small community in which all questions open and close together. */
final class Asking {
  static final Instant OPENS = Instant.parse("2026-03-01T00:00:00Z");
  static final Instant CLOSES = Instant.parse("2026-06-01T00:00:00Z");
  static final Instant LATER = Instant.parse("2026-06-02T00:00:00Z");
  private static final Instant BEFORE = Instant.parse("2026-02-01T00:00:00Z");

  /** Sealed forecasts are made below this entry and opened above it. */
  private static final long OPENING = 1_000_000;

  private final List<Question> questions = new ArrayList<>();
  private final List<Forecast> forecasts = new ArrayList<>();
  private final List<Audit> audits = new ArrayList<>();
  private final List<Incident> incidents = new ArrayList<>();
  private final Map<String, String> controllers = new HashMap<>();
  private long next;

  Asking ask(String id, Set<String> assigned) {
    return ask(id, "severe", assigned, Set.of());
  }

  Asking ask(String id, String stratum, Set<String> assigned, Set<String> attested) {
    questions.add(
        new Question(id, stratum, "system " + id, "maker", 4, OPENS, CLOSES, assigned, attested));
    return this;
  }

  /** {@code count} questions of which the first {@code events} come true, asked of others. */
  Asking others(int count, int events) {
    for (int i = 0; i < count; i++) {
      ask("other-" + i, Set.of("somebody"));
      if (i < events) {
        happens("other-" + i);
      }
    }
    return this;
  }

  Asking happens(String question) {
    return incident(question, 4, OPENS.plus(Duration.ofDays(3)));
  }

  Asking incident(String question, int severity, Instant at) {
    incidents.add(new Incident("system " + question, severity, at));
    return this;
  }

  /** Sealed in time, opened in time. */
  Asking says(String assessor, String question, double probability) {
    forecasts.add(forecast(assessor, question, probability, next, OPENING + next, BEFORE));
    next++;
    return this;
  }

  /** Stated openly after the sealed ones were opened, but before the question opens. */
  Asking saysAfterwards(String assessor, String question, double probability) {
    long index = 2 * OPENING + next++;
    forecasts.add(forecast(assessor, question, probability, index, index, OPENS));
    return this;
  }

  Asking saysLate(String assessor, String question, double probability) {
    forecasts.add(forecast(assessor, question, probability, next, OPENING + next, CLOSES));
    next++;
    return this;
  }

  private static Forecast forecast(
      String assessor, String question, double probability, long made, long opened, Instant at) {
    return new Forecast(question, assessor, rounded(probability), made, opened, at);
  }

  static BigDecimal rounded(double probability) {
    return BigDecimal.valueOf(probability).setScale(3, RoundingMode.HALF_EVEN);
  }

  Asking audits(String auditor, String assessor, String question) {
    return audits(auditor, assessor, question, BEFORE);
  }

  Asking audits(String auditor, String assessor, String question, Instant at) {
    audits.add(new Audit(question, assessor, auditor, at));
    return this;
  }

  Asking controls(String controller, String party) {
    controllers.put(party, controller);
    return this;
  }

  AssessorFacts facts() {
    return facts(LATER);
  }

  AssessorFacts facts(Instant now) {
    return new AssessorFacts(now, questions, forecasts, audits, incidents, controllers);
  }

  AssessorRecord record(String controller) {
    return TrackRecord.assessors(facts()).get(controller);
  }
}
