package dev.comity.governance.record;

import dev.comity.governance.record.AssessorFacts.Audit;
import dev.comity.governance.record.AssessorFacts.Forecast;
import dev.comity.governance.record.AssessorFacts.Question;
import dev.comity.governance.state.EvidenceState;
import dev.comity.governance.state.EvidenceState.Attestation;
import dev.comity.governance.state.ForecastState;
import dev.comity.governance.state.IncidentState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Terms;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every attestation is the charter's question to the assessor who signed it, whether or not it
 * carries a forecast: so nobody is silent for free. A question's id is the attestation's entry.
 */
final class AssessorsInLog {
  private final State state;
  private final Controllers controllers;
  private final Map<Long, ForecastState> byEntry = new TreeMap<>();
  private final List<Question> questions = new ArrayList<>();
  private final List<Forecast> forecasts = new ArrayList<>();
  private final List<Audit> audits = new ArrayList<>();

  AssessorsInLog(State state) {
    this.state = state;
    this.controllers = Controllers.of(state);
    state.forecasts().values().forEach(forecast -> byEntry.put(forecast.index(), forecast));
    for (EvidenceState evidence : state.evidence().values()) {
      for (Attestation attestation : evidence.attestations()) {
        ask(evidence, attestation);
      }
    }
  }

  /**
   * An incident settles what others forecast, not what its own reporter did: so whoever reported
   * one is measured without it.
   */
  SortedMap<String, AssessorRecord> records() {
    SortedMap<String, AssessorRecord> records = TrackRecord.assessors(facts(incident -> true));
    for (String reporter : reporters()) {
      if (records.containsKey(reporter)) {
        AssessorFacts others =
            facts(incident -> !controllers.of(incident.reporter()).equals(reporter));
        records.put(reporter, TrackRecord.assessor(others, reporter));
      }
    }
    return records;
  }

  private Set<String> reporters() {
    Set<String> reporters = new TreeSet<>();
    state.incidents().values().forEach(i -> reporters.add(controllers.of(i.reporter())));
    return reporters;
  }

  AssessorFacts facts(Predicate<IncidentState> counted) {
    return new AssessorFacts(
        Responses.now(state),
        questions,
        forecasts,
        audits,
        state.incidents().values().stream()
            .filter(incident -> controllers.fromOutside(state, incident))
            .filter(counted)
            .map(Controllers::incident)
            .toList(),
        controllers.byParty());
  }

  private void ask(EvidenceState evidence, Attestation attestation) {
    String id = Long.toString(attestation.index());
    ForecastState forecast = byEntry.get(attestation.index());
    questions.add(question(id, evidence, attestation, Asked.of(state, attestation, forecast)));
    if (forecast != null) {
      forecasts.add(
          new Forecast(
              id,
              attestation.assessor(),
              forecast.probability(),
              attestation.index(),
              attestation.index(),
              attestation.at()));
    }
    for (Attestation other : evidence.attestations()) {
      boolean another = !other.assessor().equals(attestation.assessor());
      if (another && other.basis() == Body.Basis.REPRODUCED) {
        audits.add(new Audit(id, attestation.assessor(), other.assessor(), other.at()));
      }
    }
  }

  private Question question(
      String id, EvidenceState evidence, Attestation attestation, Asked asked) {
    SystemState system = state.system(evidence.body().system());
    Set<String> assessor = Set.of(attestation.assessor());
    return new Question(
        id,
        asked.severity() + "/" + asked.horizon() + "/" + area(system),
        system.card().system(),
        system.provider(),
        asked.severity(),
        attestation.at(),
        asked.until(),
        assessor,
        assessor);
  }

  private static String area(SystemState system) {
    Set<String> areas = new TreeSet<>(system.card().areas());
    return areas.isEmpty() ? "general" : String.join("+", areas);
  }

  /** The charter's question: as it was for whoever forecast, as it is now for whoever did not. */
  private record Asked(int severity, String horizon, Instant until) {
    static Asked of(State state, Attestation attestation, @Nullable ForecastState forecast) {
      Terms.Forecasts terms = state.chartered().charter().forecasts();
      Instant end = plus(attestation.at(), terms.horizon());
      if (forecast == null || forecast.until().equals(end)) {
        int severity = forecast == null ? terms.severity() : forecast.severity();
        return new Asked(severity, terms.horizon().toString(), end);
      }
      long days = ChronoUnit.DAYS.between(forecast.at(), forecast.until());
      return new Asked(forecast.severity(), "P" + days + "D", forecast.until());
    }

    private static Instant plus(Instant at, Period period) {
      return at.atZone(ZoneOffset.UTC).plus(period).toInstant();
    }
  }
}
