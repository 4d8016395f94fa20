package dev.comity.governance.statement;

import dev.comity.core.Hash;
import dev.comity.core.crypto.VerificationKey;
import java.util.Optional;

/** A party's keys over time. */
public sealed interface Keys extends Body {
  /** Names the next key by its thumbprint, before it is needed. */
  record Commit(Hash next) implements Keys {}

  /** Brings the committed key into use; signed by it. {@code next} commits the one after. */
  record Rotate(VerificationKey key, Optional<Hash> next) implements Keys {}

  /**
   * Says that a key of the issuer was in other hands from an entry on; signed by the committed key,
   * which it brings into use. Or, with two checkpoints, shows that the log's own key signed two
   * histories.
   */
  record Compromise(
      Hash keyId,
      long since,
      Optional<VerificationKey> key,
      Optional<Hash> next,
      Optional<TwoHistories> histories)
      implements Keys {}

  /** Two checkpoints of one size and different roots, each signed by the log's key. */
  record TwoHistories(String one, String other) {}

  /** Asks, as guardian, that a party that lost its key gets another one. */
  record Recover(String party, VerificationKey key, String text) implements Keys {}
}
