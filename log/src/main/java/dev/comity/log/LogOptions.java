package dev.comity.log;

import dev.comity.core.crypto.SigningKey;

/**
 * How a log is run.
 *
 * @param origin its name, the first line of every checkpoint
 */
public record LogOptions(
    String origin, LogKeys keys, Publication publication, StepObserver observer) {
  /** One key, no witnesses, nobody watching. */
  public static LogOptions of(String origin, SigningKey key) {
    return new LogOptions(origin, LogKeys.of(key), Publication.AT_ONCE, StepObserver.NONE);
  }
}
