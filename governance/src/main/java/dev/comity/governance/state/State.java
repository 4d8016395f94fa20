package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.core.crypto.VerificationKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * A community after {@code size} entries. Immutable; copies share structure.
 *
 * @param origin the log's name; empty before entry 0
 * @param operator the party that runs the log; empty before entry 0
 * @param policy empty before entry 0
 * @param now the time of the last clock
 * @param members every party that holds a role
 * @param frozen the entry that showed two histories of this log; nothing is admitted after it
 * @param rulebooks the community's own by {@code <rulebook id> <version>}: of each id the version
 *     that counts, and later ones that may come to count
 * @param baselines imported ones by {@code <parent log> <rulebook id> <version>}, likewise
 */
public record State(
    long size,
    String origin,
    String operator,
    Optional<PolicyState> policy,
    Optional<Instant> now,
    Optional<CharterState> charter,
    PSortedMap<String, PartyState> parties,
    PSortedMap<Hash, KeyState> keys,
    PSortedMap<String, RulebookState> rulebooks,
    PSortedMap<String, RulebookState> baselines,
    PSortedMap<String, SystemState> systems,
    PSortedMap<Hash, EvidenceState> evidence,
    PSortedMap<Hash, RequestState> requests,
    PSortedMap<String, CertificateState> certificates,
    PSortedMap<Hash, ConcernState> concerns,
    PSortedMap<String, MemberState> members,
    PSortedMap<String, ApplicationState> applications,
    PSortedMap<Hash, ProposalState> proposals,
    PSortedMap<Hash, EmergencyState> emergencies,
    PSortedMap<Hash, IncidentState> incidents,
    PSortedMap<Hash, CommitmentState> commitments,
    PSortedMap<Hash, DisclosureState> disclosures,
    PSortedMap<Hash, ForecastState> forecasts,
    PSortedMap<Hash, CaseState> cases,
    PSortedMap<Hash, SanctionState> sanctions,
    PSortedMap<String, RecognitionState> recognitions,
    PSortedMap<String, ForeignState> foreign,
    PSortedMap<String, RecoveryState> recoveries,
    Optional<Long> frozen,
    PSortedSet<Deadline> deadlines) {

  /** Before the first entry. */
  public static final State EMPTY =
      new State(
          0,
          "",
          "",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          TreePMap.empty(),
          Optional.empty(),
          TreePSet.empty());

  /** What the policy in force admits, by their names; nothing before entry 0. */
  public List<String> algorithms() {
    return policy.map(p -> p.policy().algorithms()).orElse(List.of());
  }

  /** The key under {@code keyId}, in use or retired. */
  public Optional<VerificationKey> key(Hash keyId) {
    return Optional.ofNullable(keys.get(keyId)).map(KeyState::key);
  }

  /** Whether {@code party} holds {@code role} now. */
  public boolean holds(String party, String role) {
    MemberState member = members.get(party);
    return member != null && member.holds(role);
  }

  /** Who holds {@code role} now, in the order of their ids. */
  public List<String> holders(String role) {
    return members.values().stream().filter(m -> m.holds(role)).map(MemberState::party).toList();
  }

  /** A system that the state is known to hold; the same for those below. A missing one is a bug. */
  public SystemState system(String id) {
    return held(systems.get(id), id);
  }

  public EvidenceState evidence(Hash id) {
    return held(evidence.get(id), id);
  }

  public RequestState request(Hash id) {
    return held(requests.get(id), id);
  }

  public CertificateState certificate(String id) {
    return held(certificates.get(id), id);
  }

  public ConcernState concern(Hash id) {
    return held(concerns.get(id), id);
  }

  public ProposalState proposal(Hash id) {
    return held(proposals.get(id), id);
  }

  public CaseState panelCase(Hash id) {
    return held(cases.get(id), id);
  }

  public SanctionState sanction(Hash id) {
    return held(sanctions.get(id), id);
  }

  /** The charter in force; a missing one is a bug. */
  public CharterState chartered() {
    return charter.orElseThrow(() -> new IllegalStateException("no charter yet"));
  }

  /** The time of the last clock; none yet is a bug. */
  public Instant time() {
    return now.orElseThrow(() -> new IllegalStateException("no clock yet"));
  }

  private static <T> T held(@Nullable T value, Object id) {
    if (value == null) {
      throw new IllegalStateException("the state refers to " + id + " but does not hold it");
    }
    return value;
  }

  /** A change in progress. */
  public Change change() {
    return new Change(this);
  }

  /**
   * SHA-256 of the canonical JSON of everything above ({@link StateJson}): equal for equal
   * histories, on every machine.
   */
  public Hash digest() {
    return StateJson.digest(this);
  }

  /** Short; the digest names the content. */
  @Override
  public String toString() {
    return "State[" + origin + ", size " + size + ", " + digest() + "]";
  }
}
