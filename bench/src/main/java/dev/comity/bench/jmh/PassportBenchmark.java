package dev.comity.bench.jmh;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.governance.passport.Passport;
import dev.comity.governance.passport.PassportReport;
import dev.comity.governance.passport.PassportVerifier;
import dev.comity.node.NativeCrypto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Checking a passport offline, from the bytes of its file: receipts, signatures, rulebooks compiled
 * and the decision derived again. Name the file with {@code -p file=…}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PassportBenchmark {
  @Param("passport.json")
  String file = "passport.json";

  @Param({"jdk", "native"})
  String signatures = "jdk";

  private Bytes content = Bytes.EMPTY;

  @Setup
  public void read() throws IOException {
    if (signatures.equals("native")) {
      NativeCrypto.choose();
    }
    content = Bytes.of(Files.readAllBytes(Path.of(file)));
  }

  @Benchmark
  public PassportReport verify() throws VerificationException {
    return PassportVerifier.verify(Passport.parse(content));
  }
}
