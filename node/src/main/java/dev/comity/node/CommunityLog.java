package dev.comity.node;

import dev.comity.core.VerificationException;
import dev.comity.log.FileStore;
import dev.comity.log.LogKeys;
import dev.comity.log.LogOptions;
import dev.comity.log.Publication;
import dev.comity.log.TransparencyLog;
import dev.comity.log.proof.NoteKey;
import dev.comity.log.witness.CosignatureCollector;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * A community's log as its owner runs it: with its witnesses, if any, and its clockwork watched.
 */
record CommunityLog(TransparencyLog log, Optional<CosignatureCollector> witnesses, StepTimes steps)
    implements Closeable {
  /** Opens the log of a community; reads its witness policy, if there is one, first. */
  static CommunityLog open(Path directory, CommunityKeys keys, Clock clock)
      throws IOException, VerificationException {
    String origin = CommunityFiles.origin(directory);
    Optional<CosignatureCollector> witnesses =
        WitnessConfiguration.read(directory, new NoteKey(origin, keys.log().publicKey()), clock);
    Path folder = CommunityFiles.log(directory);
    if (!FileStore.holdsLog(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "no log here; restore it");
    }
    StepTimes steps = new StepTimes();
    Publication publication = witnesses.isPresent() ? witnesses.get() : Publication.AT_ONCE;
    TransparencyLog log =
        TransparencyLog.open(
            FileStore.open(folder),
            new LogOptions(origin, LogKeys.of(keys.log()), publication, steps));
    witnesses.ifPresent(asked -> asked.remember(log.checkpoint()));
    return new CommunityLog(log, witnesses, steps);
  }

  @Override
  public void close() throws IOException {
    log.close();
    witnesses.ifPresent(CosignatureCollector::close);
  }
}
