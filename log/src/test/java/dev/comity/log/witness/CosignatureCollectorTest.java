package dev.comity.log.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.AddCheckpoint;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.Cosignature;
import dev.comity.log.proof.SignedCheckpoint;
import dev.comity.log.proof.WitnessPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three witnesses over HTTP: an honest one, one that lies, one that is slow. */
class CosignatureCollectorTest {
  private static final MemoryLog LOG = MemoryLog.honest();

  /** For tests in which everybody answers: however busy the machine is, all are heard. */
  private static final CosignatureCollector.Patience PATIENCE =
      new CosignatureCollector.Patience(Duration.ofSeconds(30), Duration.ofSeconds(30));

  /** For tests in which somebody never answers and there are enough others. */
  private static final CosignatureCollector.Patience LITTLE_GRACE =
      new CosignatureCollector.Patience(Duration.ofMillis(50), Duration.ofSeconds(30));

  /** For tests in which somebody never answers and is needed. */
  private static final CosignatureCollector.Patience LITTLE_TIME =
      new CosignatureCollector.Patience(Duration.ofSeconds(4), Duration.ofSeconds(4));

  @TempDir Path directory;
  private WitnessServer honest;
  private WitnessServer liar;
  private WitnessServer slow;

  @BeforeEach
  void start() throws IOException {
    honest = new WitnessServer("honest", directory.resolve("honest"));
    liar = new WitnessServer("liar", directory.resolve("liar"));
    slow = new WitnessServer("slow", directory.resolve("slow"));
  }

  @AfterEach
  void stop() throws IOException {
    honest.close();
    liar.close();
    slow.close();
  }

  private WitnessPolicy policy(String quorum) {
    try {
      return WitnessPolicy.parse(
          Bytes.utf8(
              honest.policyLine()
                  + liar.policyLine()
                  + slow.policyLine()
                  + "group g "
                  + quorum
                  + " honest liar slow\nquorum g\n"));
    } catch (VerificationException e) {
      throw new IllegalStateException(e);
    }
  }

  private CosignatureCollector collector(String quorum, CosignatureCollector.Patience patience) {
    return new CosignatureCollector(policy(quorum), patience, Clock.systemUTC());
  }

  private static Optional<SignedCheckpoint> release(CosignatureCollector collector, int size)
      throws Exception {
    return release(collector, LOG, size);
  }

  private static Optional<SignedCheckpoint> release(
      CosignatureCollector collector, MemoryLog log, int size) throws Exception {
    return collector.release(log.at(size), log.reader(size));
  }

  private static void assertLie(CosignatureCollector collector, WitnessFault fault, String how) {
    WitnessStatus status = collector.status("liar");
    assertThat(status.lastFault()).contains(fault);
    assertThat(fault.isAlarm()).isTrue();
    assertThat(status.alarmCount()).isEqualTo(1);
    assertThat(status.lastDetail()).contains(how);
  }

  @Test
  void release_withThreeHonestWitnesses_hasTheCosignaturesOfAll() throws Exception {
    try (CosignatureCollector collector = collector("all", PATIENCE)) {
      for (int size : new int[] {1, 2, 5, 200}) {
        SignedCheckpoint released = release(collector, size).orElseThrow();
        assertThat(released.checkpoint()).isEqualTo(LOG.at(size).checkpoint());
        released.requireLog(LOG.noteKey());
        assertThat(policy("all").requireQuorum(released).cosignatures())
            .containsOnlyKeys("honest", "liar", "slow");
      }
      assertThat(collector.isWithheld()).isFalse();
      WitnessStatus status = collector.status("honest");
      assertThat(status.cosignedCount()).isEqualTo(4);
      assertThat(status.lastSize()).isEqualTo(200);
      assertThat(status.lastLatencyNanos()).isPositive();
      assertThat(status.failureCount()).isZero();
    }
    assertThat(honest.requests()).isEqualTo(4);
  }

  @Test
  void release_ofTheSameCheckpointAgain_asksNobody() throws Exception {
    try (CosignatureCollector collector = collector("all", PATIENCE)) {
      SignedCheckpoint first = release(collector, 5).orElseThrow();
      assertThat(release(collector, 5)).contains(first);
    }
    assertThat(honest.requests()).isEqualTo(1);
  }

  @Test
  void release_withOneSlowWitness_goesOnWithTwoAndReportsIt() throws Exception {
    slow.fallSilent();
    try (CosignatureCollector collector = collector("2", LITTLE_GRACE)) {
      SignedCheckpoint released = release(collector, 5).orElseThrow();
      assertThat(policy("2").requireQuorum(released).cosignatures())
          .containsOnlyKeys("honest", "liar");
      assertThat(collector.status("slow").lastFault()).contains(WitnessFault.SILENT);
      assertThat(collector.status("slow").lastDetail()).startsWith("no answer within");
      assertThat(collector.status("slow").alarmCount()).isZero();
      slow.behave();
      assertThat(release(collector, 6)).isPresent();
    }
  }

  @Test
  void release_withOneLyingAndOneSlowWitness_isWithheldUntilThereAreTwo() throws Exception {
    liar.answerWith(body -> cosignAs(body, Checkpoint::new));
    slow.fallSilent();
    try (CosignatureCollector collector = collector("2", LITTLE_TIME)) {
      assertThat(release(collector, 5)).isEmpty();
      assertThat(collector.isWithheld()).isTrue();
      assertThat(collector.status("honest").cosignedCount()).isEqualTo(1);
      assertLie(collector, WitnessFault.INVALID, "does not verify");
      assertThat(collector.status("slow").lastFault()).contains(WitnessFault.SILENT);
      slow.behave();
      SignedCheckpoint released = release(collector, 5).orElseThrow();
      assertThat(policy("2").requireQuorum(released).cosignatures())
          .containsOnlyKeys("honest", "slow");
      assertThat(collector.isWithheld()).isFalse();
    }
    assertThat(honest.requests()).isEqualTo(1);
  }

  @Test
  void release_withOneLyingAndOneSlowWitness_isGrantedWhenOneSuffices() throws Exception {
    liar.answerWith(body -> cosignAs(body, Checkpoint::new));
    slow.fallSilent();
    try (CosignatureCollector collector = collector("any", LITTLE_GRACE)) {
      SignedCheckpoint released = release(collector, 5).orElseThrow();
      assertThat(policy("any").requireQuorum(released).cosignatures()).containsOnlyKeys("honest");
    }
  }

  /** Makes another checkpoint of the one asked for. */
  private interface Changed {
    Checkpoint of(String origin, long size, dev.comity.core.Hash root);
  }

  /** A real cosignature of the liar, but of something else: the size before. */
  private WitnessAnswer cosignAs(Bytes body, Changed changed) {
    Checkpoint asked = parsed(body).checkpoint().checkpoint();
    Checkpoint other = changed.of(asked.origin(), asked.size() - 1, asked.root());
    String line = Cosignature.sign("liar.example", liar.key(), other, 7).line();
    return WitnessAnswer.text(200, line);
  }

  private static AddCheckpoint parsed(Bytes body) {
    try {
      return AddCheckpoint.parse(body);
    } catch (VerificationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void release_whenAWitnessRolledBack_detectsIt() throws Exception {
    try (CosignatureCollector collector = collector("2", PATIENCE)) {
      assertThat(release(collector, 7)).isPresent();
      liar.forgetEverything("again");
      assertThat(liar.witness().addCheckpoint(LOG.request(0, 5)).status()).isEqualTo(200);
      SignedCheckpoint released = release(collector, 9).orElseThrow();
      assertThat(policy("2").requireQuorum(released).cosignatures()).doesNotContainKey("liar");
      assertLie(collector, WitnessFault.ROLLED_BACK, "cosigned size 7 before");
    }
  }

  @Test
  void remember_ofThePublishedCheckpoint_detectsARollbackAcrossARestart() throws Exception {
    SignedCheckpoint published;
    try (CosignatureCollector collector = collector("all", PATIENCE)) {
      published = release(collector, 7).orElseThrow();
    }
    liar.forgetEverything("again");
    assertThat(liar.witness().addCheckpoint(LOG.request(0, 5)).status()).isEqualTo(200);
    try (CosignatureCollector collector = collector("2", PATIENCE)) {
      collector.remember(published);
      assertThat(release(collector, 9)).isPresent();
      assertLie(collector, WitnessFault.ROLLED_BACK, "now remembers only 5");
    }
  }

  @Test
  void release_whenAWitnessVouchedForAnotherTree_detectsTheSplitView() throws Exception {
    MemoryLog fork = MemoryLog.forkedAt(3);
    assertThat(liar.witness().addCheckpoint(fork.request(0, 7)).status()).isEqualTo(200);
    try (CosignatureCollector collector = collector("2", PATIENCE)) {
      assertThat(release(collector, 7)).isPresent();
      assertLie(collector, WitnessFault.KNOWS_OTHER_TREE, "another tree of size 7");
      // The witness, which was honest to somebody else, has both checkpoints that the log signed.
      assertThat(liar.witness().evidence().splitViews()).isEqualTo(1);
    }
  }

  @Test
  void release_whenAWitnessKnowsALargerTree_raisesAnAlarm() throws Exception {
    assertThat(liar.witness().addCheckpoint(LOG.request(0, 9)).status()).isEqualTo(200);
    try (CosignatureCollector collector = collector("2", PATIENCE)) {
      assertThat(release(collector, 7)).isPresent();
      assertLie(collector, WitnessFault.KNOWS_LARGER_TREE, "claims size 9");
    }
  }

  @Test
  void release_whenTheLogForks_isWithheldByHonestWitnesses() throws Exception {
    try (CosignatureCollector collector = collector("2", PATIENCE)) {
      assertThat(release(collector, 7)).isPresent();
      MemoryLog fork = MemoryLog.forkedAt(3);
      assertThat(release(collector, fork, 9)).isEmpty();
      assertThat(collector.isWithheld()).isTrue();
      assertThat(collector.status("honest").lastFault()).contains(WitnessFault.REFUSED);
      assertThat(collector.status("honest").lastDetail()).startsWith("422: ");
      assertThat(honest.witness().evidence().unproved()).isEqualTo(1);
    }
  }

  @Test
  void release_afterARestartOfTheLog_learnsTheSizesByAConflict() throws Exception {
    try (CosignatureCollector collector = collector("all", PATIENCE)) {
      assertThat(release(collector, 7)).isPresent();
    }
    try (CosignatureCollector collector = collector("all", PATIENCE)) {
      assertThat(release(collector, 7)).isPresent();
      assertThat(release(collector, 12)).isPresent();
    }
    assertThat(honest.requests()).isEqualTo(4);
  }

  @Test
  void release_ofImpossibleAnswers_reportsEachAndCountsNone() throws Exception {
    assertReported(body -> WitnessAnswer.text(200, "nonsense"), WitnessFault.INVALID, "em dash");
    assertReported(
        body -> new WitnessAnswer(200, "text/plain", Bytes.EMPTY), WitnessFault.INVALID, "LF");
    assertReported(
        body -> WitnessAnswer.text(200, "— other.example AQIDBAU="),
        WitnessFault.INVALID,
        "no signature of its key");
    assertReported(
        body -> new WitnessAnswer(200, "text/plain", Bytes.of(new byte[70_000])),
        WitnessFault.SILENT,
        "more than 65536 bytes");
    assertReported(
        body -> WitnessAnswer.text(409, "5"), WitnessFault.INVALID, "409 without a size");
    assertReported(
        body -> new WitnessAnswer(409, WitnessAnswer.SIZE, Bytes.utf8("05\n")),
        WitnessFault.INVALID,
        "409 without a size");
    assertReported(
        body -> WitnessAnswer.conflict(0), WitnessFault.INVALID, "409 with the size that was sent");
    assertReported(body -> WitnessAnswer.conflict(3), WitnessFault.REFUSED, "409: 3");
    assertReported(body -> WitnessAnswer.text(404, "no\nlog"), WitnessFault.REFUSED, "404: no");
    assertReported(body -> WitnessAnswer.text(403, ""), WitnessFault.REFUSED, "403: ");
    assertReported(body -> WitnessAnswer.text(503, "later"), WitnessFault.REFUSED, "503: later");
  }

  private void assertReported(
      java.util.function.Function<Bytes, WitnessAnswer> answer, WitnessFault fault, String detail)
      throws Exception {
    liar.answerWith(answer);
    try (CosignatureCollector collector = collector("2", PATIENCE)) {
      SignedCheckpoint released = release(collector, 7).orElseThrow();
      assertThat(policy("2").requireQuorum(released).cosignatures()).doesNotContainKey("liar");
      assertThat(collector.status("liar").lastFault()).as(detail).contains(fault);
      assertThat(collector.status("liar").lastDetail()).contains(detail).doesNotContain("\n");
    }
  }

  /** Bytes that break HTTP must not break the log. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 99999999999 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx",
        "HTTP/1.1 200 OK\r\n: \r\n\r\n",
        "HTTP/1.1 200 OK\r\na b: c\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: ftp://x y\r\nContent-Length: 0\r\n\r\n"
      })
  void release_whenAWitnessAnswersNoHttp_reportsIt(String answer) throws Exception {
    try (RawServer raw = new RawServer(answer)) {
      WitnessPolicy policy =
          WitnessPolicy.parse(
              Bytes.utf8(
                  honest.policyLine()
                      + "witness liar %s http://127.0.0.1:%d/\nquorum honest\n"
                          .formatted(liar.noteKey().encode(), raw.port())));
      try (CosignatureCollector collector =
          new CosignatureCollector(policy, PATIENCE, Clock.systemUTC())) {
        assertThat(release(collector, 7)).isPresent();
        assertThat(collector.status("liar").lastFault().orElseThrow())
            .isIn(WitnessFault.SILENT, WitnessFault.REFUSED, WitnessFault.INVALID);
        assertThat(collector.status("liar").lastDetail()).isNotBlank();
      }
    }
  }

  @Test
  void release_whenAWitnessCannotBeReached_reportsIt() throws Exception {
    liar.stop();
    try (CosignatureCollector collector = collector("2", PATIENCE)) {
      assertThat(release(collector, 7)).isPresent();
      assertThat(collector.status("liar").lastFault()).contains(WitnessFault.SILENT);
      assertThat(collector.status("liar").lastDetail()).isEqualTo("cannot be reached");
    }
  }

  @Test
  void release_withFurtherSignaturesInTheAnswer_takesTheWitnesssOwn() throws Exception {
    liar.answerWith(
        body -> {
          WitnessAnswer own = liar.witness().addCheckpoint(body);
          return new WitnessAnswer(
              own.status(),
              own.contentType(),
              Bytes.utf8("— other.example AQIDBAU=\n").concat(own.body()));
        });
    try (CosignatureCollector collector = collector("all", PATIENCE)) {
      assertThat(release(collector, 7).orElseThrow().note().signatures()).hasSize(4);
    }
  }

  @Test
  void status_ofAWitnessWithAnotherClock_reportsTheDifference() throws Exception {
    Instant early = Instant.now().minusSeconds(3_600);
    Clock behind = Clock.fixed(early, ZoneOffset.UTC);
    try (CosignatureCollector collector =
        new CosignatureCollector(policy("all"), PATIENCE, behind)) {
      assertThat(release(collector, 7)).isPresent();
      assertThat(collector.status("honest").clockSkewSeconds()).isGreaterThanOrEqualTo(3_600);
    }
  }

  @Test
  void collector_ofAPolicyThatItCannotSatisfy_isRefused() throws Exception {
    UnaryOperator<String> withoutUrl = line -> line.replaceAll(" http.*", "");
    WitnessPolicy policy =
        WitnessPolicy.parse(
            Bytes.utf8(
                honest.policyLine()
                    + withoutUrl.apply(slow.policyLine())
                    + "group g all honest slow\nquorum g\n"));
    assertThatThrownBy(() -> new CosignatureCollector(policy, PATIENCE, Clock.systemUTC()))
        .hasMessageContaining("witnesses that have no address");
    WitnessPolicy ftp =
        WitnessPolicy.parse(
            Bytes.utf8(honest.policyLine().replace("http:", "ftp:") + "quorum honest\n"));
    assertThatThrownBy(() -> new CosignatureCollector(ftp, PATIENCE, Clock.systemUTC()))
        .hasMessageContaining("expected the http or https address of a witness");
  }

  @Test
  void release_withoutWitnesses_isGrantedAsItIs() throws Exception {
    try (CosignatureCollector collector =
        new CosignatureCollector(WitnessPolicy.NONE, PATIENCE, Clock.systemUTC())) {
      assertThat(release(collector, 3)).contains(LOG.at(3));
    }
  }
}
