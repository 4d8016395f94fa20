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
    deadlines = before.deadlines();
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
        deadlines);
  }
}
