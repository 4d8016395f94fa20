package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.core.crypto.VerificationKey;
import java.util.Optional;

/**
 * What a key has signed here.
 *
 * @param lastSeq the highest sequence number so far
 * @param lastId the statement that carried it
 * @param equivocatedAt the first entry in which the key gave one sequence number to two statements
 * @param retiredAt the entry that brought another key into its place
 */
public record KeyState(
    String party,
    VerificationKey key,
    long lastSeq,
    Hash lastId,
    Optional<Long> equivocatedAt,
    Optional<Long> retiredAt) {
  public KeyState next(long seq, Hash id) {
    return new KeyState(party, key, seq, id, equivocatedAt, retiredAt);
  }

  public KeyState equivocated(long index) {
    return new KeyState(party, key, lastSeq, lastId, Optional.of(index), retiredAt);
  }

  public KeyState retired(long index) {
    return new KeyState(party, key, lastSeq, lastId, equivocatedAt, Optional.of(index));
  }
}
