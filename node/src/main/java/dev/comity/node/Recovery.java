package dev.comity.node;

import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.governance.Replay;
import dev.comity.governance.state.State;
import dev.comity.log.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a start does between the log and the writer: takes up the newest snapshot, replays the
 * entries after it, and brings the index up to the log.
 *
 * @param state after the log's last entry
 * @param resumedAt the size of the snapshot that was taken up; 0 when everything was replayed
 */
record Recovery(State state, long resumedAt, CommunityIndex index, Snapshots snapshots) {
  /** Entries that the index is given at a time. */
  private static final int CHUNK = 1_024;

  /**
   * Throws {@link VerificationException}, naming the entry, when one after the snapshot does not
   * belong.
   *
   * @param fullReplay take up no snapshot
   * @param warn gets one line for everything that is not as it should be but can be made good
   */
  static Recovery run(Path directory, LogReader log, boolean fullReplay, Consumer<String> warn)
      throws IOException, VerificationException {
    Snapshots snapshots = new Snapshots(CommunityFiles.snapshots(directory));
    CommunityIndex index = index(CommunityFiles.index(directory), log, warn);
    try {
      Optional<State> taken =
          fullReplay ? Optional.empty() : snapshots.newest(log, index.size(), warn);
      Replay replay = new Replay(taken.orElse(State.EMPTY));
      long resumedAt = replay.state().size();
      catchUp(log, replay, index);
      return new Recovery(replay.state(), resumedAt, index, snapshots);
    } catch (IOException | VerificationException | RuntimeException e) {
      index.close();
      throw e;
    }
  }

  /** The index, empty when it is not of this log: a log restored from a copy may be shorter. */
  private static CommunityIndex index(Path file, LogReader log, Consumer<String> warn)
      throws IOException {
    CommunityIndex index = CommunityIndex.open(file);
    if (belongs(index, log)) {
      return index;
    }
    warn.accept(file + ": is not the index of this log as it is now; computing it anew");
    index.close();
    IndexDatabase.delete(file);
    return CommunityIndex.open(file);
  }

  private static boolean belongs(CommunityIndex index, LogReader log) throws IOException {
    long size = index.size();
    if (size == 0 || size > log.size()) {
      return size == 0;
    }
    try {
      return index
          .row(size - 1)
          .orElseThrow()
          .id()
          .equals(SignedStatement.decode(log.entry(size - 1)).id());
    } catch (VerificationException e) {
      return false;
    }
  }

  private static void catchUp(LogReader log, Replay replay, CommunityIndex index)
      throws IOException, VerificationException {
    long indexed = index.size();
    List<CommunityIndex.Addition> chunk = new ArrayList<>();
    ParallelReplay.run(
        log,
        replay,
        (position, entry, effects) -> {
          if (position >= indexed) {
            chunk.add(
                new CommunityIndex.Addition(
                    StatementBatch.row(position, entry.statement(), replay.state()), effects));
          }
          if (chunk.size() == CHUNK) {
            index.add(chunk);
            chunk.clear();
          }
        });
    index.add(chunk);
  }
}
