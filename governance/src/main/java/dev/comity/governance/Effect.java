package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.state.CertificateState.Status;
import dev.comity.governance.statement.Body;
import dev.comity.rules.Outcome;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What an entry brought about, in the past tense. Every effect has exactly one causing entry: the
 * one being reduced.
 */
public sealed interface Effect {

  /** The log was opened by its policy. */
  record LogOpened(String origin, String operator) implements Effect {}

  /** The operator gave the log another policy. */
  record PolicyChanged(String operator) implements Effect {}

  /** The log has another key from this entry on. */
  record LogKeyRotated(Hash key) implements Effect {}

  /** A party declared itself. */
  record PartyDeclared(String party) implements Effect {}

  /** A party changed its name. */
  record PartyUpdated(String party) implements Effect {}

  /** A key gave one sequence number to two statements. */
  record EquivocationRecorded(String party, Hash keyId) implements Effect {}

  /** The charter took force. */
  record CharterAdopted(String community) implements Effect {}

  /** Time passed. */
  record ClockAdvanced(Instant now) implements Effect {}

  /** A rulebook version was published by the community. */
  record RulebookPublished(String rulebook, String version) implements Effect {}

  /** A parent's rulebook became binding. */
  record BaselineImported(String parent, String rulebook, String version) implements Effect {}

  /** A system was registered. */
  record SystemRegistered(String system) implements Effect {}

  /** A system got a new version; what was decided about the old one does not carry over. */
  record SystemVersioned(String system, String version) implements Effect {}

  /** A system was withdrawn. */
  record SystemWithdrawn(String system) implements Effect {}

  /** Evidence was recorded. */
  record EvidenceRecorded(String system, Hash evidence) implements Effect {}

  /** An assessor counter-signed evidence. */
  record EvidenceAttested(String system, Hash evidence, String assessor) implements Effect {}

  /** A certificate was requested. */
  record CertificateRequested(String system, Hash request) implements Effect {}

  /** The operator owes a decision. */
  record DecisionFellDue(String system, Hash request) implements Effect {}

  /** A decision was recorded. */
  record DecisionRecorded(String system, Hash request, Outcome outcome) implements Effect {}

  /** A certificate changed its status; {@code from} is empty when it came into being. */
  record CertificateChanged(String system, String certificate, Optional<Status> from, Status to)
      implements Effect {}

  /** A remedy period ended with the requirement still open. */
  record RemedyMissed(String system, String certificate) implements Effect {}

  /** A concern was raised. */
  record ConcernRaised(String system, Hash concern) implements Effect {}

  /** A concern was answered. */
  record ConcernAnswered(String system, Hash concern, Body.ResponseOutcome outcome)
      implements Effect {}

  /** The response window of a concern ended without an answer. */
  record ResponseMissed(String system, Hash concern) implements Effect {}

  /** A foreign statement was logged. */
  record OpaqueLogged(String contentType) implements Effect {}

  /** What it is about: {@code system:…}, {@code party:…}, {@code rulebook:…} or {@code log}. */
  default String subject() {
    return switch (this) {
      case LogOpened e -> "log";
      case PolicyChanged e -> "log";
      case LogKeyRotated e -> "log";
      case PartyDeclared e -> "party:" + e.party();
      case PartyUpdated e -> "party:" + e.party();
      case EquivocationRecorded e -> "party:" + e.party();
      case CharterAdopted e -> "log";
      case ClockAdvanced e -> "log";
      case RulebookPublished e -> "rulebook:" + e.rulebook();
      case BaselineImported e -> "rulebook:" + e.rulebook();
      case SystemRegistered e -> "system:" + e.system();
      case SystemVersioned e -> "system:" + e.system();
      case SystemWithdrawn e -> "system:" + e.system();
      case EvidenceRecorded e -> "system:" + e.system();
      case EvidenceAttested e -> "system:" + e.system();
      case CertificateRequested e -> "system:" + e.system();
      case DecisionFellDue e -> "system:" + e.system();
      case DecisionRecorded e -> "system:" + e.system();
      case CertificateChanged e -> "system:" + e.system();
      case RemedyMissed e -> "system:" + e.system();
      case ConcernRaised e -> "system:" + e.system();
      case ConcernAnswered e -> "system:" + e.system();
      case ResponseMissed e -> "system:" + e.system();
      case OpaqueLogged e -> "log";
    };
  }

  /** The name that programs see: {@code DecisionRecorded}. */
  default String type() {
    return getClass().getSimpleName();
  }

  /** The fields that programs see. */
  default Json.Obj toJson() {
    JsonObject json = Json.object().put("type", type()).put("subject", subject());
    switch (this) {
      case LogOpened e -> json.put("origin", e.origin()).put("operator", e.operator());
      case PolicyChanged e -> json.put("operator", e.operator());
      case LogKeyRotated e -> json.put("key", e.key().hex());
      case PartyDeclared e -> json.put("party", e.party());
      case PartyUpdated e -> json.put("party", e.party());
      case EquivocationRecorded e -> json.put("party", e.party()).put("key", e.keyId().hex());
      case CharterAdopted e -> json.put("community", e.community());
      case ClockAdvanced e -> json.put("now", e.now().toString());
      case RulebookPublished e -> json.put("rulebook", e.rulebook()).put("version", e.version());
      case BaselineImported e ->
          json.put("parent", e.parent()).put("rulebook", e.rulebook()).put("version", e.version());
      case SystemRegistered e -> json.put("system", e.system());
      case SystemVersioned e -> json.put("system", e.system()).put("version", e.version());
      case SystemWithdrawn e -> json.put("system", e.system());
      case EvidenceRecorded e -> json.put("system", e.system()).put("evidence", e.evidence().hex());
      case EvidenceAttested e ->
          json.put("system", e.system())
              .put("evidence", e.evidence().hex())
              .put("assessor", e.assessor());
      case CertificateRequested e ->
          json.put("system", e.system()).put("request", e.request().hex());
      case DecisionFellDue e -> json.put("system", e.system()).put("request", e.request().hex());
      case DecisionRecorded e ->
          json.put("system", e.system())
              .put("request", e.request().hex())
              .put("outcome", lower(e.outcome()));
      case CertificateChanged e ->
          json.put("system", e.system())
              .put("certificate", e.certificate())
              .put("from", e.from().map(s -> Json.of(lower(s))))
              .put("to", lower(e.to()));
      case RemedyMissed e -> json.put("system", e.system()).put("certificate", e.certificate());
      case ConcernRaised e -> json.put("system", e.system()).put("concern", e.concern().hex());
      case ConcernAnswered e ->
          json.put("system", e.system())
              .put("concern", e.concern().hex())
              .put("outcome", lower(e.outcome()));
      case ResponseMissed e -> json.put("system", e.system()).put("concern", e.concern().hex());
      case OpaqueLogged e -> json.put("contentType", e.contentType());
    }
    return json.build();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
