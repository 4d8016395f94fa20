package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.governance.statement.Loop;
import java.util.Optional;

/** A pledge. {@code evidence} is what kept it, in time or late. */
public record CommitmentState(
    Hash id,
    long index,
    String party,
    Loop.Commitment body,
    Standing standing,
    Optional<Hash> evidence) {
  /** How a pledge went. */
  public enum Standing {
    OPEN,
    KEPT,
    BROKEN,
    LATE
  }

  public CommitmentState now(Standing next, Optional<Hash> by) {
    return new CommitmentState(id, index, party, body, next, by);
  }
}
