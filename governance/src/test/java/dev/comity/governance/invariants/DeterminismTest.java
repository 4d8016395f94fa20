package dev.comity.governance.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.governance.Reducer;
import dev.comity.governance.Result;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The same entries give the same digest, wherever and however they are replayed. */
class DeterminismTest {
  private static final List<String> SEEDS = List.of("5", "6", "7");

  /** Locale, time zone, encoding and compiler as foreign as they come. */
  private static final List<String> ABROAD =
      List.of(
          "-Duser.language=tr",
          "-Duser.country=TR",
          "-Duser.timezone=Asia/Kathmandu",
          "-Dfile.encoding=ISO-8859-1",
          "-XX:TieredStopAtLevel=1");

  /** This Java under other settings, and every other Java that is installed where Javas are. */
  @TestFactory
  Stream<DynamicTest> digest_isTheSameOnEveryMachine() throws IOException {
    List<String> expected = SEEDS.stream().map(seed -> Digests.of(Long.parseLong(seed))).toList();
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> others = Files.list(installed)) {
        others.filter(DeterminismTest::runsThis).forEach(homes::add);
      }
    }
    return homes.stream()
        .map(
            home ->
                DynamicTest.dynamicTest(
                    home.toString(), () -> assertThat(digests(home)).isEqualTo(expected)));
  }

  /** By the class file version of what is tested here. */
  private static boolean runsThis(Path home) {
    try {
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.readString(home.resolve("release"))
              .matches("(?s).*JAVA_VERSION=\"(2[1-9]|[3-9][0-9])[.\"].*");
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> digests(Path home) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(ABROAD);
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", path, Digests.class.getName()));
    command.addAll(SEEDS);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output
        .lines()
        .filter(line -> line.startsWith("digest "))
        .map(line -> line.substring("digest ".length()))
        .toList();
  }

  /** Statements that arrive in another order make another log, which replays as surely. */
  @Test
  void shuffledDelivery_isReplayedToItsOwnDigest() {
    for (long seed = 1; seed <= 5; seed++) {
      List<Said> said = new ArrayList<>(Play.of(Constitution.REAL, seed, 200).said());
      Random random = new Random(seed);
      for (int from = Cast.SIZE + 3; from + 12 <= said.size(); from += 12) {
        Collections.shuffle(said.subList(from, from + 12), random);
      }
      List<Statement> log = new ArrayList<>();
      State state = State.EMPTY;
      for (Said one : said) {
        Said now = one.in(state);
        if (Reducer.reduce(state, Reducer.next(state, now.statement()))
            instanceof Result.Applied done) {
          state = done.next();
          log.add(now.statement());
        }
      }
      State again = State.EMPTY;
      for (Statement statement : log) {
        again = ((Result.Applied) Reducer.reduce(again, Reducer.next(again, statement))).next();
      }
      assertThat(again.digest()).isEqualTo(state.digest());
      assertThat(log.size()).isGreaterThan(50);
    }
  }
}
