package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.log.proof.Keys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Small logs whose entry i is always the same. */
final class Logs {
  static final Path DIRECTORY = Path.of("/data/log");
  static final String ORIGIN = "example.org/log";

  private Logs() {}

  static Bytes entry(long index) {
    return Bytes.utf8("entry " + index + " ".repeat((int) (index % 7)));
  }

  static List<Bytes> entries(long first, int count) {
    return LongStream.range(first, first + count).mapToObj(Logs::entry).toList();
  }

  /** The log as the next process finds it. */
  static TransparencyLog start(Disk disk) throws IOException {
    LogOptions options = LogOptions.of(ORIGIN, Keys.LOG);
    boolean begun = FileStore.holdsLog(disk, DIRECTORY);
    FileStore store = FileStore.open(disk, DIRECTORY);
    return begun
        ? TransparencyLog.open(store, options)
        : TransparencyLog.create(store, options, entry(0));
  }

  static TransparencyLog.Appended append(TransparencyLog log, int count) throws IOException {
    return log.append(entries(log.size(), count));
  }

  static Fsck.Report fsck(Disk disk) throws Exception {
    return Fsck.check(disk, DIRECTORY, Optional.of(Keys.LOG.publicKey()));
  }

  /** That the log holds exactly its first {@code size} entries, by its own and by fsck's word. */
  static void assertHolds(Disk disk, TransparencyLog log, long size) throws Exception {
    assertThat(log.size()).isEqualTo(size);
    log.snapshot().forEach(0, (index, entry) -> assertThat(entry).isEqualTo(entry(index)));
    // Starting has verified the signature already, which costs more than all the rest.
    Fsck.Report report = Fsck.check(disk, DIRECTORY, Optional.empty());
    assertThat(report.checkpoint()).isEqualTo(log.checkpoint());
    assertThat(report.strayFiles()).isEmpty();
  }
}
