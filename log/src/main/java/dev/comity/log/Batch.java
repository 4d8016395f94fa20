package dev.comity.log;

import dev.comity.core.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * One batch in the making: state on top of what is committed, which becomes real in {@link
 * #committed} or is dropped in {@link #discarded}; exactly one of the two ends every batch.
 */
public interface Batch<S, R> {
  /** The composer's own entries at the beginning, asked for once, before any admission. */
  List<Bytes> opening();

  /** Whether the opening entries are committed even if no submission is admitted. */
  default boolean keepsOpening() {
    return false;
  }

  /**
   * Judges one submission on the state that the batch's entries so far lead to.
   *
   * @param index the index that its entry will have if it is admitted
   */
  Admission<R> admit(S submission, long index);

  /** The keys to sign with from this batch on; asked once, before it is appended. */
  default Optional<LogKeys> keys() {
    return Optional.empty();
  }

  /**
   * All entries of this batch are durable and published: make the state current and its effects
   * visible. Submitters are answered after this returns. An exception stops the sequencer.
   */
  void committed(TransparencyLog.Appended appended);

  /** Nothing of this batch was acknowledged; the state before it is still the current one. */
  void discarded();

  /** The verdict on one submission. */
  sealed interface Admission<R> {
    /**
     * Becomes an entry, followed by entries of the composer's own (a decision that a request leads
     * to), in this batch.
     */
    record Admitted<R>(Bytes entry, List<Bytes> following) implements Admission<R> {
      public Admitted {
        following = List.copyOf(following);
      }

      public Admitted(Bytes entry) {
        this(entry, List.of());
      }
    }

    /**
     * Is an entry already, committed or earlier in this batch. The claim is not trusted: the
     * submitter gets a receipt only if {@code entry} is what the log proves at {@code index}.
     */
    record Known<R>(long index, Bytes entry) implements Admission<R> {}

    /** Goes back to the submitter and is not logged. */
    record Refused<R>(R reason) implements Admission<R> {}
  }
}
