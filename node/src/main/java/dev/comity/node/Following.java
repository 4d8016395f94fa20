package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.log.FollowedLog;
import dev.comity.log.Published;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.util.Optional;

/** Another node owns the log, or nobody at the moment; this one reads it and passes writers on. */
final class Following implements Role {
  private final FollowedLog log;
  private volatile Optional<String> leader = Optional.empty();

  Following(FollowedLog log) {
    this.log = log;
  }

  FollowedLog log() {
    return log;
  }

  /** The address of the owner, while its lease runs. */
  Optional<String> leader() {
    return leader;
  }

  void ledBy(Optional<String> address) {
    leader = address;
  }

  @Override
  public Published published() {
    return log.published();
  }

  @Override
  public Optional<Bytes> tile(String path) throws IOException {
    return log.tile(path);
  }

  @Override
  public SignedCheckpoint durable() {
    return published().checkpoint();
  }
}
