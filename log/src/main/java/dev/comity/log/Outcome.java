package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.log.proof.Receipt;
import java.io.IOException;

/** What a submitter learns. */
public sealed interface Outcome<R> {
  /** {@code entry} is durable and published at {@code index}. */
  record Logged<R>(long index, Bytes entry, Published published) implements Outcome<R> {
    /** Proved and made when asked for, by the thread that asks. */
    public Receipt receipt() throws IOException {
      return published.receipt(index, entry);
    }
  }

  record Refused<R>(R reason) implements Outcome<R> {}

  /** The queue is full; nothing was looked at. Try again later. */
  record Busy<R>() implements Outcome<R> {}
}
