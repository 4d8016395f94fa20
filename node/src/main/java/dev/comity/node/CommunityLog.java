package dev.comity.node;

import dev.comity.core.VerificationException;
import dev.comity.log.FileStore;
import dev.comity.log.LogOptions;
import dev.comity.log.LogStore;
import dev.comity.log.Publication;
import dev.comity.log.TransparencyLog;
import dev.comity.log.witness.CosignatureCollector;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * How a community's log is run by whoever owns it: with its witnesses, if any, and its clockwork
 * watched.
 */
record CommunityLog(LogOptions options, Optional<CosignatureCollector> witnesses, StepTimes steps) {
  static CommunityLog read(Path directory, CommunityKeys keys, Clock clock)
      throws IOException, VerificationException {
    String origin = CommunityFiles.origin(directory);
    Optional<CosignatureCollector> witnesses =
        WitnessConfiguration.read(directory, keys.noteKeys(origin), clock);
    StepTimes steps = new StepTimes();
    Publication publication = witnesses.isPresent() ? witnesses.get() : Publication.AT_ONCE;
    return new CommunityLog(
        new LogOptions(origin, keys.logKeys(), publication, steps), witnesses, steps);
  }

  /** The store is closed with the log, or when this fails. */
  TransparencyLog open(LogStore store) throws IOException {
    TransparencyLog log = TransparencyLog.open(store, options);
    witnesses.ifPresent(asked -> asked.remember(log.checkpoint()));
    return log;
  }

  /** The log in the community's own directory. */
  TransparencyLog openFiles(Path directory) throws IOException {
    Path folder = CommunityFiles.log(directory);
    if (!FileStore.holdsLog(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "no log here; restore it");
    }
    return open(FileStore.open(folder));
  }

  String origin() {
    return options.origin();
  }

  void close() {
    witnesses.ifPresent(CosignatureCollector::close);
  }
}
