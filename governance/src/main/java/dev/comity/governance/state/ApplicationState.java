package dev.comity.governance.state;

import dev.comity.governance.statement.Membership;
import java.time.Instant;

/** A party that asks to be admitted. */
public record ApplicationState(String party, long index, Instant at, Membership.Apply body) {}
