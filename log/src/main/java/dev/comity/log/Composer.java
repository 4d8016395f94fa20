package dev.comity.log;

/**
 * Decides what a log's batches consist of. The {@link Sequencer} asks it from its one thread, one
 * batch after the other, so an implementation needs no locks for what only batches touch.
 *
 * @param <S> what is submitted
 * @param <R> why it is refused
 */
@FunctionalInterface
public interface Composer<S, R> {
  /**
   * Opens a batch on the state of the last committed one.
   *
   * @param firstIndex the index that the batch's first entry will have
   */
  Batch<S, R> begin(long firstIndex);
}
