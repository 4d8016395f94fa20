package dev.comity.bench.jmh;

import dev.comity.bench.Author;
import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.governance.Replay;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import dev.comity.node.NativeCrypto;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** The fold over a log with every signature and rule checked, on one thread, from memory. */
@org.openjdk.jmh.annotations.State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReplayBenchmark {
  private static final int ENTRIES = 5_000;
  private static final int AUTHORS = 100;
  private static final String ORIGIN = "example.org/bench";
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  @Param({"EDDSA", "ES256"})
  Algorithm algorithm = Algorithm.EDDSA;

  private final List<Bytes> log = new ArrayList<>();

  /** Policy, clock, then parties that rename themselves. */
  @Setup
  public void write() throws VerificationException {
    NativeCrypto.choose();
    log.clear();
    SecureRandom random = new SecureRandom();
    SigningKey operator = SigningKey.generate(Algorithm.EDDSA, random);
    SigningKey logKey = SigningKey.generate(Algorithm.EDDSA, random);
    log.add(policy(operator, logKey).sign(operator, ORIGIN, 1, NOW).entry());
    log.add(clock().sign(operator, ORIGIN, 2, NOW).entry());
    List<Author> authors = new ArrayList<>();
    for (int i = 0; i < AUTHORS; i++) {
      authors.add(new Author(SigningKey.generate(algorithm, random), ORIGIN, Optional.empty(), 0));
    }
    while (log.size() < ENTRIES) {
      log.add(authors.get(log.size() % AUTHORS).next());
    }
  }

  private static Draft policy(SigningKey operator, SigningKey logKey) {
    Json.Obj fields =
        Json.object()
            .put("logKey", logKey.publicKey().toJwk())
            .put("operatorKey", operator.publicKey().toJwk())
            .put("operatorName", Json.object().put("en", "bench").put("zh", "bench").build())
            .put("algorithms", new Json.Arr(List.of(Json.of("EdDSA"), Json.of("ES256"))))
            .build();
    return new Draft(BodyType.POLICY, "policy", fields);
  }

  private static Draft clock() {
    return new Draft(BodyType.CLOCK, "clock", Json.object().put("now", NOW.toString()).build());
  }

  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public State replay() throws VerificationException {
    Replay replay = new Replay();
    for (Bytes entry : log) {
      replay.next(entry);
    }
    return replay.state();
  }
}
