package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import java.math.BigDecimal;
import java.util.List;

/** Promises, troubles and answers in tests. */
final class LoopDrafts {
  private LoopDrafts() {}

  private static Draft draft(BodyType type, String subject, JsonObject fields) {
    return new Draft(type, subject, fields.build());
  }

  static Draft incident(String system, long severity) {
    return draft(
        BodyType.INCIDENT,
        system,
        Json.object()
            .put("system", system)
            .put("severity", severity)
            .put("happenedAt", "2026-01-01T00:00:00Z")
            .put("text", "It happened."));
  }

  static Draft remediation(Hash concern, String step) {
    return draft(
        BodyType.REMEDIATION,
        "concern",
        Json.object().put("concern", concern.hex()).put("step", step).put("text", "See there."));
  }

  static Draft contest(Hash subject) {
    return draft(
        BodyType.CONTEST,
        "case",
        Json.object().put("subject", subject.hex()).put("text", "That is wrong."));
  }

  static Draft ruling(Hash subject, String verdict, List<String> cut, boolean conflict) {
    return draft(
        BodyType.RULING,
        "case",
        Json.object()
            .put("subject", subject.hex())
            .put("verdict", verdict)
            .put("cut", Json.strings(cut))
            .put("conflictOfInterest", conflict)
            .put("text", "For these reasons."));
  }

  static Draft cure(Hash sanction, List<Hash> evidence) {
    return draft(
        BodyType.CURE,
        "sanction",
        Json.object()
            .put("sanction", sanction.hex())
            .put("evidence", Json.strings(evidence.stream().map(Hash::hex).toList()))
            .put("text", "It is gone."));
  }

  static Draft surrender(String system) {
    return draft(
        BodyType.SURRENDER, system, Json.object().put("system", system).put("text", "Back."));
  }

  static Draft disclosure(String system, String topic) {
    return draft(
        BodyType.DISCLOSURE,
        system,
        Json.object()
            .put("system", system)
            .put("title", Drafts.name(topic))
            .put("topic", topic)
            .put("sha256", Hash.of(Bytes.utf8(topic)).hex()));
  }

  static Json.Obj fact(String name) {
    return Json.object().put("fact", name).build();
  }

  static Json.Obj atMost(String metric, String bound) {
    return Json.object().put("metric", metric).put("atMost", new BigDecimal(bound)).build();
  }

  static Draft commitment(String system, Json.Obj test, String due) {
    return draft(
        BodyType.COMMITMENT,
        system,
        Json.object()
            .put("system", system)
            .put("text", Drafts.name("We promise."))
            .put("due", due)
            .put("test", test));
  }

  static Draft forecast(Hash evidence, String probability) {
    return draft(
        BodyType.ATTEST,
        "evidence",
        Json.object()
            .put("evidence", evidence.hex())
            .put("basis", "reviewed")
            .put("conflictOfInterest", false)
            .put(
                "forecast", Json.object().put("probability", new BigDecimal(probability)).build()));
  }
}
