package dev.comity.node;

import static dev.comity.node.ScittNode.COSE;
import static dev.comity.node.ScittNode.header;
import static dev.comity.node.ScittNode.title;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborDecoder;
import dev.comity.core.cose.CoseSign1;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.TransparentStatement;
import dev.comity.core.crypto.SigningKey;
import dev.comity.governance.RefusalCode;
import dev.comity.governance.refusal.Judgement;
import dev.comity.governance.refusal.RefusedStatementCheck;
import dev.comity.governance.refusal.SignedRefusal;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.ConsistencyReceipt;
import dev.comity.log.proof.Receipt;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** draft-ietf-scitt-scrapi-11, status by status, as HTTP. */
class ScrapiTest {
  private static final String CONCISE = "application/concise-problem-details+cbor";
  private static final SigningKey KNOWN = ScittNode.key();
  private static long seq = 1;

  @TempDir static Path data;
  private static ScittNode node;

  @BeforeAll
  static void start() throws Exception {
    node = ScittNode.start(data.resolve("node"));
    assertThat(node.register("/entries", party()).statusCode()).isEqualTo(201);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static Bytes party() throws Exception {
    return ScittNode.party(KNOWN, "one", seq++);
  }

  private static void problem(HttpResponse<byte[]> response, int status, String title)
      throws Exception {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(header(response, "Content-Type")).isEqualTo(CONCISE);
    assertThat(title(response)).isEqualTo(title);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/c/one"})
  void register_201_hasReceiptAndLocation(String base) throws Exception {
    Bytes statement = party();
    HttpResponse<byte[]> response = node.register(base + "/entries", statement);
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(header(response, "Content-Type")).isEqualTo(COSE);
    String location = header(response, "Location");
    assertThat(location).isEqualTo(base + "/entries/" + ScittNode.id(statement));
    Receipt.decode(Bytes.of(response.body())).verify(statement, node.community("one").logKey());

    HttpResponse<byte[]> resolved = node.get(location, "Accept", COSE);
    assertThat(resolved.statusCode()).isEqualTo(200);
    assertThat(header(resolved, "Content-Type")).isEqualTo(COSE);
    assertThat(header(resolved, "Location")).isEqualTo(location);
    Receipt.decode(Bytes.of(resolved.body())).verify(statement, node.community("one").logKey());
  }

  @Test
  void register_400_namesTheConditionByTheTitlesOfTheDraft() throws Exception {
    Bytes good = party();
    CoseSign1 message = CoseSign1.decode(good);
    problem(node.register("/entries", Bytes.utf8("no cbor")), 400, "Malformed request");
    problem(
        node.register("/entries", with(message, 1, Cbor.of(-37))), 400, "Bad Signature Algorithm");
    problem(
        node.register("/entries", ScittNode.unruly(ScittNode.key(), "one", 1)),
        400,
        "Confirmation Missing");
    Bytes detached =
        CoseSign1.of(
                message.protectedHeader(), Cbor.Map.EMPTY, Optional.empty(), message.signature())
            .encode();
    problem(node.register("/entries", detached), 400, "Payload Missing");
    problem(node.register("/entries", ScittNode.unruly(KNOWN, "one", seq++)), 400, "Rejected");
    byte[] flipped = good.toArray();
    flipped[flipped.length - 1] ^= 1;
    problem(node.register("/entries", Bytes.of(flipped)), 400, "Rejected");
  }

  private static Bytes with(CoseSign1 message, long label, Cbor value) {
    List<Cbor.Entry> entries = new ArrayList<>(message.protectedHeader().entries());
    entries.replaceAll(
        e -> e.label().equals(Cbor.of(label)) ? new Cbor.Entry(e.label(), value) : e);
    return CoseSign1.of(
            new Cbor.Map(entries), Cbor.Map.EMPTY, message.payload(), message.signature())
        .encode();
  }

  @Test
  void register_413_and415_areProblemsToo() throws Exception {
    problem(node.register("/entries", Bytes.of(new byte[65_536])), 413, "Malformed request");
    Bytes statement = party();
    for (String type :
        List.of("application/json", "text/plain", "application/cose; cose-type=\"cose-sign\"")) {
      HttpResponse<byte[]> refused = node.post("/entries", statement, "Content-Type", type);
      problem(refused, 415, "Malformed request");
      assertThat(header(refused, "Accept")).isEqualTo(COSE);
    }
    problem(node.post("/entries", statement), 415, "Malformed request");
    String exact = "Application/COSE; cose-type=\"cose-sign1\"";
    assertThat(node.post("/entries", statement, "Content-Type", exact).statusCode()).isEqualTo(201);
  }

  @Test
  void resolve_400_and404_areDistinct() throws Exception {
    problem(node.get("/entries/not-an-id"), 400, "Invalid locator");
    problem(node.get("/entries/" + "0".repeat(64)), 404, "Not Found");
    problem(node.get("/entries/999999"), 404, "Not Found");
    assertThat(node.get("/entries/0").statusCode()).isEqualTo(200);
  }

  /** A listener runs on the writer's thread: while it waits, the next batch does not begin. */
  private static final class Held {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Runnable stopListening;
    private final CompletableFuture<Answer> first;

    Held(Community community, Bytes statement) throws InterruptedException {
      stopListening = community.listen(additions -> hold());
      first = community.submit(statement);
      entered.await();
    }

    private void hold() {
      entered.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    void release() throws Exception {
      stopListening.run();
      released.countDown();
      first.get();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "respond-async, respond-async",
    "wait=0, wait=0",
    "'respond-async, wait=0', 'respond-async, wait=0'"
  })
  void register_202_then204Then200(String prefer, String applied) throws Exception {
    Bytes statement;
    String location;
    Held held = new Held(node.community("one"), party());
    try {
      statement = party();
      HttpResponse<byte[]> accepted = node.register("/entries", statement, "Prefer", prefer);
      assertThat(accepted.statusCode()).isEqualTo(202);
      assertThat(accepted.body()).isEmpty();
      assertThat(header(accepted, "Content-Length")).isEqualTo("0");
      assertThat(header(accepted, "Retry-After")).isEqualTo("1");
      assertThat(header(accepted, "Preference-Applied")).isEqualTo(applied);
      location = header(accepted, "Location");
      assertThat(location).isEqualTo("/entries/" + ScittNode.id(statement));

      HttpResponse<byte[]> running = node.get(location, "Accept", COSE);
      assertThat(running.statusCode()).isEqualTo(204);
      assertThat(running.body()).isEmpty();
      assertThat(header(running, "Retry-After")).isEqualTo("1");
      assertThat(header(running, "Cache-Control")).isEqualTo("no-store");
    } finally {
      held.release();
    }
    HttpResponse<byte[]> again = node.register("/entries", statement);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(header(again, "Location")).isEqualTo(location);
    HttpResponse<byte[]> resolved = node.get(location);
    assertThat(resolved.statusCode()).isEqualTo(200);
    Receipt.decode(Bytes.of(resolved.body())).verify(statement, node.community("one").logKey());
  }

  @Test
  void register_202_thatIsRefusedLater_is404WithTheSignedRefusal() throws Exception {
    Bytes unruly = ScittNode.unruly(KNOWN, "one", 1_000_000);
    String location;
    Held held = new Held(node.community("one"), party());
    try {
      HttpResponse<byte[]> accepted = node.register("/entries", unruly, "Prefer", "respond-async");
      assertThat(accepted.statusCode()).isEqualTo(202);
      location = header(accepted, "Location");
    } finally {
      held.release();
    }
    // Behind it in the same queue, so afterwards its outcome is known.
    assertThat(node.register("/entries", party()).statusCode()).isEqualTo(201);
    HttpResponse<byte[]> failed = node.get(location);
    problem(failed, 404, "Registration Failed");
    Cbor.Map body = (Cbor.Map) CborDecoder.decode(Bytes.of(failed.body()));
    Cbor.Octets refusal = (Cbor.Octets) body.get(Cbor.of("refusal")).orElseThrow();
    SignedRefusal signed = SignedRefusal.decode(refusal.bytes());
    assertThat(signed.body().refusal().code()).isEqualTo(RefusalCode.NOT_OPERATOR);
    Community community = node.community("one");
    List<Bytes> entries = new ArrayList<>();
    community.log().forEach(0, (index, entry) -> entries.add(entry));
    assertThat(RefusedStatementCheck.replay(signed, unruly, entries))
        .isInstanceOf(Judgement.Rightful.class);
  }

  /** The queue holds statements of unknown keys without having checked a signature. */
  @Test
  void register_429_saysWhenToComeBack() throws Exception {
    List<CompletableFuture<Answer>> waiting = new ArrayList<>();
    Community community = node.community("two");
    SigningKey key = ScittNode.key();
    Bytes declaration = ScittNode.party(key, "two", 1);
    Bytes filler = ScittNode.unruly(ScittNode.key(), "two", 1);
    Held held = new Held(community, declaration);
    try {
      while (waiting.isEmpty() || !waiting.getLast().isDone()) {
        waiting.add(community.submit(filler));
      }
      HttpResponse<byte[]> busy = node.register("/c/two/entries", ScittNode.party(key, "two", 2));
      problem(busy, 429, "Too Many Requests");
      assertThat(header(busy, "Retry-After")).isEqualTo("1");
    } finally {
      held.release();
    }
    waiting.getFirst().get();
    assertThat(node.register("/c/two/entries", ScittNode.party(key, "two", 2)).statusCode())
        .isEqualTo(201);
  }

  @Test
  void register_503_afterTheLogStopped_saysWhenToComeBack() throws Exception {
    try (ScittNode stopped = ScittNode.start(data.resolve("stopped"))) {
      stopped
          .community("one")
          .listen(
              additions -> {
                throw new IllegalStateException("the disk is gone");
              });
      SigningKey key = ScittNode.key();
      assertThat(stopped.register("/entries", ScittNode.party(key, "one", 1)).statusCode())
          .isIn(500, 503);
      HttpResponse<byte[]> refused = stopped.register("/entries", ScittNode.party(key, "one", 2));
      problem(refused, 503, "Service Unavailable");
      assertThat(header(refused, "Retry-After")).matches("[0-9]+");
    }
  }

  @Test
  void keys_areAKeySetAndEachByItsKid() throws Exception {
    HttpResponse<byte[]> set = node.get("/.well-known/scitt-keys", "Accept", "application/cbor");
    assertThat(set.statusCode()).isEqualTo(200);
    assertThat(header(set, "Content-Type")).isEqualTo("application/cbor");
    Cbor key = node.community("one").logKey().toCoseKey();
    assertThat(CborDecoder.decode(Bytes.of(set.body()))).isEqualTo(Cbor.array(key));
    String kid = node.community("one").logKey().keyId().bytes().base64Url();
    HttpResponse<byte[]> one = node.get("/.well-known/scitt-keys/" + kid);
    assertThat(one.statusCode()).isEqualTo(200);
    assertThat(header(one, "Content-Type")).isEqualTo("application/cbor");
    assertThat(CborDecoder.decode(Bytes.of(one.body()))).isEqualTo(key);
    problem(node.get("/.well-known/scitt-keys/" + kid.substring(1)), 404, "No such key");
    problem(node.get("/.well-known/scitt-keys/" + kid + "="), 404, "No such key");
  }

  @Test
  void errors_toAClientOfTheDraft_areConciseProblems() throws Exception {
    HttpResponse<byte[]> response =
        node.post(
            "/entries",
            Bytes.utf8("x"),
            "Accept",
            "application/cbor",
            "Accept",
            COSE,
            "Content-Type",
            COSE);
    problem(response, 400, "Malformed request");
  }

  @Test
  void root_isTheChosenCommunity_besideItsOwnPath() throws Exception {
    assertThat(node.get("/checkpoint").body()).isEqualTo(node.get("/c/one/checkpoint").body());
    assertThat(new String(node.get("/checkpoint").body(), java.nio.charset.StandardCharsets.UTF_8))
        .startsWith("test.example/one\n");
    String tile = "/tile/entries/000.p/" + size();
    assertThat(node.get(tile).body()).isEqualTo(node.get("/c/one" + tile).body());
    assertThat(node.get("/", "Accept", "text/html").statusCode()).isEqualTo(200);
  }

  private static long size() {
    return node.community("one").checkpoint().checkpoint().size();
  }

  @Test
  void roots_areFoundByHostWithoutPortAndCase() {
    Roots roots =
        new Roots(Optional.of("one"), new TreeMap<>(java.util.Map.of("b.EXAMPLE", "two")));
    assertThat(roots.at(Optional.of("B.example:7070"))).contains("two");
    assertThat(roots.at(Optional.of("c.example"))).contains("one");
    assertThat(roots.at(Optional.empty())).contains("one");
    assertThat(Roots.NONE.at(Optional.of("b.example"))).isEmpty();
    assertThatThrownBy(
            () -> new Roots(Optional.empty(), new TreeMap<>(java.util.Map.of("a:1", "x"))))
        .hasMessageContaining("--host-community");
    Roots wrong = new Roots(Optional.of("three"), new TreeMap<>());
    assertThatThrownBy(() -> wrong.requireAmong(new TreeMap<>(java.util.Map.of("one", 1))))
        .hasMessage("--root: there is no community \"three\" here, only [one]");
  }

  @Test
  void consistency_betweenTwoSizes_verifiesOffline() throws Exception {
    Checkpoint older =
        SignedCheckpoint.parse(Bytes.of(node.get("/checkpoint").body())).checkpoint();
    assertThat(node.register("/entries", party()).statusCode()).isEqualTo(201);
    Checkpoint newer =
        SignedCheckpoint.parse(Bytes.of(node.get("/checkpoint").body())).checkpoint();
    HttpResponse<byte[]> between =
        node.get("/c/one/consistency/" + older.size() + "/" + newer.size());
    assertThat(between.statusCode()).isEqualTo(200);
    assertThat(header(between, "Content-Type")).isEqualTo(COSE);
    ConsistencyReceipt.decode(Bytes.of(between.body()))
        .verify(older, node.community("one").logKey())
        .requireIn(newer);
    HttpResponse<byte[]> toNow = node.get("/consistency/" + older.size());
    ConsistencyReceipt.decode(Bytes.of(toNow.body()))
        .verify(older, node.community("one").logKey())
        .requireIn(newer);
    problem(node.get("/consistency/0"), 400, "Malformed request");
    problem(node.get("/consistency/x"), 400, "Malformed request");
    problem(node.get("/consistency/2/2"), 400, "Malformed request");
    problem(node.get("/consistency/1/999999"), 404, "Not Found");
  }

  @Test
  void transparentStatement_fromAnotherLog_isLoggedBare() throws Exception {
    Bytes statement = party();
    Receipt foreign = Receipt.decode(Bytes.of(node.get("/c/two/entries/1", "Accept", COSE).body()));
    Bytes transparent =
        new TransparentStatement(SignedStatement.decode(statement), List.of(foreign.encode()))
            .encode();
    HttpResponse<byte[]> response = node.register("/entries", transparent);
    assertThat(response.statusCode()).isEqualTo(201);
    String location = header(response, "Location");
    assertThat(Bytes.of(node.get("/c/one" + location + "/statement").body())).isEqualTo(statement);
  }

  @Test
  void node_withARootThatIsNotThere_doesNotStart() throws IOException {
    Roots roots = new Roots(Optional.of("nowhere"), new TreeMap<>());
    NodeOptions options =
        new NodeOptions(
            data.resolve("none"), "localhost", 0, java.time.Clock.systemUTC(), false, roots);
    assertThatThrownBy(() -> Node.start(options)).hasMessageContaining("--root: there is no");
  }
}
