package dev.comity.governance.record;

import dev.comity.governance.record.AssessorFacts.Forecast;
import dev.comity.governance.record.AssessorFacts.Question;
import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Track records as pure functions of the log. They inform people and decide nothing; formulas,
 * sources and what they cannot stop are in {@code docs/spec/track-records.md}.
 */
public final class TrackRecord {
  private TrackRecord() {}

  /** One record for each controller of assessors that were asked or forecast anything. */
  public static SortedMap<String, AssessorRecord> assessors(AssessorFacts facts) {
    Outcomes outcomes = Outcomes.of(facts);
    Forecasts forecasts = new Forecasts(facts);
    Audits audits = new Audits(facts);
    SortedMap<String, AssessorRecord> records = new TreeMap<>();
    parties(facts)
        .forEach(
            (controller, parties) -> {
              AssessorScore score =
                  new AssessorScore(facts, outcomes, forecasts, audits, controller);
              facts.questions().forEach(score::add);
              records.put(controller, score.record(parties));
            });
    return records;
  }

  /** The record of one controller alone; who was never asked has none, which is a bug here. */
  static AssessorRecord assessor(AssessorFacts facts, String controller) {
    SortedSet<String> parties = parties(facts).get(controller);
    if (parties == null) {
      throw new IllegalArgumentException(controller + " was asked nothing");
    }
    AssessorScore score =
        new AssessorScore(
            facts, Outcomes.of(facts), new Forecasts(facts), new Audits(facts), controller);
    facts.questions().forEach(score::add);
    return score.record(parties);
  }

  private static SortedMap<String, SortedSet<String>> parties(AssessorFacts facts) {
    SortedMap<String, SortedSet<String>> byController = new TreeMap<>();
    Stream.concat(
            facts.questions().stream().flatMap(TrackRecord::askedParties),
            facts.forecasts().stream().map(Forecast::assessor))
        .forEach(
            party ->
                byController
                    .computeIfAbsent(facts.controller(party), c -> new TreeSet<>())
                    .add(party));
    return byController;
  }

  private static Stream<String> askedParties(Question question) {
    return Stream.concat(question.assigned().stream(), question.attested().stream());
  }

  /**
   * One record for each provider. Throws {@link IllegalArgumentException} when one is listed twice.
   */
  public static SortedMap<String, ProviderRecord> providers(Collection<ProviderFacts> all) {
    SortedMap<String, ProviderRecord> records = new TreeMap<>();
    for (ProviderFacts facts : all) {
      if (records.put(facts.provider(), ProviderRecord.of(facts, all)) != null) {
        throw new IllegalArgumentException("provider " + facts.provider() + " is listed twice");
      }
    }
    return records;
  }

  public static CommunityRecord community(CommunityFacts facts) {
    return CommunityRecord.of(facts);
  }
}
