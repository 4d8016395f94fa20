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
          TreePSet.empty());

  /** What the policy in force admits, by their names; nothing before entry 0. */
  public List<String> algorithms() {
    return policy.map(p -> p.policy().algorithms()).orElse(List.of());
  }

  /** The key that the party behind {@code keyId} declared. */
  public Optional<VerificationKey> key(Hash keyId) {
    return Optional.ofNullable(keys.get(keyId))
        .flatMap(key -> Optional.ofNullable(parties.get(key.party())))
        .map(PartyState::key);
  }

  /**
   * A system that the state is known to hold; the same for the four below. A missing one is a bug.
   */
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
