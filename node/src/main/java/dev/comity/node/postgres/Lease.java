package dev.comity.node.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;

/**
 * The right to change one log, under one epoch, as long as it is renewed. Time is the database's:
 * the lease only says when another may take over; that the loser changes nothing any more is the
 * doing of {@link #requireHeld}, which every changing transaction begins with.
 */
final class Lease implements AutoCloseable {
  /** How long the others wait for an owner that is silent. */
  static final Duration LENGTH = Duration.ofSeconds(3);

  private static final String UNTIL = "now() + interval '3 seconds'";
  private static final long RENEW_MILLIS = 1_000;

  private static final String RENEW =
      "UPDATE comity_head SET lease_until = "
          + UNTIL
          + " WHERE origin = :origin AND epoch = :epoch";

  private static final String RELEASE =
      "UPDATE comity_head SET lease_until = now() WHERE origin = :origin AND epoch = :epoch";

  private static final System.Logger LOG = System.getLogger(Lease.class.getName());

  private final Database database;
  private final String origin;
  private final long epoch;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicBoolean lost = new AtomicBoolean();
  private volatile long renewedNanos = System.nanoTime();

  private Lease(Database database, String origin, long epoch) {
    this.database = database;
    this.origin = origin;
    this.epoch = epoch;
    Thread.ofPlatform().daemon().name("lease-" + origin).start(this::keep);
  }

  /** Returns the new epoch, or no row while the lease runs. */
  static final String CLAIM =
      "UPDATE comity_head SET epoch = epoch + 1, holder = :holder, lease_until = "
          + UNTIL
          + " WHERE origin = :origin AND lease_until <= now() RETURNING epoch";

  static Lease start(Database database, String origin, long epoch) {
    return new Lease(database, origin, epoch);
  }

  private void keep() {
    try {
      while (!closing.await(RENEW_MILLIS, TimeUnit.MILLISECONDS) && !lost.get()) {
        renew();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renew() {
    long asked = System.nanoTime();
    try {
      if (database.<Integer, RuntimeException>write(handle -> update(handle, RENEW)) == 0) {
        lost.set(true);
      } else {
        renewedNanos = asked;
      }
    } catch (IOException | RuntimeException e) {
      // Tried again in a second; meanwhile isHeld watches the time.
    }
  }

  private int update(Handle handle, String sql) {
    return handle.createUpdate(sql).bind("origin", origin).bind("epoch", epoch).execute();
  }

  /**
   * Whether the owner may believe that the log is still its own. A hint: {@link #requireHeld}
   * decides.
   */
  boolean isHeld() {
    return !lost.get() && System.nanoTime() - renewedNanos < LENGTH.toNanos();
  }

  /**
   * Locks the log's row until the transaction of {@code handle} ends and renews the lease with it;
   * throws when another has taken the log over.
   */
  void requireHeld(Handle handle) throws IOException {
    long asked = System.nanoTime();
    if (lost.get() || update(handle, RENEW) == 0) {
      lost.set(true);
      throw new IOException(
          "%s: this node does not own the log %s any more".formatted(database, origin));
    }
    renewedNanos = asked;
  }

  long epoch() {
    return epoch;
  }

  /** Lets the next owner in at once; when that fails, the lease runs out. */
  @Override
  public void close() {
    closing.countDown();
    if (lost.compareAndSet(false, true)) {
      try {
        database.<Integer, RuntimeException>write(handle -> update(handle, RELEASE));
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "the lease of " + origin + " runs out by itself", e);
      }
    }
  }
}
