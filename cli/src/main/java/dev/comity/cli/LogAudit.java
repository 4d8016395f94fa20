package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.Replay;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import dev.comity.log.LogReader;
import dev.comity.log.TileSource;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.Frontier;
import dev.comity.log.proof.MerkleTree;
import dev.comity.node.ParallelReplay;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks a whole log: its bytes against the signed checkpoint, then every signature and every rule
 * by replay. The entries may be read twice from a place that changes or lies, so the replayed ones
 * are hashed again.
 */
final class LogAudit {
  private static final String CHECKPOINT = "checkpoint";

  private LogAudit() {}

  /**
   * A log without a difference.
   *
   * @param stateDigest names the state after the last entry
   */
  record Sound(LogPlace.Checked log, VerificationKey logKey, Hash stateDigest) {}

  /**
   * Throws {@link VerificationException} at the first difference, naming the entry or the tile.
   *
   * @param trusted the log's key when the reader brings one; else the one that entry 0 states
   */
  static Sound run(LogPlace place, Optional<VerificationKey> trusted)
      throws IOException, VerificationException {
    return run(place, trusted, state -> {});
  }

  /**
   * The same; {@code states} sees the state after each entry, perhaps of several attempts. What it
   * saw is worth something only when this returns.
   */
  static Sound run(LogPlace place, Optional<VerificationKey> trusted, Consumer<State> states)
      throws IOException, VerificationException {
    if (trusted.isPresent()) {
      return audit(place, trusted.get(), states);
    }
    try {
      return audit(place, policyKey(place.source()), states);
    } catch (VerificationException | IOException e) {
      // Entry 0 states the key: when it is what was changed, the key only seems to be at fault.
      place.checkUnsigned();
      Optional<VerificationKey> later =
          e instanceof VerificationException ? rotated(place) : Optional.empty();
      if (later.isPresent()) {
        return audit(place, later.get(), states);
      }
      throw e;
    }
  }

  /** The key that a later policy states; only the operator can have stated it. */
  private static Optional<VerificationKey> rotated(LogPlace place)
      throws IOException, VerificationException {
    LogReader reader = LogReader.open(place.source());
    Replay replay = new Replay();
    ParallelReplay.run(reader, replay, (index, entry, effects) -> {});
    return replay
        .state()
        .policy()
        .filter(policy -> policy.logKeys().size() > 1)
        .map(policy -> policy.logKeyAt(reader.size()));
  }

  private static Sound audit(LogPlace place, VerificationKey logKey, Consumer<State> states)
      throws IOException, VerificationException {
    LogPlace.Checked checked = place.check(logKey);
    return new Sound(checked, logKey, replay(place.source(), checked, states));
  }

  /** The key that entry 0, the log's policy, states. */
  static VerificationKey policyKey(TileSource source) throws IOException, VerificationException {
    Bytes first = LogReader.open(source).entry(0);
    try {
      if (Statement.parse(SignedStatement.decode(first)).body() instanceof Body.Policy policy) {
        return policy.logKey();
      }
    } catch (VerificationException e) {
      throw new VerificationException(e.code(), "entry 0: " + e.detail());
    }
    throw new VerificationException(Code.MISMATCH, "entry 0: expected the log's policy");
  }

  private static Hash replay(TileSource source, LogPlace.Checked checked, Consumer<State> states)
      throws IOException, VerificationException {
    Checkpoint checkpoint = checked.checkpoint().checkpoint();
    Bytes pinned = checked.checkpoint().encode();
    LogReader reader =
        LogReader.open(path -> path.equals(CHECKPOINT) ? pinned : source.fetch(path));
    Replay replay = new Replay();
    Frontier frontier = new Frontier();
    ParallelReplay.run(
        reader,
        replay,
        (index, entry, effects) -> {
          frontier.append(MerkleTree.leafHash(entry.entry()));
          states.accept(replay.state());
        });
    if (!frontier.root().equals(checkpoint.root())) {
      throw new VerificationException(
          Code.MISMATCH, "the entries changed while they were read; try again");
    }
    if (!replay.state().origin().equals(checkpoint.origin())) {
      throw new VerificationException(
          Code.MISMATCH,
          "entry 0: opens log \""
              + replay.state().origin()
              + "\", the checkpoint is of \""
              + checkpoint.origin()
              + "\"");
    }
    return replay.state().digest();
  }
}
