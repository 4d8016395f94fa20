package dev.comity.log.witness;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.CheckpointFolder;
import dev.comity.log.proof.AddCheckpoint;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.ConsistencyProof;
import dev.comity.log.proof.Cosignature;
import dev.comity.log.proof.NoteKey;
import dev.comity.log.proof.NoteSignature;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The witness role (C2SP tlog-witness): cosigns a log's checkpoint when it continues the last one
 * that was cosigned.
 *
 * <p>The checkpoint is durable before the cosignature leaves, and both are one step for each log,
 * so no order of requests, crash or restart makes a witness vouch for two trees that do not fit.
 * After a failure of the disk it answers 503 until it is opened again. Thread-safe.
 */
public final class Witness implements Closeable {
  private static final System.Logger LOG = System.getLogger(Witness.class.getName());

  private final CheckpointFolder folder;
  private final NoteKey key;
  private final SigningKey signer;
  private final Clock clock;
  private final Evidence evidence;
  private final Map<String, Memory> logs = new TreeMap<>();
  private volatile @Nullable IOException failure;

  /** What is known of one log; guarded by itself. */
  private static final class Memory {
    final List<WitnessedLog> keys = new ArrayList<>();
    Optional<SignedCheckpoint> latest = Optional.empty();
    long timeSeconds;

    long size() {
      return latest.map(signed -> signed.checkpoint().size()).orElse(0L);
    }
  }

  /** A log and the size of its last cosigned checkpoint, 0 before there is one. */
  public record Standing(String origin, long size) {}

  /** How many pairs of checkpoints are kept that prove a split view, and that only suggest one. */
  public record EvidenceCount(long splitViews, long unproved) {}

  /**
   * Takes {@code folder} over and closes it at the end.
   *
   * @param name what cosignatures carry; like an address without scheme
   * @throws IOException when a remembered checkpoint was not cosigned by this name and key
   */
  public Witness(
      CheckpointFolder folder, String name, SigningKey signer, List<WitnessedLog> logs, Clock clock)
      throws IOException {
    this.folder = folder;
    this.key = NoteKey.ofWitness(name, signer.publicKey());
    this.signer = signer;
    this.clock = clock;
    this.evidence = new Evidence(folder);
    for (WitnessedLog log : logs) {
      this.logs.computeIfAbsent(log.key().name(), origin -> new Memory()).keys.add(log);
    }
    for (Map.Entry<String, Memory> log : this.logs.entrySet()) {
      remember(log.getKey(), log.getValue());
    }
  }

  private void remember(String origin, Memory memory) throws IOException {
    memory.latest = folder.read(origin);
    if (memory.latest.isPresent()) {
      try {
        Optional<Cosignature> own = memory.latest.get().cosignature(key);
        memory.timeSeconds = own.orElseThrow(() -> foreign(origin)).timeSeconds();
      } catch (VerificationException e) {
        throw foreign(origin);
      }
    }
  }

  private IOException foreign(String origin) {
    return new IOException(
        "the remembered checkpoint of "
            + origin
            + " is not cosigned by "
            + key.encode()
            + "; restore the key, or the file");
  }

  /** The name and key that cosignatures verify with. */
  public NoteKey key() {
    return key;
  }

  /** Answers {@code POST add-checkpoint}; {@code body} is hostile input. */
  public WitnessAnswer addCheckpoint(Bytes body) {
    AddCheckpoint request;
    try {
      request = AddCheckpoint.parse(body);
    } catch (VerificationException e) {
      return WitnessAnswer.text(400, e.detail());
    }
    Checkpoint checkpoint = request.checkpoint().checkpoint();
    Memory log = logs.get(checkpoint.origin());
    if (log == null) {
      return WitnessAnswer.text(404, "this witness does not know the log");
    }
    Optional<SignedCheckpoint> authentic = authentic(request.checkpoint(), log.keys);
    if (authentic.isEmpty()) {
      return WitnessAnswer.text(403, "no valid signature of a key that is known for this log");
    }
    if (log.keys.stream().noneMatch(known -> checkpoint.size() <= known.maxSize())) {
      return WitnessAnswer.text(403, "this witness cosigns no tree of this log that is so large");
    }
    if (request.oldSize() > checkpoint.size()) {
      return WitnessAnswer.text(400, "the old size is larger than the checkpoint's");
    }
    return judge(log, request, authentic.get());
  }

  /** With the log's signatures only; empty when there is none, or when one of them is wrong. */
  private static Optional<SignedCheckpoint> authentic(
      SignedCheckpoint submitted, List<WitnessedLog> keys) {
    List<NoteSignature> valid = new ArrayList<>();
    for (WitnessedLog log : keys) {
      List<NoteSignature> claimed =
          submitted.note().signatures().stream().filter(log.key()::claims).toList();
      if (!claimed.isEmpty()) {
        try {
          submitted.requireLog(log.key());
        } catch (VerificationException e) {
          return Optional.empty();
        }
        // The first is enough: what is kept must not grow with what somebody repeats.
        valid.add(claimed.getFirst());
      }
    }
    return valid.isEmpty() ? Optional.empty() : Optional.of(submitted.onlyWith(valid));
  }

  private WitnessAnswer judge(Memory log, AddCheckpoint request, SignedCheckpoint signed) {
    synchronized (log) {
      if (failure != null) {
        return stopped();
      }
      try {
        return judgeInTurn(log, request, signed);
      } catch (IOException e) {
        failure = e;
        LOG.log(System.Logger.Level.ERROR, "this witness stops: its disk failed", e);
        return stopped();
      }
    }
  }

  private static WitnessAnswer stopped() {
    return WitnessAnswer.text(503, "this witness stopped, and cosigns nothing until its restart");
  }

  /** In the order of the specification: old size, equal sizes, proof, and only then the key. */
  private WitnessAnswer judgeInTurn(Memory log, AddCheckpoint request, SignedCheckpoint signed)
      throws IOException {
    boolean split = splits(log, signed.checkpoint());
    if (split) {
      keep(Evidence.Kind.SPLIT_VIEW, log, signed, request);
    }
    if (request.oldSize() != log.size() || split) {
      return WitnessAnswer.conflict(log.size());
    }
    if (!continues(log, request, signed.checkpoint())) {
      if (log.size() > 0 && signed.checkpoint().size() > log.size()) {
        keep(Evidence.Kind.UNPROVED, log, signed, request);
      }
      return WitnessAnswer.text(422, "the consistency proof does not verify");
    }
    return cosign(log, signed);
  }

  private static boolean splits(Memory log, Checkpoint submitted) {
    return log.latest
        .map(SignedCheckpoint::checkpoint)
        .filter(kept -> kept.size() == submitted.size() && !kept.root().equals(submitted.root()))
        .isPresent();
  }

  /** From size 0 there is nothing to prove, and the proof must be empty. */
  private static boolean continues(Memory log, AddCheckpoint request, Checkpoint submitted) {
    if (request.oldSize() == 0) {
      return request.path().isEmpty();
    }
    try {
      new ConsistencyProof(request.oldSize(), submitted.size(), request.path())
          .verify(log.latest.orElseThrow().checkpoint().root(), submitted.root());
      return true;
    } catch (VerificationException e) {
      return false;
    }
  }

  private void keep(Evidence.Kind kind, Memory log, SignedCheckpoint signed, AddCheckpoint request)
      throws IOException {
    SignedCheckpoint kept = log.latest.orElseThrow();
    if (evidence.keep(kind, kept, signed, request)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "log {0}: {1}, size {2} beside size {3}",
          kept.checkpoint().origin(),
          kind,
          Long.toString(signed.checkpoint().size()),
          Long.toString(kept.checkpoint().size()));
    }
  }

  /**
   * Remembers, then answers. A crash in between leaves a checkpoint that was cosigned for nobody:
   * the log learns its size by a 409 and asks again. Times of one log never go back.
   */
  private WitnessAnswer cosign(Memory log, SignedCheckpoint signed) throws IOException {
    long time = Math.max(log.timeSeconds, Math.max(0, clock.instant().getEpochSecond()));
    NoteSignature line = Cosignature.sign(key.name(), signer, signed.checkpoint(), time);
    if (log.latest.isEmpty() || signed.checkpoint().size() > log.size()) {
      SignedCheckpoint next = signed.with(List.of(line));
      folder.replace(log.latest, next);
      log.latest = Optional.of(next);
    }
    log.timeSeconds = time;
    return WitnessAnswer.text(200, line.line());
  }

  /** The logs it knows, by origin. */
  public List<Standing> standings() {
    List<Standing> standings = new ArrayList<>();
    logs.forEach(
        (origin, log) -> {
          synchronized (log) {
            standings.add(new Standing(origin, log.size()));
          }
        });
    return standings;
  }

  public EvidenceCount evidence() {
    return new EvidenceCount(
        evidence.count(Evidence.Kind.SPLIT_VIEW), evidence.count(Evidence.Kind.UNPROVED));
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
