/**
 * Witnesses (C2SP tlog-witness). {@link dev.comity.log.witness.Witness} cosigns the checkpoints of
 * other logs after it has seen that they only grow; {@link
 * dev.comity.log.witness.CosignatureCollector} asks witnesses for a log and decides by a policy
 * whether a checkpoint may be published.
 */
@NullMarked
package dev.comity.log.witness;

import org.jspecify.annotations.NullMarked;
