package dev.comity.log;

/** Learns how long the steps of a batch took; called on the writer's thread, must not throw. */
@FunctionalInterface
public interface StepObserver {
  StepObserver NONE = (step, nanos) -> {};

  /** The steps of the order of truth, in order. */
  enum Step {
    /** Entries and tiles made durable. */
    WRITE,
    /** Leaf hashes and root recomputed from the durable bytes, checkpoint signed. */
    RECOMPUTE,
    /** The signed checkpoint compared, swapped and durable. */
    SIGN,
    /** Cosignatures collected. */
    WITNESS,
    PUBLISH
  }

  void observe(Step step, long nanos);
}
