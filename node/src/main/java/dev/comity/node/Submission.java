package dev.comity.node;

import dev.comity.governance.statement.Statement;

/** What the single writer is asked for. */
sealed interface Submission {
  /**
   * A decoded statement; {@code verified} when its signature was checked under a key that was
   * declared already.
   */
  record Stated(Statement statement, boolean verified) implements Submission {}

  /** A deadline has passed on the wall clock: let time pass in the log. */
  record Tick() implements Submission {}
}
