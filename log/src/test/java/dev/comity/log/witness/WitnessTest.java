package dev.comity.log.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.CheckpointFolder;
import dev.comity.log.proof.AddCheckpoint;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.ConsistencyProof;
import dev.comity.log.proof.Cosignature;
import dev.comity.log.proof.Keys;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.Note;
import dev.comity.log.proof.NoteKey;
import dev.comity.log.proof.NoteSignature;
import dev.comity.log.proof.SignedCheckpoint;
import dev.comity.log.witness.Witness.EvidenceCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessTest {
  private static final long NOW = 1_800_000_000;
  private static final String NAME = "w.example/w1";
  private static final MemoryLog LOG = MemoryLog.honest();

  @TempDir Path directory;
  private Witness witness;

  @BeforeEach
  void open() throws IOException {
    witness = open(NOW);
  }

  private Witness open(long now) throws IOException {
    return open(now, List.of(new WitnessedLog(LOG.noteKey())));
  }

  private Witness open(long now, List<WitnessedLog> logs) throws IOException {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC);
    return new Witness(CheckpointFolder.open(directory), NAME, Keys.OTHER, logs, clock);
  }

  private void reopen(long now) throws IOException {
    witness.close();
    witness = open(now);
  }

  @AfterEach
  void close() throws IOException {
    witness.close();
  }

  private long size() {
    return witness.standings().getFirst().size();
  }

  private void assertAnswer(Bytes request, int status) {
    assertThat(witness.addCheckpoint(request).status()).isEqualTo(status);
  }

  private void assertConflict(Bytes request, long latest) {
    assertThat(witness.addCheckpoint(request))
        .isEqualTo(new WitnessAnswer(409, "text/x.tlog.size", Bytes.utf8(latest + "\n")));
  }

  /** The time of a 200 whose one line is the witness's cosignature of {@code signed}. */
  private long cosigned(Bytes request, SignedCheckpoint signed) throws Exception {
    WitnessAnswer answer = witness.addCheckpoint(request);
    assertThat(answer.status()).isEqualTo(200);
    List<NoteSignature> lines = Note.parseSignatures(answer.body());
    assertThat(lines).hasSize(1);
    assertThat(witness.key()).isEqualTo(NoteKey.ofWitness(NAME, Keys.OTHER.publicKey()));
    return signed.with(lines).cosignature(witness.key()).orElseThrow().timeSeconds();
  }

  @Test
  void addCheckpoint_ofAGrowingLog_cosignsEachSize() throws Exception {
    int old = 0;
    for (int size : new int[] {1, 2, 3, 7, 8, 8, 64, 200}) {
      assertThat(cosigned(LOG.request(old, size), LOG.at(size))).isEqualTo(NOW);
      assertThat(size()).isEqualTo(size);
      old = size;
    }
    assertThat(witness.evidence()).isEqualTo(new EvidenceCount(0, 0));
  }

  @Test
  void addCheckpoint_ofTheEmptyTree_isCosignedAndGrows() throws Exception {
    cosigned(LOG.request(0, 0), LOG.at(0));
    cosigned(LOG.request(0, 0), LOG.at(0));
    cosigned(LOG.request(0, 4), LOG.at(4));
    assertConflict(LOG.request(0, 4), 4);
  }

  @Test
  void addCheckpoint_thatIsNoRequest_is400() {
    for (String body : List.of("", "old 0\n\n", "old x\n\n" + LOG.at(1).encode().utf8())) {
      assertAnswer(Bytes.utf8(body), 400);
    }
    assertAnswer(LOG.request(3, 2), 400);
    assertThat(size()).isZero();
  }

  @Test
  void addCheckpoint_ofAnUnknownLog_is404() {
    assertAnswer(MemoryLog.of("example.org/other", Keys.LOG).request(0, 3), 404);
  }

  @Test
  void addCheckpoint_withoutAValidSignatureOfTheLog_is403() {
    MemoryLog impostor = MemoryLog.of(MemoryLog.ORIGIN, Keys.OTHER);
    assertAnswer(impostor.request(0, 3), 403);
    NoteSignature good = LOG.at(3).note().signatures().getFirst();
    NoteSignature bad =
        new NoteSignature(good.name(), good.keyId(), Keys.flip(good.signature(), 7));
    assertAnswer(LOG.request(0, 3, LOG.at(3).onlyWith(List.of(bad))), 403);
    assertAnswer(LOG.request(0, 3, LOG.at(3).with(List.of(bad))), 403);
    assertThat(size()).isZero();
  }

  @Test
  void addCheckpoint_besideSignaturesOfUnknownKeys_ignoresAndForgetsThem() throws Exception {
    NoteSignature unknown = new NoteSignature("x", Bytes.fromHex("01020304"), Bytes.utf8("y"));
    SignedCheckpoint signed = LOG.at(3).with(List.of(unknown));
    cosigned(LOG.request(0, 3, signed), signed);
    SignedCheckpoint kept = CheckpointFolderFiles.only(directory.resolve("state"));
    kept.requireLog(LOG.noteKey());
    assertThat(kept.note().signatures()).hasSize(2);
    assertThat(kept.cosignature(witness.key())).isPresent();
  }

  @Test
  void addCheckpoint_withAnotherOldSize_is409WithTheLatest() throws Exception {
    cosigned(LOG.request(0, 5), LOG.at(5));
    assertConflict(LOG.request(0, 7), 5);
    assertConflict(LOG.request(3, 7), 5);
    assertConflict(LOG.request(6, 7), 5);
    assertConflict(LOG.request(0, 0), 5);
    assertConflict(LOG.request(3, 4), 5);
    assertThat(size()).isEqualTo(5);
    assertThat(witness.evidence()).isEqualTo(new EvidenceCount(0, 0));
  }

  @Test
  void addCheckpoint_ofTheSameSizeWithAnotherRoot_is409AndKeepsBothCheckpoints() throws Exception {
    cosigned(LOG.request(0, 5), LOG.at(5));
    MemoryLog fork = MemoryLog.forkedAt(4);
    assertConflict(fork.request(5, 5), 5);
    assertConflict(fork.request(0, 5), 5);
    assertConflict(fork.request(3, 5), 5);
    assertThat(witness.evidence()).isEqualTo(new EvidenceCount(1, 0));
    assertSplitViewIsProved(evidence("split-view-"));
    reopen(NOW);
    assertConflict(fork.request(5, 5), 5);
    assertThat(witness.evidence()).isEqualTo(new EvidenceCount(1, 0));
  }

  /** With the files and the log's key alone, as anybody would. */
  private static void assertSplitViewIsProved(Path evidence) throws Exception {
    SignedCheckpoint kept = CheckpointFolderFiles.read(evidence.resolve("kept.checkpoint"));
    SignedCheckpoint other = CheckpointFolderFiles.read(evidence.resolve("submitted.checkpoint"));
    kept.requireLog(LOG.noteKey());
    other.requireLog(LOG.noteKey());
    assertThat(kept.checkpoint().size()).isEqualTo(other.checkpoint().size());
    assertThat(kept.checkpoint().root()).isNotEqualTo(other.checkpoint().root());
  }

  private Path evidence(String prefix) throws IOException {
    try (Stream<Path> kept = Files.list(directory.resolve("evidence"))) {
      return kept.filter(path -> path.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void addCheckpoint_ofAForkThatIsLarger_is422AndKeepsTheRequest() throws Exception {
    cosigned(LOG.request(0, 5), LOG.at(5));
    MemoryLog fork = MemoryLog.forkedAt(4);
    assertAnswer(fork.request(5, 9), 422);
    assertAnswer(fork.request(5, 9), 422);
    assertThat(witness.evidence()).isEqualTo(new EvidenceCount(0, 1));
    Path evidence = evidence("unproved-");
    AddCheckpoint request =
        AddCheckpoint.parse(Bytes.of(Files.readAllBytes(evidence.resolve("request"))));
    Checkpoint kept = CheckpointFolderFiles.read(evidence.resolve("kept.checkpoint")).checkpoint();
    Checkpoint submitted = request.checkpoint().checkpoint();
    request.checkpoint().requireLog(LOG.noteKey());
    assertThatThrownBy(
            () ->
                new ConsistencyProof(request.oldSize(), submitted.size(), request.path())
                    .verify(kept.root(), submitted.root()))
        .hasMessageContaining("another");
    cosigned(LOG.request(5, 9), LOG.at(9));
  }

  @Test
  void addCheckpoint_withAWrongProof_is422() throws Exception {
    AddCheckpoint fromNothing = new AddCheckpoint(0, List.of(MerkleTree.EMPTY_ROOT), LOG.at(5));
    assertAnswer(fromNothing.encode(), 422);
    cosigned(LOG.request(0, 5), LOG.at(5));
    assertAnswer(new AddCheckpoint(5, List.of(), LOG.at(7)).encode(), 422);
    assertAnswer(new AddCheckpoint(5, List.of(MerkleTree.EMPTY_ROOT), LOG.at(5)).encode(), 422);
    assertThat(size()).isEqualTo(5);
  }

  @Test
  void addCheckpoint_ofManyForks_keepsABoundedNumber() throws Exception {
    cosigned(LOG.request(0, 120), LOG.at(120));
    for (int i = 0; i < 110; i++) {
      assertConflict(MemoryLog.forkedAt(i).request(0, 120), 120);
    }
    assertThat(witness.evidence()).isEqualTo(new EvidenceCount(Evidence.MAX_KEPT, 0));
  }

  @Test
  void addCheckpoint_beyondTheLargestSize_is403() throws Exception {
    witness.close();
    witness = open(NOW, List.of(new WitnessedLog(LOG.noteKey(), 5)));
    cosigned(LOG.request(0, 5), LOG.at(5));
    assertAnswer(LOG.request(5, 6), 403);
  }

  @Test
  void addCheckpoint_underEitherOfTwoKeysOfOneOrigin_isCosigned() throws Exception {
    SigningKey old = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
    MemoryLog before = MemoryLog.of(MemoryLog.ORIGIN, old);
    witness.close();
    witness =
        open(NOW, List.of(new WitnessedLog(before.noteKey()), new WitnessedLog(LOG.noteKey())));
    cosigned(before.request(0, 5), before.at(5));
    cosigned(LOG.request(5, 9), LOG.at(9));
  }

  @Test
  void addCheckpoint_whenTheClockGoesBack_doesNotGoBackInTime() throws Exception {
    cosigned(LOG.request(0, 5), LOG.at(5));
    reopen(NOW - 1_000);
    assertThat(cosigned(LOG.request(5, 7), LOG.at(7))).isEqualTo(NOW);
  }

  @Test
  void addCheckpoint_afterARestart_remembersAlsoWhatNobodyWasTold() throws Exception {
    cosigned(LOG.request(0, 5), LOG.at(5));
    // The answer to this one is lost with the process.
    witness.addCheckpoint(LOG.request(5, 8));
    reopen(NOW);
    assertConflict(LOG.request(5, 8), 8);
    assertConflict(MemoryLog.forkedAt(6).request(5, 8), 8);
    cosigned(LOG.request(8, 8), LOG.at(8));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void addCheckpoint_ofTwoSizesAtOnce_oneWinsAndNothingIsRolledBack(int round) throws Exception {
    cosigned(LOG.request(0, 3), LOG.at(3));
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Integer> five = threads.submit(() -> race(together, 5));
      Future<Integer> seven = threads.submit(() -> race(together, 7));
      assertThat(List.of(five.get(), seven.get()))
          .as("round %d", round)
          .containsExactlyInAnyOrder(200, 409);
      assertThat(size()).isEqualTo(five.get() == 200 ? 5 : 7);
    }
    reopen(NOW);
    int winner = (int) size();
    assertConflict(LOG.request(3, winner == 5 ? 7 : 5), winner);
  }

  private int race(CyclicBarrier together, int size) throws Exception {
    Bytes request = LOG.request(3, size);
    together.await();
    return witness.addCheckpoint(request).status();
  }

  @Test
  void open_twice_isRefused() {
    assertThatThrownBy(() -> open(NOW)).hasMessageContaining("open already");
  }

  @Test
  void open_withAnotherKeyOrAChangedFile_isRefused() throws Exception {
    cosigned(LOG.request(0, 5), LOG.at(5));
    witness.close();
    List<WitnessedLog> logs = List.of(new WitnessedLog(LOG.noteKey()));
    try (CheckpointFolder folder = CheckpointFolder.open(directory)) {
      assertThatThrownBy(() -> new Witness(folder, NAME, Keys.LOG, logs, Clock.systemUTC()))
          .hasMessageContaining("is not cosigned by " + NAME);
    }
    Path file = CheckpointFolderFiles.onlyFile(directory.resolve("state"));
    Files.writeString(file, Files.readString(file).replace("\n5\n", "\n4\n"));
    try (CheckpointFolder folder = CheckpointFolder.open(directory)) {
      assertThatThrownBy(() -> new Witness(folder, NAME, Keys.OTHER, logs, Clock.systemUTC()))
          .hasMessageContaining("is not cosigned by " + NAME);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%s min 5", "%s max", "%s max 05", "%s max 5 6", "%s max x"})
  void parse_ofABadListOfLogs_namesTheLine(String line) {
    String text = "# logs\n\n" + line.formatted(LOG.noteKey().encode()) + "\n";
    assertThatThrownBy(() -> WitnessedLog.parse(Bytes.utf8(text)))
        .hasMessageStartingWith("logs, line 3: ");
  }

  @Test
  void parse_ofAListOfLogs_readsKeysAndBounds() throws Exception {
    String vkey = LOG.noteKey().encode();
    assertThat(WitnessedLog.parse(Bytes.utf8("# mine\n" + vkey + "\n \n" + vkey + " max 12\n")))
        .containsExactly(new WitnessedLog(LOG.noteKey()), new WitnessedLog(LOG.noteKey(), 12));
    assertThat(WitnessedLog.parse(Bytes.EMPTY)).isEmpty();
    Bytes large = Bytes.of(new byte[WitnessedLog.MAX_FILE_SIZE + 1]);
    assertThatThrownBy(() -> WitnessedLog.parse(large)).hasMessageContaining("more than");
  }

  /** A cosignature that a witness gives is one line that the encoder would write. */
  @Test
  void cosignature_signsTheCheckpointAtTheWitnessesTime() throws Exception {
    WitnessAnswer answer = witness.addCheckpoint(LOG.request(0, 2));
    NoteSignature expected = Cosignature.sign(NAME, Keys.OTHER, LOG.at(2).checkpoint(), NOW);
    assertThat(answer.body().utf8()).isEqualTo(expected.line() + "\n");
  }
}
