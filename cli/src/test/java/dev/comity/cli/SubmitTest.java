package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.comity.core.Bytes;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborEncoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity submit} against communities that refuse, are busy, or are none. */
class SubmitTest {
  private static final String PROBLEM = "application/concise-problem-details+cbor";

  /** What the community answers, one after the other; the last one for ever. */
  private record Answer(int status, String contentType, Map<String, String> headers, Bytes body) {}

  @TempDir private Path folder;
  private Path statement = Path.of("");
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final Cli cli = Cli.in(Map.of());
  private HttpServer server;
  private String url = "";

  SubmitTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() throws IOException {
    server.createContext("/c/busy/entries", this::answer);
    server.start();
    url = "http://localhost:" + server.getAddress().getPort() + "/c/busy";
    statement = folder.resolve("s.cose");
    Path key = folder.resolve("key.jwk");
    Path body = Files.writeString(folder.resolve("body.yaml"), "system: a\n");
    assertThat(cli.run("keygen", "-o", key).exitCode()).isZero();
    assertThat(
            cli.run("sign", "request", body, "--key", key, "--log", "a", "-o", statement)
                .exitCode())
        .isZero();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
      exchange.getRequestBody().readAllBytes();
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      byte[] body = answer.body().toArray();
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer problem(int status, String title, String detail) {
    Cbor.Map map = Cbor.Map.EMPTY.with(-1, Cbor.of(title)).with(-2, Cbor.of(detail));
    return new Answer(status, PROBLEM, Map.of(), CborEncoder.encode(map));
  }

  private static Answer busy(int status, String retryAfter) {
    return new Answer(status, "text/plain", Map.of("Retry-After", retryAfter), Bytes.EMPTY);
  }

  private Cli.Ran submit() {
    return cli.run("submit", statement, "--to", url);
  }

  @Test
  void refusal_isOneLineWithTitleAndDetail() {
    answers.add(problem(400, "Rejected", "no-role\n(charter \u001b[1m)"));

    Cli.Ran ran = submit();

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines())
        .containsExactly("comity: " + url + ": refused (400): Rejected: no-role (charter  [1m)");
  }

  @Test
  void busyCommunity_isAskedAgainAsItWishesWithinBounds() {
    answers.add(busy(429, "3"));
    answers.add(busy(503, "86400"));
    answers.add(busy(503, "Wed, 21 Oct 2026 07:28:00 GMT"));
    answers.add(problem(400, "Rejected", "at last"));

    Cli.Ran ran = submit();

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(cli.pauses()).containsExactly(3L, 30L, 1L);
  }

  @Test
  void communityThatStaysBusy_isGivenUp() {
    answers.add(busy(503, "1"));

    Cli.Ran ran = submit();

    assertThat(ran.exitCode()).isEqualTo(5);
    assertThat(ran.err()).contains("still busy after 8 attempts");
    assertThat(cli.pauses()).hasSize(7);
  }

  private static Answer running(int status) {
    return new Answer(
        status, "", Map.of("Location", "/c/busy/entries/1", "Retry-After", "2"), Bytes.EMPTY);
  }

  @Test
  void registrationInTheBackground_isPolledUntilItsOutcome() {
    answers.add(running(202));
    answers.add(running(204));
    answers.add(running(204));
    answers.add(problem(404, "Registration Failed", "no luck"));

    Cli.Ran ran = submit();

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("refused (404): Registration Failed: no luck");
    assertThat(cli.pauses()).containsExactly(2L, 2L, 2L);
  }

  @Test
  void registrationThatNeverEnds_isGivenUpWithItsAddress() {
    answers.add(running(202));
    answers.add(running(204));

    Cli.Ran ran = submit();

    assertThat(ran.exitCode()).isEqualTo(5);
    assertThat(ran.err()).contains("/c/busy/entries/1: still registering");
    assertThat(cli.pauses()).hasSize(60);
  }

  @Test
  void registrationElsewhere_isNotFollowed() {
    answers.add(new Answer(202, "", Map.of("Location", "http://elsewhere.example/1"), Bytes.EMPTY));

    Cli.Ran ran = submit();

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("does not say where to ask");
  }

  @Test
  void receiptThatIsNone_isNotKept() {
    answers.add(
        new Answer(201, "application/cose", Map.of("Location", "/x"), Bytes.utf8("nonsense")));

    Cli.Ran ran = submit();

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("said it logged the statement, but");
    assertThat(ReceiptFiles.receiptOf(statement)).doesNotExist();
  }

  @Test
  void answerThatIsNoProblem_asksForTheAddress() {
    answers.add(new Answer(404, "text/html", Map.of(), Bytes.utf8("<h1>no</h1>")));

    Cli.Ran ran = submit();

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("refused (404); is this the address of a community?");
  }

  @Test
  void endlessAnswer_isRefused() {
    answers.add(new Answer(400, PROBLEM, Map.of(), Bytes.of(new byte[100_000])));

    Cli.Ran ran = submit();

    assertThat(ran.exitCode()).isEqualTo(5);
    assertThat(ran.err()).contains("expected at most 65536 bytes in the answer");
  }

  @Test
  void nobodyThere_isUnreachable() {
    server.stop(0);

    Cli.Ran ran = submit();

    assertThat(ran.exitCode()).isEqualTo(5);
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err()).contains("/c/busy/entries: cannot be reached; is the node running?");
    assertThat(cli.pauses()).hasSize(7).containsOnly(1L);
  }

  @Test
  void severalAddresses_areTriedInTurn() {
    answers.add(busy(503, "2"));
    answers.add(problem(400, "Rejected", "by the second"));
    String nobody = "http://localhost:1/c/busy";

    Cli.Ran ran = cli.run("submit", statement, "--to", nobody, "--to", url);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains(url + ": refused (400): Rejected: by the second");
    assertThat(cli.pauses()).containsExactly(1L, 2L, 1L);
  }

  @Test
  void addressThatIsNone_isBadInput() {
    Cli.Ran ran = cli.run("submit", statement, "--to", "localhost:7070");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("expected the address of a community such as http://");
  }

  @Test
  void receiptWithoutAFolder_isFoundBeforeAnythingIsSent() {
    Cli.Ran ran = cli.run("submit", statement, "--to", url, "-o", folder.resolve("no/r.cbor"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("expected a file in an existing folder");
  }
}
