package dev.comity.bench;

import java.nio.ByteBuffer;

/** What the connections of a run ask for. */
interface Work {
  /** The bytes of the next request of {@code connection}, ready to be written. */
  ByteBuffer next(int connection);

  /**
   * Whether {@code response} is the answer that was asked for. Called from the one thread of the
   * run, in the order of the answers.
   */
  boolean accept(int connection, Response response);
}
