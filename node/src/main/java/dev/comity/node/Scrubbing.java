package dev.comity.node;

import dev.comity.log.Scrub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads one community's log again and again in the background, slowly, and remembers what it found
 * changed. A finding does not stop the log: what is published stays true, but the disk is not to be
 * trusted, and somebody must look.
 */
public final class Scrubbing implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Scrubbing.class.getName());
  private static final long PAUSE_MILLIS = 100;

  private final String slug;
  private final Scrub scrub;
  private final LongAdder findings = new LongAdder();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  Scrubbing(String slug, Scrub scrub) {
    this.slug = slug;
    this.scrub = scrub;
    this.thread = Thread.ofVirtual().name("scrub-" + slug).start(this::run);
  }

  private void run() {
    try {
      while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      found("the scrub itself failed: " + e);
    }
  }

  private void step() throws IOException {
    try {
      scrub.step().ifPresent(this::found);
    } catch (UncheckedIOException e) {
      // A database that does not answer; the next round reads this bundle.
      LOG.log(System.Logger.Level.DEBUG, slug + ": nothing was scrubbed", e);
    }
  }

  private void found(String finding) {
    findings.increment();
    LOG.log(
        System.Logger.Level.ERROR,
        "community "
            + slug
            + ": the log has changed on disk: "
            + finding
            + "; check it with comity log fsck and restore it from a copy");
  }

  /** Bundles of entries checked so far, over all rounds. */
  public long checkedBundles() {
    return scrub.checkedBundles();
  }

  public long rounds() {
    return scrub.rounds();
  }

  /** More than 0 calls for a person. */
  public long findings() {
    return findings.sum();
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
