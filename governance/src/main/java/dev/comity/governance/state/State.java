package dev.comity.governance.state;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
 * @param opaque foreign statements with their entries
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
    PSortedMap<Hash, Long> opaque,
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
   * SHA-256 of the canonical JSON of everything above: equal for equal histories, on every machine.
   */
  public Hash digest() {
    return Hash.of(Bytes.utf8(toJson().canonical()));
  }

  private Json toJson() {
    JsonObject json =
        Json.object()
            .put("size", size)
            .put("origin", origin)
            .put("operator", operator)
            .put("policy", policy.map(PolicyState::toJson))
            .put("now", now.map(instant -> Json.of(instant.toString())))
            .put("charter", charter.map(CharterState::toJson));
    json.put("parties", map(parties, PartyState::toJson));
    json.put("keys", map(keys, KeyState::toJson));
    json.put("rulebooks", map(rulebooks, RulebookState::toJson));
    json.put("baselines", map(baselines, RulebookState::toJson));
    json.put("systems", map(systems, SystemState::toJson));
    json.put("evidence", map(evidence, EvidenceState::toJson));
    json.put("requests", map(requests, RequestState::toJson));
    json.put("certificates", map(certificates, CertificateState::toJson));
    json.put("concerns", map(concerns, ConcernState::toJson));
    json.put("opaque", map(opaque, Json::of));
    json.put("deadlines", new Json.Arr(deadlines.stream().map(Deadline::toJson).toList()));
    return json.build();
  }

  private static <K, V> Json map(Map<K, V> values, Function<V, Json> toJson) {
    JsonObject object = Json.object();
    values.forEach((key, value) -> object.put(key.toString(), toJson.apply(value)));
    return object.build();
  }

  /** Short; the digest names the content. */
  @Override
  public String toString() {
    return "State[" + origin + ", size " + size + ", " + digest() + "]";
  }
}
