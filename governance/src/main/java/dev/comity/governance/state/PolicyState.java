package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.Body;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The policy in force, with the entry that gave it, and every key that the log has had.
 *
 * @param logKeys each by the entry from which it holds: the trees that include this entry, until
 *     the next key's entry; never empty, the last one is the policy's
 */
public record PolicyState(
    Body.Policy policy, Hash id, long index, PSortedMap<Long, VerificationKey> logKeys) {
  /** The state of the first policy. */
  public static PolicyState first(Body.Policy policy, Hash id, long index) {
    return new PolicyState(policy, id, index, TreePMap.singleton(index, policy.logKey()));
  }

  /** The state once {@code next} is in force; its log key joins the earlier ones if it is new. */
  public PolicyState followedBy(Body.Policy next, Hash nextId, long nextIndex) {
    PSortedMap<Long, VerificationKey> keys =
        next.logKey().equals(policy.logKey()) ? logKeys : logKeys.plus(nextIndex, next.logKey());
    return new PolicyState(next, nextId, nextIndex, keys);
  }

  /** The key that signs the tree with {@code size} leaves, at least 1. */
  public VerificationKey logKeyAt(long size) {
    SortedMap<Long, VerificationKey> until = logKeys.headMap(size);
    if (until.isEmpty()) {
      throw new IllegalArgumentException("no key signs a tree of " + size);
    }
    return Objects.requireNonNull(until.get(until.lastKey()));
  }

  /** A key that the policy itself lists for some foreign content type. */
  public Optional<VerificationKey> issuerKey(Hash keyId) {
    return policy.admits().stream()
        .flatMap(admits -> admits.issuers().stream())
        .<Optional<VerificationKey>>map(
            issuer ->
                switch (issuer) {
                  case Body.ListedKey listed -> Optional.of(listed.key());
                  case Body.ListedParty party -> Optional.empty();
                  case Body.Certified certified -> Optional.empty();
                })
        .flatMap(Optional::stream)
        .filter(key -> key.keyId().equals(keyId))
        .findFirst();
  }

  Json toJson() {
    JsonObject keys = Json.object();
    logKeys.forEach((from, key) -> keys.put(from.toString(), key.keyId().hex()));
    return Json.object()
        .put("id", id.hex())
        .put("index", index)
        .put("logKeys", keys.build())
        .build();
  }
}
