package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Meets the seeds of {@link LogFuzzTest} and some thousand mutations of them, without a fuzzer. */
class FuzzCorpusTest {
  private static final long SEED = 20_261_121;
  private static final int ROUNDS = 4_000;

  @ParameterizedTest
  @EnumSource
  void meet_ofMutatedSeeds_refusesOrKeepsTheOnlyForm(FuzzTargets target) throws Exception {
    List<Bytes> seeds = seeds(target);
    assertThat(seeds).hasSizeGreaterThanOrEqualTo(2);
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] input =
          round < seeds.size()
              ? seeds.get(round).toArray()
              : mutated(seeds.get(round % seeds.size()), random);
      try {
        target.fuzz(input);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + round + ": " + Bytes.of(input), e);
      }
    }
  }

  /** Keeps the seeds honest: the first of each parser is well-formed. */
  @ParameterizedTest
  @EnumSource(names = {"NOTE", "CHECKPOINT", "INCLUSION", "CONSISTENCY", "ENTRY_BUNDLE"})
  void meet_ofTheGoodSeed_accepts(FuzzTargets target) throws Exception {
    target.meet(Bytes.of(Files.readAllBytes(directory(target).resolve("good"))));
  }

  /** Well-formed, and signed by a key of which nobody has heard. */
  @ParameterizedTest
  @EnumSource(names = "RECEIPT")
  void meet_ofTheGoodReceipt_findsAnUnknownKey(FuzzTargets target) throws Exception {
    try {
      target.meet(Bytes.of(Files.readAllBytes(directory(target).resolve("good"))));
    } catch (VerificationException e) {
      assertThat(e.code()).isEqualTo(VerificationException.Code.UNKNOWN_KEY);
    }
  }

  private static byte[] mutated(Bytes seed, Random random) {
    byte[] octets = seed.toArray();
    if (octets.length == 0) {
      return octets;
    }
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
    }
    Bytes changed = Bytes.of(octets);
    int cut = random.nextInt(octets.length);
    return switch (random.nextInt(4)) {
      case 0 -> changed.slice(0, cut).toArray();
      case 1 -> changed.concat(changed.slice(cut, octets.length)).toArray();
      default -> octets;
    };
  }

  private static List<Bytes> seeds(FuzzTargets target) throws IOException {
    try (Stream<Path> files = Files.list(directory(target))) {
      List<Path> sorted = files.sorted().toList();
      return sorted.stream().map(FuzzCorpusTest::read).toList();
    }
  }

  private static Bytes read(Path file) {
    try {
      return Bytes.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the fuzzer looks for the seeds of its method. */
  private static Path directory(FuzzTargets target) {
    StringBuilder method = new StringBuilder();
    for (String word : target.name().toLowerCase(Locale.ROOT).split("_")) {
      boolean first = method.isEmpty();
      method.append(
          first ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return Path.of(
        System.getProperty("comity.root"),
        "log/src/test/resources/dev/comity/log/LogFuzzTestInputs",
        method.toString());
  }
}
