package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.Verifier;
import dev.comity.governance.passport.Passport;
import dev.comity.governance.passport.PassportContents;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Statement;
import dev.comity.log.LogReader;
import dev.comity.log.Outcome;
import dev.comity.log.Published;
import dev.comity.log.Scrub;
import dev.comity.log.Sequencer;
import dev.comity.log.TileSource;
import dev.comity.log.TransparencyLog;
import dev.comity.log.proof.ConsistencyProof;
import dev.comity.log.proof.ConsistencyReceipt;
import dev.comity.log.proof.Receipt;
import dev.comity.log.proof.ReceiptSigner;
import dev.comity.log.proof.SignedCheckpoint;
import dev.comity.log.witness.CosignatureCollector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One community on this node: its log, the state that the log means, and its index.
 *
 * <p>Reads see the last committed batch. Submissions are verified by the caller's thread and judged
 * by the one writer; their futures complete when the batch is durable.
 */
public final class Community implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Community.class.getName());
  private static final int QUEUE_CAPACITY = 4_096;
  private static final int RETRY_AFTER_SECONDS = 1;

  private final String slug;
  private final SigningKey logKey;
  private final TransparencyLog log;
  private final CommunityLog opened;
  private final Scrubbing scrubbing;
  private final CommunityIndex index;
  private final SnapshotWriter snapshots;
  private final long resumedAt;
  private final Sequencer<Submission, Denial> sequencer;
  private final Clock clock;
  private final List<Consumer<List<CommunityIndex.Addition>>> listeners =
      new CopyOnWriteArrayList<>();
  private volatile State state;

  private Community(
      String slug, CommunityKeys keys, CommunityLog opened, Recovery recovery, Clock clock) {
    this.slug = slug;
    this.logKey = keys.log();
    this.opened = opened;
    this.log = opened.log();
    this.index = recovery.index();
    this.state = recovery.state();
    this.resumedAt = recovery.resumedAt();
    this.snapshots = new SnapshotWriter(slug, recovery.snapshots(), index, resumedAt);
    this.scrubbing = new Scrubbing(slug, new Scrub(durable(), log::snapshot));
    this.clock = clock;
    this.sequencer =
        new Sequencer<>(
            log,
            new CommunityComposer(state, keys.operator(), index, log, clock, this::committed),
            QUEUE_CAPACITY);
  }

  /**
   * Opens an existing community: takes up its newest snapshot unless {@code fullReplay}, replays
   * the entries after it, catches the index up, and starts the writer.
   */
  static Community open(Path directory, String slug, Clock clock, boolean fullReplay)
      throws IOException, VerificationException {
    CommunityKeys keys = CommunityKeys.read(directory);
    CommunityLog opened = CommunityLog.open(directory, keys, clock);
    try {
      Recovery recovery =
          Recovery.run(
              directory,
              opened.log().durable(),
              fullReplay,
              line -> LOG.log(System.Logger.Level.WARNING, slug + ": " + line));
      return new Community(slug, keys, opened, recovery, clock);
    } catch (IOException | VerificationException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  public String slug() {
    return slug;
  }

  /** The state after the last committed batch. */
  public State state() {
    return state;
  }

  /** After how many entries the snapshot was that this start took up; 0 without one. */
  long resumedAt() {
    return resumedAt;
  }

  public SignedCheckpoint checkpoint() {
    return log.checkpoint();
  }

  public VerificationKey logKey() {
    return logKey.publicKey();
  }

  /** Those who must cosign checkpoints before they are published; empty without a policy. */
  public Optional<CosignatureCollector> witnesses() {
    return opened.witnesses();
  }

  /** How long the steps of its batches took. */
  public StepTimes steps() {
    return opened.steps();
  }

  public Scrubbing scrubbing() {
    return scrubbing;
  }

  /** Entries that are durable, published or waiting for witnesses. */
  public long durableSize() {
    return log.size();
  }

  public CommunityIndex index() {
    return index;
  }

  /** The log as of now. */
  public LogReader log() {
    return log.snapshot();
  }

  /** The log's public resources as they are on disk, for checking them again. */
  public TileSource durable() {
    Bytes checkpoint = log.checkpoint().encode();
    return path -> {
      if (path.equals("checkpoint")) {
        return checkpoint;
      }
      return log.tile(path).orElseThrow(() -> new NoSuchFileException(path));
    };
  }

  public Optional<Bytes> tile(String path) throws IOException {
    return log.tile(path);
  }

  /** Under the current checkpoint, for any committed entry. */
  public Receipt receipt(long entryIndex) throws IOException {
    return log.receipt(entryIndex);
  }

  /**
   * That the log with {@code to} entries continues the one with {@code from}, 0 &lt; from &lt; to ≤
   * size. Signed only after both roots, recomputed from the tiles, are proved to belong to the
   * checkpoint: a damaged tile must not get a signature.
   */
  public ConsistencyReceipt consistency(long from, long to) throws IOException {
    LogReader reader = log.snapshot();
    Hash root = reader.rootAt(to);
    ConsistencyProof proof = reader.consistencyProof(from, to);
    try {
      proof.verify(reader.rootAt(from), root);
      reader.consistencyProof(to).verify(root, reader.checkpoint().checkpoint().root());
    } catch (VerificationException e) {
      throw new IOException(slug + ": the tiles do not belong to the checkpoint; check the log", e);
    }
    return new ReceiptSigner(state.origin(), logKey).sign(root).receipt(proof);
  }

  public OptionalLong indexOf(Hash statementId) throws IOException {
    return index.indexOf(statementId);
  }

  public int queued() {
    return sequencer.queued();
  }

  /** Never blocks beyond the verification of one signature. */
  public CompletableFuture<Answer> submit(Bytes submitted) {
    Submission.Stated stated;
    try {
      stated = verify(submitted);
    } catch (VerificationException e) {
      return CompletableFuture.completedFuture(new Answer.Invalid(e));
    }
    Hash id = stated.statement().id();
    long sizeBefore = state.size();
    return sequencer.submit(stated).thenApply(outcome -> answer(outcome, id, sizeBefore));
  }

  /**
   * A key that is not declared yet may be declared by a statement that is still waiting: the writer
   * looks again.
   */
  private Submission.Stated verify(Bytes submitted) throws VerificationException {
    Statement statement = Statement.parse(SignedStatement.decode(submitted));
    Optional<VerificationKey> key = Verifier.key(statement, state);
    if (key.isPresent()) {
      statement.signed().verify(key.get());
    }
    return new Submission.Stated(statement, key.isPresent());
  }

  private static Answer answer(Outcome<Denial> outcome, Hash id, long sizeBefore) {
    return switch (outcome) {
      case Outcome.Logged<Denial> logged ->
          new Answer.Logged(
              logged.index(), id, logged.entry(), logged.published(), logged.index() >= sizeBefore);
      case Outcome.Busy<Denial> busy -> new Answer.Busy(RETRY_AFTER_SECONDS);
      case Outcome.Refused<Denial> refused ->
          switch (refused.reason()) {
            case Denial.Ruled ruled -> new Answer.Refused(id, ruled.refusal(), ruled.signed());
            case Denial.Invalid invalid -> new Answer.Invalid(invalid.cause());
            case Denial.NothingDue nothing -> throw new IllegalStateException("ticks have no id");
          };
    };
  }

  /** Lets time pass when a deadline is behind the wall clock; called about once a second. */
  void tick() {
    if (StatementBatch.deadlineDue(state, clock.instant())) {
      sequencer
          .submit(new Submission.Tick())
          .exceptionally(
              e -> {
                LOG.log(System.Logger.Level.ERROR, slug + ": time could not be stated", e);
                return new Outcome.Busy<>();
              });
    }
  }

  private void committed(StatementBatch batch, TransparencyLog.Appended appended) {
    try {
      index.add(batch.additions());
    } catch (IOException e) {
      // Stops the sequencer; the log has the entries, and the next start fills the index.
      throw new UncheckedIOException(e);
    }
    state = batch.state();
    snapshots.committed(state, signedRoot());
    listeners.forEach(listener -> listener.accept(batch.additions()));
  }

  /** Of the tree that the state is the state of. */
  private Hash signedRoot() {
    return log.durable().checkpoint().checkpoint().root();
  }

  /**
   * Calls {@code listener} after every commit, on the writer's thread; the returned handle ends it.
   */
  public Runnable listen(Consumer<List<CommunityIndex.Addition>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** The passport of the latest decision about a request; empty before there is one. */
  public Optional<Passport> passport(RequestState request) throws IOException {
    if (request.decidedAt().isEmpty()) {
      return Optional.empty();
    }
    Published published = log.published();
    List<Passport.Item> items = new ArrayList<>();
    for (long i : PassportContents.indices(state, request, this::clockBefore)) {
      if (i >= published.size()) {
        // Decided, but the witnesses have not seen it.
        return Optional.empty();
      }
      Bytes entry = published.reader().entry(i);
      items.add(new Passport.Item(i, entry, published.receipt(i, entry).encode()));
    }
    return Optional.of(
        new Passport(
            state.origin(),
            logKey(),
            request.decidedAt().orElseThrow(),
            published.checkpoint().encode().utf8(),
            items));
  }

  private long clockBefore(long entryIndex) {
    try {
      return index.clockBefore(entryIndex).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes no more submissions, and answers those accepted. Reads go on until {@link #close}. */
  void drain() {
    sequencer.close();
  }

  @Override
  public void close() throws IOException {
    scrubbing.close();
    sequencer.close();
    // When the log stopped, its checkpoint may be ahead of the state.
    if (log.size() == state.size()) {
      snapshots.close(state, signedRoot());
    }
    opened.close();
    index.close();
  }
}
