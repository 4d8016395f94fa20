package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.SimulatedDisk.Fault;
import dev.comity.log.proof.NoteSignature;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lives of one log on one disk: each process opens it, appends batches and meets a fault, often
 * in its recovery from the one before; then the power may fail, too. After each opening everything
 * ever acknowledged is compared. The same seed leads to the same faults.
 */
final class FaultCase {
  private static final int MAX_SIZE = 1200;

  /** Operations of an opening and a few batches; reads of the same. */
  private static final int OPERATIONS = 40;

  private static final List<String> TARGETS = List.of("signed", "edge", "checkpoint");

  private static final List<SigningKey> KEYS =
      Stream.generate(() -> SigningKey.generate(Algorithm.EDDSA, new SecureRandom()))
          .limit(3)
          .toList();

  private static final NoteSignature COSIGNATURE =
      new NoteSignature("witness.example", Bytes.fromHex("01020304"), Bytes.of(new byte[72]));

  private final Random random;
  private final Carelessness how;
  private final SimulatedDisk disk;
  private final Ledger ledger = new Ledger();
  private final List<String> steps = new ArrayList<>();
  private @Nullable TransparencyLog running;
  private int phase;
  private int powerLossCount;
  private int entryCount;

  FaultCase(long seed, long number, Carelessness how) {
    this.random = new Random(seed * 1_000_003 + number);
    this.how = how;
    this.disk = new SimulatedDisk(random.nextLong());
  }

  /**
   * What came of it.
   *
   * @param steps what happened, for whoever looks into a failure
   */
  record Result(
      long faults,
      long acknowledged,
      long lost,
      long forks,
      List<String> failures,
      List<String> steps) {}

  Result run() {
    int lives = 4 + random.nextInt(8);
    for (int life = 0; life < lives && ledger.failures().isEmpty(); life++) {
      live(true);
      restart(random.nextInt(5) < 2);
    }
    // One more without a fault, to see what the last one left, and one to see that it goes on.
    disk.makeRoom();
    live(false);
    restart(true);
    live(false);
    return new Result(
        disk.firedCount() + powerLossCount,
        ledger.acknowledgedCount(),
        ledger.lostCount(),
        ledger.forkCount(),
        List.copyOf(ledger.failures()),
        List.copyOf(steps));
  }

  private void restart(boolean powerLoss) {
    steps.add(powerLoss ? "power loss" : "restart");
    powerLossCount += powerLoss ? 1 : 0;
    disk.restart(powerLoss);
    if (random.nextInt(3) > 0) {
      disk.makeRoom();
    }
  }

  /** One process, from its start to its end by itself or by a fault. */
  private void live(boolean faulty) {
    int fired = disk.firedCount();
    if (faulty) {
      arm();
    }
    running = null;
    try {
      TransparencyLog log = start();
      int batches = random.nextInt(4);
      for (int i = 0; i < batches && log.size() < MAX_SIZE; i++) {
        append(log);
      }
      if (random.nextBoolean()) {
        log.close();
      }
    } catch (IOException e) {
      steps.add(String.valueOf(e.getMessage()));
      boolean expected =
          disk.firedCount() > fired
              || disk.isFull()
              || String.valueOf(e.getMessage()).contains("witnesses were awaited");
      if (!expected) {
        ledger.broken("without a fault: " + e);
      }
      requireStopped();
    } catch (RuntimeException | VerificationException e) {
      ledger.broken("unexpected: " + e);
    }
  }

  private void arm() {
    Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
    if (fault.isOfWrites() && random.nextInt(3) == 0) {
      String target = TARGETS.get(random.nextInt(TARGETS.size()));
      steps.add(fault + " at " + target);
      disk.failAt(target, fault);
      return;
    }
    int count = random.nextInt(random.nextInt(3) == 0 ? OPERATIONS / 4 : OPERATIONS);
    steps.add(fault + " after " + count);
    disk.failAfter(count, fault);
  }

  /** Whatever failed, the same process appends nothing more. */
  private void requireStopped() {
    if (running == null) {
      return;
    }
    try {
      running.append(List.of(Bytes.utf8("too late")));
      ledger.broken("appended after a failure");
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("the log stopped, restart it")) {
        ledger.broken("no reason to restart in: " + e.getMessage());
      }
    }
  }

  private TransparencyLog start() throws IOException, VerificationException {
    Disk careless = how.over(disk);
    boolean begun = FileStore.holdsLog(careless, Logs.DIRECTORY);
    LogStore store = how.over(new RecordingStore(FileStore.open(careless, Logs.DIRECTORY), ledger));
    phase += random.nextInt(6) == 0 ? 1 : 0;
    TransparencyLog log = begun ? open(store) : create(store);
    running = log;
    disk.undisturbed(true);
    ledger.compare(log);
    boolean isPublished = store.published().isPresent();
    if (isPublished) {
      ledger.compareWithPublic(disk, log);
    }
    disk.undisturbed(false);
    log.publish();
    return log;
  }

  private TransparencyLog create(LogStore store) throws IOException {
    List<Bytes> policy = List.of(entry());
    if (ledger.isEmpty()) {
      ledger.attempt(policy);
    }
    return TransparencyLog.create(store, options(Publication.AT_ONCE), policy.getFirst());
  }

  private TransparencyLog open(LogStore store) throws IOException {
    boolean witnessed = random.nextInt(3) == 0;
    return TransparencyLog.open(store, options(witnessed ? this::release : Publication.AT_ONCE));
  }

  /** Witnesses who have the head now; one time in three too few of them answer, and we give up. */
  private Optional<SignedCheckpoint> release(SignedCheckpoint signed, LogReader tree) {
    ledger.out(signed);
    if (random.nextInt(3) == 0 && running != null) {
      steps.add("withheld");
      running.stopWaiting();
      return Optional.empty();
    }
    return Optional.of(signed.with(List.of(COSIGNATURE)));
  }

  private LogOptions options(Publication publication) {
    return new LogOptions(Logs.ORIGIN, keys(), publication, StepObserver.NONE);
  }

  /** Each key alone, then the next beside it, then the next alone, and so on. */
  private LogKeys keys() {
    boolean both = phase % 2 == 1;
    SigningKey first = KEYS.get(phase / 2 % KEYS.size());
    SigningKey second = KEYS.get((phase / 2 + 1) % KEYS.size());
    List<VerificationKey> retired =
        KEYS.stream()
            .filter(key -> key != first && (!both || key != second))
            .map(SigningKey::publicKey)
            .toList();
    return both
        ? new LogKeys(second, List.of(first), retired)
        : new LogKeys(first, List.of(), retired);
  }

  private void append(TransparencyLog log) throws IOException, VerificationException {
    List<Bytes> batch = new ArrayList<>();
    for (int i = batchSize(log.size()); i > 0; i--) {
      batch.add(entry());
    }
    steps.add("append " + batch.size() + " at " + log.size());
    ledger.attempt(batch);
    TransparencyLog.Appended appended = log.append(batch);
    disk.undisturbed(true);
    ledger.acknowledge(appended, keys().current().publicKey());
    disk.undisturbed(false);
  }

  /** Often just below, at or above the end of a tile. */
  private int batchSize(long size) {
    int missing = (int) (TilePath.FULL - size % TilePath.FULL);
    return switch (random.nextInt(8)) {
      case 0 -> TilePath.FULL - 1 + random.nextInt(3);
      case 1, 2 -> Math.max(1, missing - 1 + random.nextInt(3));
      case 3 -> 1 + random.nextInt(60);
      default -> 1 + random.nextInt(3);
    };
  }

  /** Never the same twice, so that no batch can be taken for another. */
  private Bytes entry() {
    int padding = random.nextInt(40) == 0 ? 2000 : random.nextInt(30);
    return Bytes.utf8("entry " + entryCount++ + " ".repeat(padding));
  }
}
