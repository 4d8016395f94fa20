package dev.comity.log.witness;

import java.util.Optional;

/**
 * How a witness has behaved since the start.
 *
 * @param name its name in the policy
 * @param lastLatencyNanos how long its last answer took, or was waited for; 0 before any
 * @param lastSize the size of the largest tree that it cosigned, 0 before any
 * @param cosignedCount the cosignatures that it gave
 * @param failureCount the times it was asked and gave none
 * @param alarmCount the failures among them that a person must look at
 * @param lastFault why it gave none when it was last asked; empty when it did
 * @param lastDetail the same in one line; empty when it did
 * @param clockSkewSeconds by how much its last cosignature was ahead of this machine's clock;
 *     reported, not judged
 */
public record WitnessStatus(
    String name,
    long lastLatencyNanos,
    long lastSize,
    long cosignedCount,
    long failureCount,
    long alarmCount,
    Optional<WitnessFault> lastFault,
    String lastDetail,
    long clockSkewSeconds) {
  static WitnessStatus unasked(String name) {
    return new WitnessStatus(name, 0, 0, 0, 0, 0, Optional.empty(), "", 0);
  }

  WitnessStatus cosigned(long nanos, long size, long skewSeconds) {
    return new WitnessStatus(
        name,
        nanos,
        Math.max(lastSize, size),
        cosignedCount + 1,
        failureCount,
        alarmCount,
        Optional.empty(),
        "",
        skewSeconds);
  }

  WitnessStatus failed(long nanos, WitnessFault fault, String detail) {
    return new WitnessStatus(
        name,
        nanos,
        lastSize,
        cosignedCount,
        failureCount + 1,
        alarmCount + (fault.isAlarm() ? 1 : 0),
        Optional.of(fault),
        detail,
        clockSkewSeconds);
  }
}
