package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.CertificateState.Status;
import dev.comity.governance.state.CommitmentState;
import dev.comity.governance.state.ConcernState;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Loop;
import dev.comity.rules.Outcome;
import java.time.Instant;
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
  record EquivocationRecorded(String party, Hash key) implements Effect {}

  /** The charter took force. */
  record CharterAdopted(String community) implements Effect {}

  /** Time passed. */
  record ClockAdvanced(Instant now) implements Effect {}

  /** A rulebook version was published by the community; if it says so, it counts. */
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

  /** A request ended before anything was decided about it. */
  record RequestWithdrawn(String system, Hash request) implements Effect {}

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

  // Keys.

  /** A party committed to its next key. */
  record KeyCommitted(String party) implements Effect {}

  /** A party signs with another key from now on. */
  record KeyRotated(String party, Hash key) implements Effect {}

  /**
   * A key was in other hands since an entry; what it stated since then, and is not final, is void.
   */
  record KeyCompromised(String party, Hash key, long since) implements Effect {}

  /** A compromised key's ballot was taken out. */
  record BallotVoided(Hash proposal, String party) implements Effect {}

  /** A compromised key's evidence or attestation was taken out. */
  record EvidenceVoided(String system, Hash evidence, String party) implements Effect {}

  /** A guardian asks for another key for a party. */
  record RecoveryRequested(String party, String guardian) implements Effect {}

  /** Enough guardians asked: unless the party objects, the key changes then. */
  record RecoveryStarted(String party, Instant at) implements Effect {}

  /** The party still has its key. */
  record RecoveryVetoed(String party) implements Effect {}

  /** The log's key signed two histories: nothing more is admitted. */
  record LogFrozen(String origin) implements Effect {}

  // Membership.

  /** A party asked to be admitted. */
  record ApplicationReceived(String party) implements Effect {}

  /** A party was admitted. */
  record MemberAdmitted(String party) implements Effect {}

  /** A party got a role. */
  record RoleGranted(String party, String role) implements Effect {}

  /** A party lost a role by a vote. */
  record RoleRevoked(String party, String role) implements Effect {}

  /** A role ended at its date. */
  record RoleExpired(String party, String role) implements Effect {}

  /** A party left. */
  record MemberLeft(String party) implements Effect {}

  /** A party was expelled. */
  record MemberExpelled(String party) implements Effect {}

  // Deliberation.

  /** A vote was opened. */
  record ProposalOpened(Hash proposal, String party) implements Effect {}

  /** Nobody could vote in the ordinary way, so those vote whom the recovery rule names. */
  record RecoveryInvoked(Hash proposal) implements Effect {}

  /** A ballot counts, and no earlier one of the same party. */
  record BallotCounted(Hash proposal, String party, Deliberation.Choice choice) implements Effect {}

  /** The quorum came late; the vote goes on once. */
  record VoteExtended(Hash proposal, Instant until) implements Effect {}

  /** A vote passed; it is executed then unless vetoed. */
  record ProposalPassed(Hash proposal, String option, Instant executeAt) implements Effect {}

  /** A vote failed. */
  record ProposalDefeated(Hash proposal, String reason) implements Effect {}

  /** A passed vote was stopped. */
  record ProposalVetoed(Hash proposal, String party, String clause) implements Effect {}

  /** A panel overturned the veto. */
  record ProposalRestored(Hash proposal, Instant executeAt) implements Effect {}

  /** A vote took effect; the effects before this one in the same entry are its. */
  record ProposalExecuted(Hash proposal) implements Effect {}

  /** What the vote would have changed has changed meanwhile, or its time has passed. */
  record ProposalStale(Hash proposal, String reason) implements Effect {}

  /** The charter reads differently. */
  record CharterAmended(String community) implements Effect {}

  /** A rulebook version was laid before the members. */
  record RulebookTabled(String rulebook, String version) implements Effect {}

  /** The members gave a rulebook version its standing. */
  record RulebookAdopted(String rulebook, String version, Deliberation.Standing standing)
      implements Effect {}

  /** An adopted rulebook version was published, so that others can import it. */
  record RulebookPromulgated(String rulebook, String version) implements Effect {}

  /** The members took a rulebook version out of force. */
  record RulebookRetired(String rulebook, String version) implements Effect {}

  /** An emergency measure began. */
  record EmergencyDeclared(Hash emergency, String target, Instant until) implements Effect {}

  /** A vote prolonged an emergency measure. */
  record EmergencyRenewed(Hash emergency, String target, Instant until) implements Effect {}

  /** An emergency measure ended by itself. */
  record EmergencyLapsed(Hash emergency, String target) implements Effect {}

  // Sanctions and cases.

  /** A sanction above level 3 was announced. */
  record SanctionNoticed(String system, Hash sanction, long level) implements Effect {}

  /** A sanction took effect. */
  record SanctionImposed(String system, Hash sanction, long level) implements Effect {}

  /** Nothing can lift the sanction any more. */
  record SanctionFinal(String system, Hash sanction) implements Effect {}

  /** The cause of a sanction is gone. */
  record SanctionCured(String system, Hash sanction) implements Effect {}

  /** A panel lifted a sanction, or none could be found to impose it. */
  record SanctionLifted(String system, Hash sanction) implements Effect {}

  /** A panel will decide. */
  record CaseOpened(Hash panelCase, CaseState.Matter matter) implements Effect {}

  /** Who decides, drawn by the seed. */
  record PanelDrawn(Hash panelCase, String panel, Hash seed) implements Effect {}

  /** A panelist ruled. */
  record RulingRecorded(Hash panelCase, String party, Loop.Verdict verdict) implements Effect {}

  /** The panel decided. */
  record CaseDecided(Hash panelCase, Loop.Verdict verdict) implements Effect {}

  /** No panel decided in time; the accused has the benefit. */
  record CaseLapsed(Hash panelCase) implements Effect {}

  /** A panel took evidence out. */
  record EvidenceStruck(String system, Hash evidence) implements Effect {}

  // The public loop.

  /** A concern came to its next stage. */
  record ConcernMoved(String system, Hash concern, ConcernState.Stage stage) implements Effect {}

  /** A clock of the public loop ran out. */
  record ClockMissed(String system, Hash concern, ConcernState.Stage stage) implements Effect {}

  /** Something happened with a system. */
  record IncidentReported(String system, Hash incident, long severity) implements Effect {}

  /** The horizon of a forecast is reached, or what it was about has happened. */
  record ForecastResolved(String system, String party, boolean occurred) implements Effect {}

  /** A pledge was made. */
  record CommitmentMade(String system, Hash commitment) implements Effect {}

  /** A pledge was kept, in time or late, or broken. */
  record CommitmentSettled(String system, Hash commitment, CommitmentState.Standing standing)
      implements Effect {}

  /** A document was published. */
  record DisclosurePublished(String system, Hash disclosure) implements Effect {}

  // Between communities.

  /** Another community's certificates are honoured from now on. */
  record CommunityRecognised(String log) implements Effect {}

  /** A recognition was ended. */
  record RecognitionEnded(String log) implements Effect {}

  /** A recognition came to its date. */
  record RecognitionExpired(String log) implements Effect {}

  /** What another community decided is known here. */
  record ForeignDecisionImported(String log, String certificate, String status) implements Effect {}

  /** What it is about: {@code system:…}, {@code party:…}, {@code rulebook:…} or {@code log}. */
  default String subject() {
    return EffectForm.of(this).subject(this);
  }

  /** The name that programs see: {@code DecisionRecorded}. */
  default String type() {
    return getClass().getSimpleName();
  }

  /** The fields that programs see: type, subject, and the effect's own by their names. */
  default Json.Obj toJson() {
    return EffectForm.of(this).json(this);
  }
}
