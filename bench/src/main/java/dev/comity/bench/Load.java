package dev.comity.bench;

import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.CryptoProvider;
import dev.comity.core.crypto.SigningKey;
import dev.comity.node.NativeCrypto;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Submits signed statements to a running node and prints how many came back with a receipt. */
public final class Load {
  private static final Set<String> OPTIONS =
      Set.of("--url", "--connections", "--seconds", "--alg", "--warmup", "--type", "--ahead");

  /** Memory for statements that wait: about a kilobyte each. */
  private static final int MOST_AHEAD = 200_000;

  private static final int AHEAD_PER_SECOND = 12_000;

  private Load() {}

  /** Prints one JSON object; exits with 2 when there is nothing to report. */
  public static void main(String[] arguments) throws IOException {
    NativeCrypto.choose();
    try {
      System.out.println(run(new Options(arguments, OPTIONS)).json());
    } catch (CannotRun e) {
      System.err.println("load: " + e.getMessage());
      System.exit(2);
    }
  }

  private static Outcome run(Options options) throws CannotRun, IOException {
    Target target = Target.parse(options.required("--url"));
    int connections = options.number("--connections", 1, 20_000);
    int seconds = options.number("--seconds", 1, 3_600);
    int warmup = options.number("--warmup", 3, 0, 3_600);
    Algorithm algorithm = algorithm(options.required("--alg"));
    Optional<String> type = Optional.of(options.text("--type", "")).filter(t -> !t.isEmpty());
    int most = Math.min(MOST_AHEAD, (warmup + seconds) * AHEAD_PER_SECOND);
    int ahead = options.number("--ahead", most, 0, 10_000_000);

    CommunityLog log = CommunityLog.of(target);
    List<Author> authors = authors(connections, algorithm, log.origin(), type);
    authors.parallelStream().forEach(author -> author.signAhead(Math.max(1, ahead / connections)));
    ReceiptSample sample = new ReceiptSample(log);
    Additions additions = new Additions(target, authors, sample);
    CpuMeter meter = new CpuMeter(target);
    Outcome outcome =
        new Run(target.address(), connections, additions, new Window(warmup, seconds, meter)).run();
    int wrong = sample.wrong();
    System.err.println(
        Summary.of(outcome, meter)
            + "; "
            + sample.size()
            + " receipts verified, "
            + wrong
            + " wrong; "
            + additions.signedDuringRun()
            + " statements signed during the run ("
            + CryptoProvider.current().name()
            + ")");
    return outcome.withErrors(wrong);
  }

  private static Algorithm algorithm(String name) throws CannotRun {
    return switch (name) {
      case "ed25519" -> Algorithm.EDDSA;
      case "es256" -> Algorithm.ES256;
      default -> throw new CannotRun("--alg: expected ed25519 or es256, found " + name);
    };
  }

  private static List<Author> authors(
      int count, Algorithm algorithm, String origin, Optional<String> type) {
    SecureRandom random = new SecureRandom();
    long now = Instant.now().getEpochSecond();
    return IntStream.range(0, count)
        .mapToObj(i -> new Author(SigningKey.generate(algorithm, random), origin, type, now))
        .toList();
  }
}
