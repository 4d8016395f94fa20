package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.log.SimulatedDisk.Fault;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.Keys;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What has ended logs that were operated elsewhere, one test for each. Two more are at home
 * elsewhere: a trusted deduplication cache in {@link SequencerTest}
 * (submit_ofOneWronglySaidToBeKnown_getsNoReceipt), files that change at rest in {@link ScrubTest}.
 */
class LessonsTest {
  private final SimulatedDisk disk = new SimulatedDisk(5);
  private final LogOptions options = LogOptions.of(Logs.ORIGIN, Keys.LOG);

  /** A store of whose files one comes back changed. */
  private static final class FlippingStore implements LogStore {
    private final LogStore store;
    private String flipped = "none";

    FlippingStore(LogStore store) {
      this.store = store;
    }

    @Override
    public Bytes fetch(String path) throws IOException {
      Bytes tile = store.fetch(path);
      return path.startsWith(flipped) ? Keys.flip(tile, 8 * tile.size() - 3) : tile;
    }

    @Override
    public void write(long size, Map<TilePath, Bytes> tiles) throws IOException {
      store.write(size, tiles);
    }

    @Override
    public Optional<SignedCheckpoint> signed() throws IOException {
      return store.signed();
    }

    @Override
    public void sign(Optional<SignedCheckpoint> expected, SignedCheckpoint next)
        throws IOException {
      store.sign(expected, next);
    }

    @Override
    public Optional<SignedCheckpoint> published() throws IOException {
      return store.published();
    }

    @Override
    public void publish(SignedCheckpoint next) throws IOException {
      store.publish(next);
    }

    @Override
    public void restore(long size) throws IOException {
      store.restore(size);
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }

  @Test
  void aFlippedBitInALeafHashOrEntry_isNotSigned() throws Exception {
    for (String file : List.of("tile/0/", "tile/entries/", "tile/1/")) {
      SimulatedDisk fresh = new SimulatedDisk(1);
      FlippingStore store = new FlippingStore(FileStore.open(fresh, Logs.DIRECTORY));
      TransparencyLog log = TransparencyLog.create(store, options, Logs.entry(0));
      Logs.append(log, 254);
      SignedCheckpoint before = log.checkpoint();
      store.flipped = file;
      assertThatThrownBy(() -> Logs.append(log, 3)).isInstanceOf(IOException.class);
      assertThat(store.signed()).contains(before);
    }
  }

  @Test
  void twoHeadsThatDisagree_areNotSignedByAStoreThatWasOvertaken() throws Exception {
    FileStore store = FileStore.open(disk, Logs.DIRECTORY);
    TransparencyLog log = TransparencyLog.create(store, options, Logs.entry(0));
    SignedCheckpoint first = log.checkpoint();
    Logs.append(log, 2);
    Checkpoint fork = new Checkpoint(Logs.ORIGIN, 2, MerkleTree.leafHash(Bytes.EMPTY));
    assertThatThrownBy(() -> store.sign(Optional.of(first), SignedCheckpoint.sign(fork, Keys.LOG)))
        .hasMessageContaining("somebody else signed");
    assertThat(store.signed()).contains(log.checkpoint());
  }

  @Test
  void aHeadThatDoesNotContinueTheOldOne_isNotSigned() throws Exception {
    FileStore store = FileStore.open(disk, Logs.DIRECTORY);
    TransparencyLog log = TransparencyLog.create(store, options, Logs.entry(0));
    Logs.append(log, 4);
    Checkpoint other = new Checkpoint(Logs.ORIGIN, 3, MerkleTree.leafHash(Bytes.EMPTY));
    HeadSigner signer = new HeadSigner(Logs.ORIGIN, options.keys());
    assertThatThrownBy(() -> signer.signNext(new TileReader(store), other, 5))
        .hasMessageContaining("refusing to sign size 5");
  }

  @Test
  void anErrorWhileRecovering_isFatalAndChangesNothing() throws Exception {
    TransparencyLog log = Logs.start(disk);
    Logs.append(log, 300);
    log.close();
    List<Path> files = disk.files(Logs.DIRECTORY);
    for (int read = 0; read < 8; read++) {
      disk.restart(false);
      FileStore store = FileStore.open(disk, Logs.DIRECTORY);
      disk.failAfter(read, Fault.READ_ERROR);
      assertThatThrownBy(() -> TransparencyLog.open(store, options))
          .as("read %d", read)
          .hasMessageContaining("simulated");
      assertThat(disk.files(Logs.DIRECTORY)).isEqualTo(files);
    }
    disk.restart(false);
    try (TransparencyLog next = Logs.start(disk)) {
      Logs.assertHolds(disk, next, 301);
    }
  }

  @Test
  void afterAFailedSync_nothingIsReadBackOrAppendedBeforeARestart() throws Exception {
    for (String file : List.of("edge", "signed")) {
      SimulatedDisk fresh = new SimulatedDisk(2);
      TransparencyLog log = Logs.start(fresh);
      SignedCheckpoint before = log.checkpoint();
      fresh.failAt(file, Fault.LOST_SYNC);
      assertThatThrownBy(() -> Logs.append(log, 1)).hasMessageContaining("simulated");
      assertThatThrownBy(() -> Logs.append(log, 1)).hasMessageContaining("the log stopped");
      assertThat(log.checkpoint()).isEqualTo(before);
    }
  }

  @Test
  void witnesses_areAskedOnlyForWhatIsDurableAsSigned() throws Exception {
    Logs.start(disk).close();
    FileStore store = FileStore.open(disk, Logs.DIRECTORY);
    List<Optional<SignedCheckpoint>> durable = new ArrayList<>();
    Publication publication =
        (signed, tree) -> {
          durable.add(store.signed().filter(signed::equals));
          return Optional.of(signed);
        };
    LogOptions watched =
        new LogOptions(Logs.ORIGIN, LogKeys.of(Keys.LOG), publication, StepObserver.NONE);
    try (TransparencyLog log = TransparencyLog.open(store, watched)) {
      Logs.append(log, 1);
      Logs.append(log, 256);
    }
    assertThat(durable).hasSize(2).allMatch(Optional::isPresent);
  }

  @Test
  void namesOfNewFiles_outliveThePower() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      SimulatedDisk fresh = new SimulatedDisk(seed);
      Logs.append(Logs.start(fresh), 600);
      fresh.restart(true);
      try (TransparencyLog log = Logs.start(fresh)) {
        Logs.assertHolds(fresh, log, 601);
      }
    }
  }

  /**
   * Only the observer's stopwatch and the pause between two questions to witnesses know of time.
   */
  @Test
  void sequencing_readsNoClock() throws Exception {
    Path sources = Path.of(System.getProperty("comity.root"), "log/src/main/java/dev/comity/log");
    Pattern clocks = Pattern.compile("currentTimeMillis|Instant\\.now|java\\.time\\.Clock");
    try (Stream<Path> files = Files.list(sources)) {
      List<Path> java = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(java).hasSizeGreaterThan(20);
      for (Path file : java) {
        assertThat(Files.readString(file)).as("%s", file).doesNotContainPattern(clocks);
      }
    }
  }

  @Test
  void moreIsPublishedThanSigned_isRefused() throws Exception {
    Logs.start(disk).close();
    try (FileStore store = FileStore.open(disk, Logs.DIRECTORY)) {
      Checkpoint later = new Checkpoint(Logs.ORIGIN, 9, MerkleTree.leafHash(Bytes.EMPTY));
      store.publish(SignedCheckpoint.sign(later, Keys.LOG));
    }
    assertThatThrownBy(() -> Logs.start(disk)).hasMessageContaining("continuing would fork it");
  }

  @Test
  void resources_areStaticAndHaveNoParameters() throws Exception {
    try (TransparencyLog log = Logs.start(disk)) {
      Logs.append(log, 255);
      assertThat(log.tile("tile/0/000")).isPresent();
      for (String name : List.of("tile/0/000?", "tile/0/000?x=1", "tile/0/000#a", "tile/0/0%300")) {
        assertThat(log.tile(name)).isEmpty();
      }
    }
  }
}
