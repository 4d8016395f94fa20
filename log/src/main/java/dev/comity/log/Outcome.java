package dev.comity.log;

import dev.comity.log.proof.Receipt;

/** What a submitter learns. */
public sealed interface Outcome<R> {
  /** Durable and published at {@code index}. */
  record Logged<R>(long index, Receipt receipt) implements Outcome<R> {}

  record Refused<R>(R reason) implements Outcome<R> {}

  /** The queue is full; nothing was looked at. Try again later. */
  record Busy<R>() implements Outcome<R> {}
}
