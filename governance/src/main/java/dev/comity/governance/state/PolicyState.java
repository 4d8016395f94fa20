package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.statement.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policy in force, with the entry that gave it, and every key that the log has had.
 *
 * @param logKeys in the order of their entries; never empty, the last one is the policy's
 */
public record PolicyState(Body.Policy policy, Hash id, long index, List<LogKey> logKeys) {
  /** Throws {@link IllegalArgumentException} when the last key is not the policy's. */
  public PolicyState {
    logKeys = List.copyOf(logKeys);
    if (logKeys.isEmpty() || !logKeys.getLast().key().equals(policy.logKey())) {
      throw new IllegalArgumentException("the last log key is the policy's");
    }
  }

  /**
   * A key of the log.
   *
   * @param from the entry from which it holds: for the trees that include this entry, until the
   *     next key's entry
   */
  public record LogKey(long from, VerificationKey key) {}

  /** The state of the first policy. */
  public static PolicyState first(Body.Policy policy, Hash id, long index) {
    return new PolicyState(policy, id, index, List.of(new LogKey(index, policy.logKey())));
  }

  /** The state once {@code next} is in force; its log key joins the earlier ones if it is new. */
  public PolicyState followedBy(Body.Policy next, Hash nextId, long nextIndex) {
    List<LogKey> keys = new ArrayList<>(logKeys);
    if (!next.logKey().equals(policy.logKey())) {
      keys.add(new LogKey(nextIndex, next.logKey()));
    }
    return new PolicyState(next, nextId, nextIndex, keys);
  }

  /** The key that signs the tree with {@code size} leaves, at least 1. */
  public VerificationKey logKeyAt(long size) {
    for (LogKey key : logKeys.reversed()) {
      if (key.from() < size) {
        return key.key();
      }
    }
    throw new IllegalArgumentException("no key signs a tree of " + size);
  }

  /** Whether the log ever had {@code key}. */
  public boolean had(VerificationKey key) {
    return logKeys.stream().anyMatch(held -> held.key().equals(key));
  }

  /** A key that the policy itself lists for some foreign content type. */
  public Optional<VerificationKey> issuerKey(Hash keyId) {
    return policy.admits().stream()
        .flatMap(admits -> admits.keys().stream())
        .map(Body.ListedKey::key)
        .filter(key -> key.keyId().equals(keyId))
        .findFirst();
  }
}
