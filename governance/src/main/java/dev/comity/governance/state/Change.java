package dev.comity.governance.state;

import dev.comity.core.Hash;
import java.time.Instant;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;

/**
 * A state being changed by one entry: starts as a copy (which shares everything), collects puts,
 * and ends as the next state. Confined to the reducer that handles the entry.
 */
public final class Change {
  private final State before;
  private String origin;
  private String operator;
  private Optional<PolicyState> policy;
  private Optional<Instant> now;
  private Optional<CharterState> charter;
  private PSortedMap<String, PartyState> parties;
  private PSortedMap<Hash, KeyState> keys;
  private PSortedMap<String, RulebookState> rulebooks;
  private PSortedMap<String, RulebookState> baselines;
  private PSortedMap<String, SystemState> systems;
  private PSortedMap<Hash, EvidenceState> evidence;
  private PSortedMap<Hash, RequestState> requests;
  private PSortedMap<String, CertificateState> certificates;
  private PSortedMap<Hash, ConcernState> concerns;
  private PSortedMap<String, MemberState> members;
  private PSortedMap<String, ApplicationState> applications;
  private PSortedMap<Hash, ProposalState> proposals;
  private PSortedMap<Hash, EmergencyState> emergencies;
  private PSortedMap<Hash, IncidentState> incidents;
  private PSortedMap<Hash, CommitmentState> commitments;
  private PSortedMap<Hash, DisclosureState> disclosures;
  private PSortedMap<Hash, ForecastState> forecasts;
  private PSortedMap<Hash, CaseState> cases;
  private PSortedMap<Hash, SanctionState> sanctions;
  private PSortedMap<String, RecognitionState> recognitions;
  private PSortedMap<String, ForeignState> foreign;
  private PSortedMap<String, RecoveryState> recoveries;
  private Optional<Long> frozen;
  private PSortedSet<Deadline> deadlines;

  Change(State before) {
    this.before = before;
    origin = before.origin();
    operator = before.operator();
    policy = before.policy();
    now = before.now();
    charter = before.charter();
    parties = before.parties();
    keys = before.keys();
    rulebooks = before.rulebooks();
    baselines = before.baselines();
    systems = before.systems();
    evidence = before.evidence();
    requests = before.requests();
    certificates = before.certificates();
    concerns = before.concerns();
    members = before.members();
    applications = before.applications();
    proposals = before.proposals();
    emergencies = before.emergencies();
    incidents = before.incidents();
    commitments = before.commitments();
    disclosures = before.disclosures();
    forecasts = before.forecasts();
    cases = before.cases();
    sanctions = before.sanctions();
    recognitions = before.recognitions();
    foreign = before.foreign();
    recoveries = before.recoveries();
    frozen = before.frozen();
    deadlines = before.deadlines();
  }

  /** Takes everything over that {@code attempt}, begun from {@link #sofar}, has come to. */
  public Change adopt(Change attempt) {
    origin = attempt.origin;
    operator = attempt.operator;
    policy = attempt.policy;
    now = attempt.now;
    charter = attempt.charter;
    parties = attempt.parties;
    keys = attempt.keys;
    rulebooks = attempt.rulebooks;
    baselines = attempt.baselines;
    systems = attempt.systems;
    evidence = attempt.evidence;
    requests = attempt.requests;
    certificates = attempt.certificates;
    concerns = attempt.concerns;
    members = attempt.members;
    applications = attempt.applications;
    proposals = attempt.proposals;
    emergencies = attempt.emergencies;
    incidents = attempt.incidents;
    commitments = attempt.commitments;
    disclosures = attempt.disclosures;
    forecasts = attempt.forecasts;
    cases = attempt.cases;
    sanctions = attempt.sanctions;
    recognitions = attempt.recognitions;
    foreign = attempt.foreign;
    recoveries = attempt.recoveries;
    frozen = attempt.frozen;
    deadlines = attempt.deadlines;
    return this;
  }

  public Change open(String logOrigin, String operatorId) {
    origin = logOrigin;
    operator = operatorId;
    return this;
  }

  public Change policy(PolicyState inForce) {
    policy = Optional.of(inForce);
    return this;
  }

  public Change now(Instant instant) {
    now = Optional.of(instant);
    return this;
  }

  public Change charter(CharterState adopted) {
    charter = Optional.of(adopted);
    return this;
  }

  public Change put(PartyState party) {
    parties = parties.plus(party.id(), party);
    return this;
  }

  public Change put(Hash keyId, KeyState key) {
    keys = keys.plus(keyId, key);
    return this;
  }

  public Change put(RulebookState rulebook) {
    if (rulebook.parent().isPresent()) {
      baselines = baselines.plus(rulebook.name(), rulebook);
    } else {
      rulebooks = rulebooks.plus(rulebook.name(), rulebook);
    }
    return this;
  }

  public Change remove(RulebookState rulebook) {
    if (rulebook.parent().isPresent()) {
      baselines = baselines.minus(rulebook.name());
    } else {
      rulebooks = rulebooks.minus(rulebook.name());
    }
    return this;
  }

  public Change put(SystemState system) {
    systems = systems.plus(system.card().system(), system);
    return this;
  }

  public Change put(EvidenceState item) {
    evidence = evidence.plus(item.id(), item);
    return this;
  }

  public Change put(RequestState request) {
    requests = requests.plus(request.id(), request);
    return this;
  }

  public Change put(CertificateState certificate) {
    certificates = certificates.plus(certificate.id(), certificate);
    return this;
  }

  public Change put(ConcernState concern) {
    concerns = concerns.plus(concern.id(), concern);
    return this;
  }

  public Change put(MemberState item) {
    members = members.plus(item.party(), item);
    return this;
  }

  public Change put(ApplicationState item) {
    applications = applications.plus(item.party(), item);
    return this;
  }

  public Change put(ProposalState item) {
    proposals = proposals.plus(item.id(), item);
    return this;
  }

  public Change put(EmergencyState item) {
    emergencies = emergencies.plus(item.id(), item);
    return this;
  }

  public Change put(IncidentState item) {
    incidents = incidents.plus(item.id(), item);
    return this;
  }

  public Change put(CommitmentState item) {
    commitments = commitments.plus(item.id(), item);
    return this;
  }

  public Change put(DisclosureState item) {
    disclosures = disclosures.plus(item.id(), item);
    return this;
  }

  public Change put(ForecastState item) {
    forecasts = forecasts.plus(item.id(), item);
    return this;
  }

  public Change put(CaseState item) {
    cases = cases.plus(item.id(), item);
    return this;
  }

  public Change put(SanctionState item) {
    sanctions = sanctions.plus(item.id(), item);
    return this;
  }

  public Change put(RecognitionState item) {
    recognitions = recognitions.plus(item.log(), item);
    return this;
  }

  public Change put(ForeignState item) {
    foreign = foreign.plus(item.name(), item);
    return this;
  }

  public Change put(RecoveryState item) {
    recoveries = recoveries.plus(item.party(), item);
    return this;
  }

  public Change removeMember(String party) {
    members = members.minus(party);
    return this;
  }

  public Change removeApplication(String party) {
    applications = applications.minus(party);
    return this;
  }

  public Change removeRecognition(String log) {
    recognitions = recognitions.minus(log);
    return this;
  }

  public Change removeForeign(String name) {
    foreign = foreign.minus(name);
    return this;
  }

  public Change removeRecovery(String party) {
    recoveries = recoveries.minus(party);
    return this;
  }

  public Change freeze(long index) {
    frozen = Optional.of(index);
    return this;
  }

  public Change put(Deadline deadline) {
    deadlines = deadlines.plus(deadline);
    return this;
  }

  public Change remove(Deadline deadline) {
    deadlines = deadlines.minus(deadline);
    return this;
  }

  /**
   * What the state would be now, for derivations in the middle of a change; the size is still the
   * old one.
   */
  public State sofar() {
    return build(before.size());
  }

  /** The state after this entry. */
  public State done() {
    return build(before.size() + 1);
  }

  private State build(long size) {
    return new State(
        size,
        origin,
        operator,
        policy,
        now,
        charter,
        parties,
        keys,
        rulebooks,
        baselines,
        systems,
        evidence,
        requests,
        certificates,
        concerns,
        members,
        applications,
        proposals,
        emergencies,
        incidents,
        commitments,
        disclosures,
        forecasts,
        cases,
        sanctions,
        recognitions,
        foreign,
        recoveries,
        frozen,
        deadlines);
  }
}
