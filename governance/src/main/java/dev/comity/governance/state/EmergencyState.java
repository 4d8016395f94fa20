package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.governance.statement.Deliberation;
import java.time.Instant;

/** An emergency measure; over when {@code lapsed}. {@code renewed}: a vote prolonged it. */
public record EmergencyState(
    Hash id,
    long index,
    String by,
    Deliberation.Emergency body,
    Instant until,
    boolean renewed,
    boolean lapsed) {
  /** What it is about: a system, or a rulebook version. */
  public String target() {
    return body.system()
        .map(system -> "system " + system)
        .orElseGet(
            () -> "rulebook " + body.rulebook().orElseThrow() + " " + body.version().orElseThrow());
  }

  public EmergencyState prolonged(Instant to) {
    return new EmergencyState(id, index, by, body, to, true, lapsed);
  }

  public EmergencyState over() {
    return new EmergencyState(id, index, by, body, until, renewed, true);
  }
}
