package dev.comity.cli;

import static dev.comity.cli.DemoNode.COHERENCE;
import static dev.comity.cli.DemoNode.FLOOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.comity.core.Bytes;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.credential.Bitstring;
import dev.comity.governance.credential.CertificateCredential;
import dev.comity.governance.credential.SecuredCredential;
import dev.comity.governance.credential.StatusListCredential;
import dev.comity.governance.credential.StatusPurpose;
import dev.comity.node.KeyFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity credential verify} on what a node gave, and {@code comity passport credential}. */
@ExtendWith(DemoNode.Given.class)
class CredentialVerifyTest {
  private static final String SYSTEM = "/systems/gpt-4o-mini-public-answers/";

  private final DemoNode node;
  @TempDir private Path folder;

  CredentialVerifyTest(DemoNode node) {
    this.node = node;
  }

  private Path download(String path, String name) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Path> response =
          client.send(
              HttpRequest.newBuilder(URI.create(node.address(COHERENCE) + path)).build(),
              HttpResponse.BodyHandlers.ofFile(folder.resolve(name)));
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    }
  }

  private Path credential() throws Exception {
    return download(SYSTEM + "credential", "chat.vc.cose");
  }

  private Path operatorKey(String slug) throws Exception {
    Path key = node.directory(slug).resolve("keys/operator.jwk");
    return Files.writeString(
        folder.resolve(slug + "-operator.jwk"), KeyFile.read(key).publicKey().toJwk().compact());
  }

  @Test
  void credential_withItsStatusListsAndPassport_verifies() throws Exception {
    Cli.Ran ran =
        Cli.comity(
            "credential",
            "verify",
            credential(),
            "--operator-key",
            operatorKey(COHERENCE),
            "--status",
            download("/status/revocation", "revocation.cose"),
            "--status",
            download("/status/suspension", "suspension.cose"),
            "--passport",
            download(SYSTEM + "passport", "chat.passport"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("Verified: the operator signed this credential.")
        .contains("A demonstration, not a certification of anybody's product.")
        .containsPattern("revoked +no\n")
        .containsPattern("suspended +no\n")
        .contains("The passport proves what it says.");
  }

  @Test
  void credential_alone_saysWhatIsNotChecked() throws Exception {
    Path credential = credential();
    Path key = operatorKey(COHERENCE);

    Cli.Ran ran = Cli.comity("credential", "verify", credential, "--operator-key", key);
    Cli.Ran json = Cli.comity("credential", "verify", credential, "--operator-key", key, "--json");
    Cli.Ran chinese =
        Cli.comity("credential", "verify", credential, "--operator-key", key, "--lang", "zh");
    Cli.Ran expired =
        Cli.comity(
            "credential",
            "verify",
            credential,
            "--operator-key",
            key,
            "--at",
            "2027-06-01T08:00:00Z");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).containsPattern("revoked +NOT CHECKED").contains("the operator's word");
    assertThat(((Json.Obj) JsonParser.parse(json.out())).fields())
        .containsEntry("verified", Json.of(true))
        .containsEntry("certificateStatus", Json.of("active"))
        .containsEntry("status", Json.object().build())
        .containsEntry("proved", Json.of(false));
    assertThat(chinese.out()).contains("已核验：运营者签署了此凭证。");
    assertThat(expired.exitCode()).isZero();
    assertThat(expired.err()).contains("the certificate has expired");
  }

  @Test
  void credential_withoutOrUnderAnotherKey_isNotVerified() throws Exception {
    Path credential = credential();

    Cli.Ran without = Cli.comity("credential", "verify", credential);
    Cli.Ran other =
        Cli.comity("credential", "verify", credential, "--operator-key", operatorKey(FLOOR));
    Cli.Ran nonsense =
        Cli.comity(
            "credential", "verify", operatorKey(FLOOR), "--operator-key", operatorKey(FLOOR));

    assertThat(without.exitCode()).isEqualTo(1);
    assertThat(without.err()).contains("no signature was checked");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("not verified: credential: its issuer is");
    assertThat(nonsense.exitCode()).isEqualTo(2);
  }

  /** The operator makes the very same credential from the passport alone. */
  @Test
  void passportCredential_isWhatTheNodeGives() throws Exception {
    Path passport = download(SYSTEM + "passport", "chat.passport");
    Path made = folder.resolve("made.vc.cose");
    Object key = node.directory(COHERENCE).resolve("keys/operator.jwk");
    Object[] arguments = {
      "passport", "credential", passport, "--url", "https://demo.comity.local/" + COHERENCE
    };

    Cli.Ran ran = Cli.comity(Cli.with(arguments, "--key", key, "-o", made));
    Cli.Ran stranger =
        Cli.comity(
            Cli.with(
                arguments,
                "--key",
                node.directory(FLOOR).resolve("keys/operator.jwk"),
                "-o",
                folder.resolve("no")));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(made).hasSameBinaryContentAs(credential());
    assertThat(stranger.exitCode()).isEqualTo(1);
    assertThat(stranger.err()).contains("is not the key of the operator");
  }

  /** Lists that say what they want, under the operator's signature, where a credential asks. */
  @Test
  void fetch_getsTheListsThatTheCredentialNames() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try {
      String base = "http://localhost:" + server.getAddress().getPort() + "/c/x";
      SigningKey operator = KeyFile.read(node.directory(COHERENCE).resolve("keys/operator.jwk"));
      Path credential = made(base);
      long index =
          CertificateCredential.read(
                  SecuredCredential.decode(Bytes.of(Files.readAllBytes(credential))).credential())
              .suspension()
              .index();
      SortedSet<Long> set = new TreeSet<>();
      server.createContext(
          "/c/x/status/",
          exchange -> {
            StatusPurpose purpose =
                exchange.getRequestURI().getPath().endsWith("suspension")
                    ? StatusPurpose.SUSPENSION
                    : StatusPurpose.REVOCATION;
            byte[] list =
                list(base, purpose, purpose == StatusPurpose.SUSPENSION ? set : new TreeSet<>())
                    .sign(operator)
                    .encode()
                    .toArray();
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
            exchange.close();
          });
      server.start();
      Object[] arguments = {
        "credential", "verify", credential, "--operator-key", operatorKey(COHERENCE), "--fetch"
      };

      Cli.Ran good = Cli.comity(arguments);
      set.add(index);
      Cli.Ran suspended = Cli.comity(arguments);
      Cli.Ran late = Cli.comity(Cli.with(arguments, "--at", "2026-12-02T08:00:00Z"));

      assertThat(good.exitCode()).as(good.err()).isZero();
      assertThat(good.out()).containsPattern("revoked +no\n").containsPattern("suspended +no\n");
      assertThat(suspended.exitCode()).isEqualTo(1);
      assertThat(suspended.out()).containsPattern("suspended +YES\n");
      assertThat(suspended.err()).contains("the status list for suspension says");
      assertThat(late.exitCode()).isEqualTo(1);
      assertThat(late.err()).contains("get a newer one");
    } finally {
      server.stop(0);
    }
  }

  private Path made(String base) throws Exception {
    Path made = folder.resolve("made.vc.cose");
    Cli.Ran ran =
        Cli.comity(
            "passport",
            "credential",
            download(SYSTEM + "passport", "chat.passport"),
            "--url",
            base,
            "--key",
            node.directory(COHERENCE).resolve("keys/operator.jwk"),
            "-o",
            made);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return made;
  }

  private StatusListCredential list(String base, StatusPurpose purpose, SortedSet<Long> set) {
    StatusListCredential own =
        StatusListCredential.of(node.community(COHERENCE).state(), purpose, base, Cli.NOW);
    return new StatusListCredential(
        own.id(),
        own.issuer(),
        own.validFrom(),
        own.validUntil(),
        purpose,
        Bitstring.of(set),
        own.log(),
        own.size());
  }

  @Test
  void publicUrl_thatIsNone_isBadInput() {
    for (String url : List.of("node.example", "https://node.example/", "https://")) {
      Cli.Ran ran = Cli.comity("up", "--port", 0, "--data", folder, "--public-url", url);
      assertThat(ran.exitCode()).as(url).isEqualTo(2);
      assertThat(ran.err()).contains("--public-url: expected https://HOST");
    }
  }
}
