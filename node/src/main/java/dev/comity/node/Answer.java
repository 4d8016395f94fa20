package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.governance.Refusal;
import dev.comity.governance.refusal.SignedRefusal;
import dev.comity.log.Published;
import dev.comity.log.proof.Receipt;
import java.io.IOException;
import java.util.function.Supplier;

/** What a community says to a submission. */
public sealed interface Answer {
  /** The statement is in the log, durably; {@code fresh} is false when it had been there before. */
  record Logged(long index, Hash id, Bytes entry, Published published, boolean fresh)
      implements Answer {
    /** Made by the thread that asks, not by the writer. */
    public Receipt receipt() throws IOException {
      return published.receipt(index, entry);
    }
  }

  /**
   * The rules refuse it; the operator signs the refusal, so that a wrongful one can be shown
   * elsewhere.
   */
  record Refused(Hash id, Refusal refusal, Supplier<SignedRefusal> signing) implements Answer {
    /** Made by the thread that asks, not by the writer. */
    public SignedRefusal signed() {
      return signing.get();
    }
  }

  /** The bytes are no verifiable statement. */
  record Invalid(VerificationException cause) implements Answer {}

  /** Too much is waiting; try again after {@code retryAfterSeconds}. */
  record Busy(int retryAfterSeconds) implements Answer {}

  /**
   * Nobody can write the log at the moment; nothing is known to be logged. The same again later.
   */
  record Unavailable(int retryAfterSeconds) implements Answer {}
}
