package dev.comity.node;

import dev.comity.core.VerificationException;
import dev.comity.log.FollowedLog;
import dev.comity.log.Published;
import dev.comity.log.TransparencyLog;
import dev.comity.node.postgres.Head;
import dev.comity.node.postgres.PostgresLogs;
import dev.comity.node.postgres.PostgresStore;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides who a community in a shared database is on this node: looks several times a second, lets
 * a follower see what is published, lets it lead when nobody does, and lets a leader that has lost
 * the log follow. One thread, so that only one change of roles is under way.
 */
final class Succession implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Succession.class.getName());
  private static final long POLL_MILLIS = 250;

  /** After a failure others go first. */
  private static final long MODESTY_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Community community;
  private final CommunityLog how;
  private final PostgresLogs logs;
  private final Forwarding forwarding = new Forwarding();
  private final Semaphore calls = new Semaphore(0);
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
  private volatile boolean closing;
  private volatile String address = "";
  private @Nullable PostgresStore store;
  private long claimNotBefore = System.nanoTime();
  private String complaint = "";

  Succession(Community community, CommunityLog how, PostgresLogs logs) {
    this.community = community;
    this.how = how;
    this.logs = logs;
    thread.setName("succession-" + community.slug());
  }

  /** The log as it is published in the database, for a community that begins to follow it. */
  static FollowedLog follow(PostgresLogs logs, CommunityLog how)
      throws IOException, VerificationException {
    Optional<Head> head = logs.head(how.origin());
    if (head.isEmpty() || head.get().published().isEmpty()) {
      throw VerificationException.malformed(
          "the database of --database has no log "
              + how.origin()
              + "; found the community there, or correct the address");
    }
    return FollowedLog.at(
        logs.source(how.origin()), how.options(), head.get().published().orElseThrow());
  }

  /**
   * Takes part: from now on this node may lead. Whether it does is decided once before this
   * returns.
   *
   * @param ownAddress where other nodes reach this one
   */
  void join(String ownAddress) {
    address = ownAddress;
    look();
    thread.start();
  }

  Forwarding forwarding() {
    return forwarding;
  }

  /** Something is new: look at once. */
  void call() {
    calls.release();
  }

  private void run() {
    try {
      while (!closing) {
        boolean unused = calls.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
        calls.drainPermits();
        if (!closing) {
          look();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      switch (community.role()) {
        case Following following -> follow(following);
        case Leading leading -> stayOrStepDown(leading);
      }
      complaint = "";
    } catch (IOException | VerificationException | RuntimeException e) {
      complain(e);
      claimNotBefore = System.nanoTime() + MODESTY_NANOS;
    }
  }

  /** Once for each new reason, not four times a second. */
  private void complain(Exception e) {
    String line = String.valueOf(e.getMessage());
    if (!line.equals(complaint)) {
      complaint = line;
      LOG.log(System.Logger.Level.ERROR, "community " + community.slug() + ": " + line);
    }
  }

  private void follow(Following following) throws IOException, VerificationException {
    Head head =
        logs.head(how.origin())
            .orElseThrow(() -> new IOException("the log " + how.origin() + " is gone"));
    following.ledBy(head.free() ? Optional.empty() : Optional.of(head.holder()));
    if (head.published().isPresent()) {
      Optional<Published> newer = following.log().newer(head.published().get());
      newer.ifPresent(following.log()::adopt);
    }
    community.replay(following.published().reader());
    if (head.free() && System.nanoTime() - claimNotBefore >= 0) {
      lead();
    }
  }

  private void lead() throws IOException, VerificationException {
    Optional<PostgresStore> claimed = logs.claim(how.origin(), address);
    if (claimed.isEmpty()) {
      return;
    }
    TransparencyLog log = how.open(claimed.get());
    boolean leads = false;
    try {
      community.replay(log.durable());
      community.lead(log);
      leads = true;
    } finally {
      if (!leads) {
        log.close();
      }
    }
    store = claimed.get();
    say("this node leads, from entry " + log.size() + " on");
  }

  private void stayOrStepDown(Leading leading) throws IOException, VerificationException {
    PostgresStore held = store;
    if (!leading.hasFailed() && held != null && held.isHeld()) {
      return;
    }
    claimNotBefore = System.nanoTime() + MODESTY_NANOS;
    FollowedLog followed =
        FollowedLog.at(logs.source(how.origin()), how.options(), leading.published().checkpoint());
    community.follow(new Following(followed));
    say("this node does not lead any more, and follows");
    leading.close();
  }

  private void say(String what) {
    LOG.log(System.Logger.Level.INFO, "community " + community.slug() + ": " + what);
  }

  /** The role stays as it is from now on. */
  void stop() {
    closing = true;
    call();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    forwarding.close();
  }
}
