package dev.comity.governance.state;

import dev.comity.core.crypto.VerificationKey;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A recovery under way: who asks for which key, and when it takes effect. */
public record RecoveryState(
    String party,
    VerificationKey key,
    long index,
    SortedSet<String> guardians,
    Optional<Instant> at) {
  public RecoveryState {
    guardians = Collections.unmodifiableSortedSet(new TreeSet<>(guardians));
  }
}
