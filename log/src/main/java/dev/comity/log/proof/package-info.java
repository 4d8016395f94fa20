/**
 * What anybody can check without asking the log: Merkle hashing and proofs (RFC 9162), signed notes
 * and checkpoints (C2SP), cosignatures, witness policies and tlog-proof files (C2SP), COSE receipts
 * (RFC 9942).
 *
 * <p>Pure: no disk, thread, clock or randomness. Everything that parses or verifies treats its
 * input as hostile and throws one {@link dev.comity.core.VerificationException}.
 */
@NullMarked
package dev.comity.log.proof;

import org.jspecify.annotations.NullMarked;
