package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.Frontier;
import dev.comity.log.proof.Keys;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link LogStore} promises, asked of every store. */
public abstract class LogStoreContract {
  protected static final String ORIGIN = Logs.ORIGIN;

  private static final String PARTIAL = "tile/0/000.p/200";
  private static final String PARTIAL_ENTRIES = "tile/entries/000.p/200";
  private static final LogOptions OPTIONS = LogOptions.of(ORIGIN, Keys.LOG);

  private final List<LogStore> opened = new ArrayList<>();

  /** The one log {@link #ORIGIN} as its next owner opens it; throws when it is held. */
  protected abstract LogStore openStore() throws Exception;

  /**
   * Takes the log away from its owner, who is not told: its process is cut off, and the next one
   * may open.
   */
  protected abstract void depose(LogStore owner) throws Exception;

  @AfterEach
  void closeAll() throws IOException {
    for (LogStore store : opened) {
      store.close();
    }
  }

  private LogStore open() throws Exception {
    LogStore store = openStore();
    opened.add(store);
    return store;
  }

  /** Takes the steps of the order of truth one by one. */
  private static final class Owner {
    final LogStore store;
    final RightEdge edge;
    Optional<SignedCheckpoint> signed;
    Map<TilePath, Bytes> staged = Map.of();

    Owner(LogStore store) throws IOException {
      this.store = store;
      this.signed = store.signed();
      store.restore(size());
      this.edge = RightEdge.load(new TileReader(store), size());
    }

    long size() {
      return signed.map(s -> s.checkpoint().size()).orElse(0L);
    }

    /** Writes the next {@code count} entries and returns the checkpoint that would commit them. */
    SignedCheckpoint stage(int count) throws IOException {
      return stage(Logs.entries(size(), count));
    }

    SignedCheckpoint stage(List<Bytes> entries) throws IOException {
      staged = edge.extend(entries);
      long next = size() + entries.size();
      store.write(next, staged);
      Hash root = new TileReader(store).nodes(next).root(next);
      return SignedCheckpoint.sign(new Checkpoint(ORIGIN, next, root), Keys.LOG);
    }

    SignedCheckpoint sign(int count) throws IOException {
      SignedCheckpoint next = stage(count);
      store.sign(signed, next);
      signed = Optional.of(next);
      return next;
    }

    SignedCheckpoint publish(int count) throws IOException {
      SignedCheckpoint next = sign(count);
      store.publish(next);
      return next;
    }
  }

  private Owner owner() throws Exception {
    return new Owner(open());
  }

  private static void assertHolds(LogStore store, SignedCheckpoint checkpoint) throws Exception {
    LogReader reader = new LogReader(new TileReader(store), checkpoint);
    reader.forEach(0, (index, entry) -> assertThat(entry).isEqualTo(Logs.entry(index)));
    assertThat(reader.rootAt(reader.size())).isEqualTo(checkpoint.checkpoint().root());
  }

  private static void assertMissing(LogStore store, String path) {
    assertThatThrownBy(() -> store.fetch(path)).as(path).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void newStore_holdsNothing() throws Exception {
    LogStore store = open();
    assertThat(store.signed()).isEmpty();
    assertThat(store.published()).isEmpty();
    assertMissing(store, "checkpoint");
    assertMissing(store, "tile/0/000");
    assertMissing(store, "tile/entries/000.p/1");
  }

  @Test
  void write_returned_canBeReadAndIsNotCommitted() throws Exception {
    Owner owner = owner();
    owner.stage(300);
    assertThat(owner.staged.keySet().stream().map(TilePath::text))
        .contains("tile/entries/000", "tile/0/001.p/44", "tile/1/000.p/1");
    for (Map.Entry<TilePath, Bytes> tile : owner.staged.entrySet()) {
      assertThat(owner.store.fetch(tile.getKey().text())).isEqualTo(tile.getValue());
    }
    assertThat(owner.store.signed()).isEmpty();
    assertThat(owner.store.published()).isEmpty();
  }

  @Test
  void write_ofTheNextBatch_changesNothingOfTheSignedTree() throws Exception {
    Owner owner = owner();
    SignedCheckpoint first = owner.publish(300);
    owner.stage(300);
    assertHolds(owner.store, first);
    assertThat(owner.store.signed()).contains(first);
    assertThat(owner.store.fetch("checkpoint")).isEqualTo(first.encode());
  }

  @Test
  void write_ofTheLargestBundle_canBeRead() throws Exception {
    Owner owner = owner();
    Bytes largest = Bytes.of(new byte[TransparencyLog.MAX_ENTRY_SIZE]);
    owner.stage(Collections.nCopies(TilePath.FULL, largest));
    assertThat(owner.store.fetch("tile/entries/000").size()).isEqualTo(EntryBundle.MAX_SIZE);
  }

  @Test
  void sign_returned_isThereForTheNextOwner() throws Exception {
    Owner owner = owner();
    owner.publish(1);
    SignedCheckpoint second = owner.sign(299);
    depose(owner.store);
    LogStore next = open();
    assertThat(next.signed()).contains(second);
    next.restore(300);
    assertHolds(next, second);
  }

  @Test
  void sign_withAStaleExpectation_throwsAndChangesNothing() throws Exception {
    Owner owner = owner();
    SignedCheckpoint first = owner.publish(1);
    SignedCheckpoint second = owner.publish(2);
    SignedCheckpoint third = owner.stage(2);
    assertThatThrownBy(() -> owner.store.sign(Optional.of(first), third))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> owner.store.sign(Optional.empty(), third))
        .isInstanceOf(IOException.class);
    assertThat(owner.store.signed()).contains(second);
    depose(owner.store);
    assertThat(open().signed()).contains(second);
  }

  @Test
  void sign_whenNothingIsSigned_refusesAnExpectation() throws Exception {
    Owner owner = owner();
    SignedCheckpoint first = owner.stage(1);
    SignedCheckpoint other =
        SignedCheckpoint.sign(
            new Checkpoint(ORIGIN, 1, MerkleTree.leafHash(Bytes.EMPTY)), Keys.LOG);
    assertThatThrownBy(() -> owner.store.sign(Optional.of(other), first))
        .isInstanceOf(IOException.class);
    assertThat(owner.store.signed()).isEmpty();
  }

  @Test
  void sign_leavesPublishedAsItIs() throws Exception {
    Owner owner = owner();
    SignedCheckpoint first = owner.publish(3);
    owner.sign(5);
    assertThat(owner.store.published()).contains(first);
    assertThat(owner.store.fetch("checkpoint")).isEqualTo(first.encode());
    assertHolds(owner.store, first);
  }

  @Test
  void publish_isSeenAtOnceAndAfterAProperEnd() throws Exception {
    Owner owner = owner();
    SignedCheckpoint first = owner.publish(300);
    assertThat(owner.store.published()).contains(first);
    assertThat(owner.store.fetch("checkpoint")).isEqualTo(first.encode());
    owner.store.close();
    LogStore next = open();
    assertThat(next.published()).contains(first);
    assertThat(next.signed()).contains(first);
  }

  @Test
  void publish_neverRunsAheadOfSigned_whereverTheOwnerIsLost() throws Exception {
    Owner owner = owner();
    owner.publish(2);
    SignedCheckpoint signed = owner.sign(2);
    depose(owner.store);
    LogStore next = open();
    long published = next.published().map(p -> p.checkpoint().size()).orElse(0L);
    assertThat(published).isLessThanOrEqualTo(signed.checkpoint().size());
    next.restore(4);
    next.publish(signed);
    assertThat(next.published()).contains(signed);
  }

  @Test
  void publish_ofAFullTile_keepsTheTreeWhole() throws Exception {
    Owner owner = owner();
    for (int count : new int[] {1, 200, 54, 1, 1, 300}) {
      SignedCheckpoint published = owner.publish(count);
      assertHolds(owner.store, published);
    }
    assertThat(Fsck.check(owner.store, Keys.LOG.publicKey()).checkpoint().size()).isEqualTo(557);
  }

  @Test
  void restore_removesWhatLiesBeyondTheSignedTree() throws Exception {
    Owner owner = owner();
    SignedCheckpoint signed = owner.publish(250);
    owner.stage(300);
    List<TilePath> staged = List.copyOf(owner.staged.keySet());
    depose(owner.store);
    LogStore next = open();
    next.restore(250);
    assertHolds(next, signed);
    for (TilePath tile : staged) {
      assertMissing(next, tile.text());
    }
  }

  @Test
  void restore_ofALogNotBegun_removesEverything() throws Exception {
    Owner owner = owner();
    owner.stage(257);
    List<TilePath> staged = List.copyOf(owner.staged.keySet());
    depose(owner.store);
    LogStore next = open();
    next.restore(0);
    for (TilePath tile : staged) {
      assertMissing(next, tile.text());
    }
  }

  @Test
  void restore_lettingANewBatchTakeThePlaceOfALostOne() throws Exception {
    Owner owner = owner();
    owner.publish(3);
    owner.stage(Collections.nCopies(4, Bytes.utf8("lost")));
    depose(owner.store);
    Owner next = owner();
    SignedCheckpoint published = next.publish(4);
    assertHolds(next.store, published);
    assertThat(next.store.signed()).contains(published);
  }

  /** As a log finds it whose witnesses could not be reached. */
  @ParameterizedTest
  @ValueSource(ints = {1, 20, 300})
  void restore_whenLessIsPublishedThanSigned_keepsBothTrees(int more) throws Exception {
    Owner owner = owner();
    SignedCheckpoint published = owner.publish(250);
    SignedCheckpoint signed = owner.sign(more);
    depose(owner.store);
    LogStore next = open();
    next.restore(signed.checkpoint().size());
    // Publishing need not be durable.
    Optional<SignedCheckpoint> found = next.published();
    if (found.isPresent()) {
      assertThat(found).contains(published);
      assertHolds(next, published);
    }
    assertHolds(next, signed);
  }

  @Test
  void open_whileAnotherOwns_isRefusedInOneLine() throws Exception {
    Owner owner = owner();
    assertThatThrownBy(this::openStore)
        .isInstanceOf(IOException.class)
        .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("\n"));
    owner.publish(2);
    owner.store.close();
    assertHolds(open(), owner.signed.orElseThrow());
  }

  @Test
  void deposedOwner_changesNothing() throws Exception {
    Owner old = owner();
    SignedCheckpoint first = old.publish(2);
    Map<TilePath, Bytes> foreign = new LinkedHashMap<>();
    foreign.put(TilePath.entries(0, 4), Bytes.utf8("foreign"));
    SignedCheckpoint fork =
        SignedCheckpoint.sign(
            new Checkpoint(ORIGIN, 4, MerkleTree.leafHash(Bytes.EMPTY)), Keys.LOG);
    depose(old.store);
    Owner next = owner();
    for (int round = 0; round < 2; round++) {
      assertThatThrownBy(() -> old.store.write(4, foreign)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> old.store.sign(Optional.of(first), fork))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> old.store.publish(fork)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> old.store.restore(0)).isInstanceOf(IOException.class);
      SignedCheckpoint published = next.publish(2);
      assertThat(next.store.signed()).contains(published);
      assertThat(next.store.published()).contains(published);
      assertHolds(next.store, published);
    }
    old.store.close();
    next.publish(1);
  }

  /** A tile is there as a whole or not at all, and never changes. */
  @Test
  void readers_besideTheWriter_seeWholeTrees() throws Exception {
    Owner owner = owner();
    owner.publish(2);
    AtomicBoolean done = new AtomicBoolean();
    List<CompletableFuture<Long>> readers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      readers.add(CompletableFuture.supplyAsync(() -> readUntil(done, owner.store)));
    }
    for (int batch = 0; batch < 40; batch++) {
      owner.publish(1 + batch % 19);
    }
    done.set(true);
    for (CompletableFuture<Long> reader : readers) {
      assertThat(reader.get()).isPositive();
    }
  }

  private static long readUntil(AtomicBoolean done, LogStore store) {
    long reads = 0;
    try {
      do {
        SignedCheckpoint seen = store.published().orElseThrow();
        LogReader reader = new LogReader(new TileReader(store), seen);
        long last = reader.size() - 1;
        assertThat(reader.entry(last)).isEqualTo(Logs.entry(last));
        assertThat(reader.rootAt(reader.size())).isEqualTo(seen.checkpoint().root());
        reads++;
      } while (!done.get());
    } catch (IOException e) {
      throw new AssertionError("a reader saw a torn log", e);
    }
    return reads;
  }

  @Test
  void fetch_ofWhatIsNoTile_findsNothing() throws Exception {
    Owner owner = owner();
    owner.publish(2);
    for (String path : List.of("tile/0/001", "tile/63/000", "tile/0/000.p/3", "nothing", "tile")) {
      assertThatThrownBy(() -> owner.store.fetch(path)).as(path).isInstanceOf(IOException.class);
    }
  }

  @Test
  void log_throughManyOwners_staysOne() throws Exception {
    Frontier frontier = new Frontier();
    TransparencyLog log = TransparencyLog.create(open(), OPTIONS, Logs.entry(0));
    frontier.append(MerkleTree.leafHash(Logs.entry(0)));
    for (int batch : new int[] {1, 253, 4, 1, 300, 700, 5}) {
      TransparencyLog.Appended appended = Logs.append(log, batch);
      appended.entries().forEach(entry -> frontier.append(MerkleTree.leafHash(entry)));
      assertThat(appended.checkpoint().checkpoint().root()).isEqualTo(frontier.root());
      log.receipt(log.size() - 1).verify(Logs.entry(log.size() - 1), Keys.LOG.publicKey());
      log.close();
      log = TransparencyLog.open(open(), OPTIONS);
      assertThat(log.size()).isEqualTo(frontier.size());
    }
    SignedCheckpoint checkpoint = Fsck.check(opened.getLast(), Keys.LOG.publicKey());
    assertThat(checkpoint.checkpoint().root()).isEqualTo(frontier.root());
  }

  @Test
  void log_whoseOwnerIsDeposed_stopsAndTheNextOneGoesOn() throws Exception {
    TransparencyLog old = TransparencyLog.create(open(), OPTIONS, Logs.entry(0));
    Logs.append(old, 5);
    depose(opened.getLast());
    TransparencyLog next = TransparencyLog.open(open(), OPTIONS);
    Logs.append(next, 5);
    assertThatThrownBy(() -> Logs.append(old, 1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Logs.append(old, 1)).hasMessageContaining("the log stopped");
    Logs.append(next, 5);
    assertThat(next.size()).isEqualTo(16);
    assertHolds(opened.getLast(), next.checkpoint());
  }

  @Test
  void follower_seesWhatIsPublished() throws Exception {
    Owner owner = owner();
    SignedCheckpoint first = owner.publish(200);
    FollowedLog followed = FollowedLog.at(owner.store, OPTIONS, first);
    List<Optional<Bytes>> partial = List.of(followed.tile(PARTIAL), followed.tile(PARTIAL_ENTRIES));
    SignedCheckpoint second = owner.publish(100);
    assertThat(followed.published().checkpoint()).isEqualTo(first);
    assertThat(partial).doesNotContain(Optional.empty());
    assertThat(List.of(followed.tile(PARTIAL), followed.tile(PARTIAL_ENTRIES))).isEqualTo(partial);
    assertThat(followed.tile("tile/entries/000")).isEmpty();
    followed.adopt(followed.newer(second).orElseThrow());
    assertThat(followed.newer(first)).isEmpty();
    assertThat(followed.tile("tile/entries/001.p/44")).isPresent();
    assertThat(followed.tile("tile/entries/001.p/45")).isEmpty();
    followed
        .published()
        .receipt(299)
        .verify(Logs.entry(299), Keys.LOG.publicKey())
        .requireIn(second.checkpoint());
    Checkpoint fork = new Checkpoint(ORIGIN, 300, MerkleTree.leafHash(Bytes.EMPTY));
    FollowedLog other = FollowedLog.at(owner.store, OPTIONS, first);
    assertThatThrownBy(() -> other.newer(SignedCheckpoint.sign(fork, Keys.LOG)))
        .isInstanceOf(dev.comity.core.VerificationException.class);
    assertThatThrownBy(() -> other.newer(SignedCheckpoint.sign(second.checkpoint(), Keys.OTHER)))
        .isInstanceOf(dev.comity.core.VerificationException.class);
  }
}
