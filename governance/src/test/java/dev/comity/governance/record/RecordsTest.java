package dev.comity.governance.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.governance.record.ProviderFacts.Commitment;
import dev.comity.governance.record.ProviderFacts.ConcernOutcome;
import dev.comity.governance.statement.BodyType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The records of small logs, made by the reducer. */
class RecordsTest {
  private static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");

  private static RecordedLog log() throws VerificationException {
    RecordedLog log =
        RecordedLog.founded(
            Map.of(
                "maker", "member",
                "lab", "assessor",
                "institute", "assessor",
                "watch", "authority",
                "rules", "publisher",
                "officer", "emergency"));
    log.system("maker", "robot", "health", "care");
    return log;
  }

  @Test
  void of_stateBeforeAnything_isEmpty() {
    Records none = Records.of(dev.comity.governance.state.State.EMPTY, index -> Instant.EPOCH);
    assertThat(none.assessors()).isEmpty();
    assertThat(none.providers()).isEmpty();
    assertThat(none.responses().all().cases()).isZero();
    assertThat(none.community().decisions()).isZero();
  }

  @Test
  void responses_openConcern_waitsUntilNow() throws Exception {
    RecordedLog log = log();
    Hash quick = log.concern("watch", "robot", 2);
    log.concern("watch", "robot", 5);
    log.now("2026-01-03T00:00:00Z");
    log.answer("maker", quick, "acknowledged");
    log.now("2026-01-04T00:00:00Z");
    log.answer("maker", quick, "refused");
    log.now("2026-01-09T00:00:00Z");
    Responses responses = log.records().responses();
    assertThat(responses.all().answered()).isEqualTo(1);
    assertThat(responses.all().open()).isEqualTo(1);
    assertThat(responses.all().median()).contains(Duration.ofDays(3));
    assertThat(responses.severities().get(2).median()).contains(Duration.ofDays(3));
    assertThat(responses.severities().get(5).median()).isEmpty();
    assertThat(responses.providers()).containsOnlyKeys(log.party("maker"));
  }

  @Test
  void assessors_everyAttestation_isAQuestion() throws Exception {
    RecordedLog log = log();
    Hash evidence = log.fact("maker", "robot", "tested");
    log.attest("lab", evidence, "reproduced", "");
    log.now("2026-01-02T00:00:00Z");
    log.attest("institute", evidence, "reviewed", "0.25");
    AssessorFacts facts = new AssessorsInLog(log.state()).facts(incident -> true);
    assertThat(facts.questions())
        .extracting(AssessorFacts.Question::stratum)
        .containsOnly("4/P30D/care+health");
    AssessorFacts.Question silent = facts.questions().getFirst();
    assertThat(silent.assigned()).isEqualTo(Set.of(log.party("lab")));
    assertThat(silent.opensAt()).isEqualTo(FOUNDED);
    assertThat(silent.closesAt()).isEqualTo("2026-01-31T00:00:00Z");
    AssessorFacts.Question spoken = facts.questions().getLast();
    assertThat(facts.forecasts())
        .singleElement()
        .satisfies(
            forecast -> {
              assertThat(forecast.question()).isEqualTo(spoken.id());
              assertThat(forecast.probability()).isEqualByComparingTo("0.25");
              assertThat(forecast.openedAt()).isEqualTo(spoken.opensAt());
            });
    assertThat(facts.audits())
        .singleElement()
        .satisfies(
            audit -> {
              assertThat(audit.question()).isEqualTo(spoken.id());
              assertThat(audit.auditor()).isEqualTo(log.party("lab"));
              assertThat(audit.at()).isEqualTo(FOUNDED);
            });
    AssessorRecord.Counts lab = log.records().assessors().get(log.party("lab")).counts();
    assertThat(lab.asked()).isEqualTo(1);
    assertThat(lab.covered()).isZero();
    assertThat(log.records().assessors().get(log.party("institute")).counts().open()).isEqualTo(1);
  }

  /** 0.9 said of an incident: wrong by 0.1 when somebody else saw it, by 0.9 otherwise. */
  @ParameterizedTest
  @CsvSource({
    "watch, 4, 0.01",
    "watch, 3, 0.81",
    "institute, 4, 0.01",
    "lab, 4, 0.81",
    "maker, 4, 0.81"
  })
  void assessors_incident_countsUnlessOnesOwnOrTheProviders(
      String reporter, int severity, BigDecimal brier) throws Exception {
    RecordedLog log = log();
    Hash first = log.fact("maker", "robot", "tested");
    log.attest("lab", first, "reviewed", "0.9");
    for (int i = 0; i < 10; i++) {
      log.attest("institute", log.fact("maker", "robot", "tested"), "reviewed", "");
    }
    log.now("2026-01-02T00:00:00Z");
    log.incident(reporter, "robot", severity);
    log.now("2026-03-01T00:00:00Z");
    AssessorRecord lab = log.records().assessors().get(log.party("lab"));
    assertThat(lab.counts().scored()).isEqualTo(1);
    assertThat(lab.brier()).hasValueSatisfying(b -> assertThat(b).isEqualByComparingTo(brier));
  }

  @Test
  void assessors_incidentAfterTheHorizon_didNotComeTrue() throws Exception {
    RecordedLog log = log();
    log.attest("lab", log.fact("maker", "robot", "tested"), "reviewed", "0.9");
    log.now("2026-02-15T00:00:00Z");
    log.incident("watch", "robot", 6);
    AssessorFacts facts = new AssessorsInLog(log.state()).facts(incident -> true);
    assertThat(Outcomes.of(facts).yes(facts.questions().getFirst())).isFalse();
  }

  @Test
  void assessors_declaredController_hasOneRecord() throws Exception {
    RecordedLog log = log();
    log.declare("branch");
    Json.Obj application =
        (Json.Obj)
            RecordedLog.parsed(
                "{\"roles\":[\"assessor\"],\"controller\":\""
                    + log.party("lab")
                    + "\",\"text\":\"We also assess.\"}");
    var body = Json.object();
    application.fields().forEach(body::put);
    log.say("branch", BodyType.APPLY, body);
    log.say(
        "maker",
        BodyType.PROPOSE,
        Json.object()
            .put("title", RecordedLog.name("Admit"))
            .put(
                "actions",
                RecordedLog.parsed(
                    "[{\"admit\":{\"party\":\""
                        + log.party("branch")
                        + "\",\"roles\":[\"assessor\"]}}]")));
    Hash proposal = log.state().proposals().firstKey();
    log.say(
        "maker",
        BodyType.BALLOT,
        Json.object()
            .put("proposal", proposal.hex())
            .put("content", log.state().proposal(proposal).body().content().hex())
            .put("choice", "yes"));
    log.now("2026-01-05T00:00:00Z");
    log.now("2026-01-09T00:00:00Z");
    log.attest("branch", log.fact("maker", "robot", "tested"), "reviewed", "0.1");
    assertThat(log.records().assessors()).containsOnlyKeys(log.party("lab"));
  }

  @Test
  void providers_whatTheyPromisedAndMissed_isCounted() throws Exception {
    RecordedLog log = log();
    log.pledge("maker", "robot", "kept", "2026-01-05T00:00:00Z");
    log.pledge("maker", "robot", "broken", "2026-01-05T00:00:00Z");
    log.pledge("maker", "robot", "late", "2026-01-05T00:00:00Z");
    log.fact("maker", "robot", "kept");
    log.incident("maker", "robot", 6);
    log.incident("watch", "robot", 5);
    Hash refused = log.concern("watch", "robot", 2);
    log.answer("maker", refused, "refused");
    Hash remedied = log.concern("watch", "robot", 2);
    log.answer("maker", remedied, "accepted");
    log.say("maker", BodyType.REMEDIATION, remediation(remedied, "done"));
    log.say("watch", BodyType.REMEDIATION, remediation(remedied, "verified"));
    log.concern("watch", "robot", 2);
    log.now("2026-01-20T00:00:00Z");
    log.fact("maker", "robot", "late");
    ProviderRecord maker = log.records().providers().get(log.party("maker"));
    assertThat(maker.commitments())
        .isEqualTo(Map.of(Commitment.KEPT, 1, Commitment.BROKEN, 1, Commitment.LATE, 1));
    assertThat(maker.incidents()).isEqualTo(Map.of(5, 1));
    assertThat(maker.concerns())
        .isEqualTo(
            Map.of(ConcernOutcome.REFUSED, 1, ConcernOutcome.VERIFIED, 1, ConcernOutcome.OPEN, 1));
    assertThat(maker.missedClocks()).isEqualTo(1);
    assertThat(maker.sanctions()).isEmpty();
  }

  private static dev.comity.core.json.JsonObject remediation(Hash concern, String step) {
    return Json.object().put("concern", concern.hex()).put("step", step).put("text", "Done.");
  }

  @Test
  void providers_contestedAnswer_standsAsThePanelLeftIt() throws Exception {
    RecordedLog log = log();
    Hash concern = log.concern("watch", "robot", 2);
    log.answer("maker", concern, "refused");
    log.say(
        "watch",
        BodyType.CONTEST,
        Json.object().put("subject", concern.hex()).put("text", "They did not look."));
    assertThat(log.records().providers().get(log.party("maker")).concerns())
        .isEqualTo(Map.of(ConcernOutcome.CONTESTED, 1));
    assertThat(log.records().community().contested()).isZero();
  }

  @Test
  void community_incidentUnderCertificate_countsUntilSuspended() throws Exception {
    RecordedLog log = log();
    log.certify("rules", "maker", "robot");
    log.system("maker", "other");
    log.now("2026-01-02T00:00:00Z");
    log.incident("watch", "robot", 5);
    log.incident("watch", "other", 5);
    log.now("2026-01-04T00:00:00Z");
    CommunityRecord standing = log.records().community();
    assertThat(standing.certificates()).isEqualTo(Map.of("active", 1));
    assertThat(standing.suspensions().open()).isEqualTo(1);
    log.say(
        "officer",
        BodyType.EMERGENCY,
        Json.object().put("system", "robot").put("days", 3).put("text", "Stop it."));
    log.now("2026-01-06T00:00:00Z");
    log.incident("watch", "robot", 5);
    CommunityRecord record = log.records().community();
    assertThat(record.incidents()).isEqualTo(2);
    assertThat(record.incidentsUnderCertificate()).isEqualTo(1);
    assertThat(record.suspensions().median()).contains(Duration.ofDays(2));
    assertThat(record.decisions()).isEqualTo(1);
    assertThat(record.certificates()).isEqualTo(Map.of("suspended", 1));
  }
}
