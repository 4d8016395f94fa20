package dev.comity.governance.state;

import dev.comity.core.Hash;
import java.util.Optional;

/**
 * What a key has signed here.
 *
 * @param lastSeq the highest sequence number so far
 * @param lastId the statement that carried it
 * @param equivocatedAt the first entry in which the key gave one sequence number to two statements
 */
public record KeyState(String party, long lastSeq, Hash lastId, Optional<Long> equivocatedAt) {}
