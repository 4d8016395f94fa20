package dev.comity.node;

import dev.comity.governance.statement.Statement;
import dev.comity.log.LogKeys;

/** What the single writer is asked for. */
sealed interface Submission {
  /**
   * A decoded statement; {@code verified} when its signature was checked under a key that was
   * declared already.
   */
  record Stated(Statement statement, boolean verified) implements Submission {}

  /** The operator changes the log's key: {@code keys} sign from then on. */
  record Rotate(LogKeys keys) implements Submission {}

  /** A deadline has passed on the wall clock: let time pass in the log. */
  record Tick() implements Submission {}
}
