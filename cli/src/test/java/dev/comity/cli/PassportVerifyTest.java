package dev.comity.cli;

import static dev.comity.cli.DemoNode.COHERENCE;
import static dev.comity.cli.DemoNode.FLOOR;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.passport.Passport;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.node.Community;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity passport verify} on a passport that a node gave. */
@ExtendWith(DemoNode.Given.class)
class PassportVerifyTest {
  private final DemoNode node;
  @TempDir private Path folder;

  PassportVerifyTest(DemoNode node) {
    this.node = node;
  }

  @Test
  void passport_verifiesOffline() throws Exception {
    Path passport = passport();

    Cli.Ran ran =
        Cli.comity("passport", "verify", passport, "--log-key", node.publicKey(folder, COHERENCE));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("A demonstration, not a certification of anybody's product.")
        .containsPattern("outcome +active, decided 2026-12-01T08:00:00Z")
        .containsPattern("certificate +active, valid until 2027-06-01T08:00:00Z")
        .contains("frontier-coherence 1.0.0", "eu-ai-act-red-lines-transparency 1.0.0")
        .contains(node.keyId(COHERENCE))
        .contains("The log key is the one you gave.");
  }

  @Test
  void passportWithoutATrustedKey_asksToCompare() throws Exception {
    Cli.Ran ran = Cli.comity("passport", "verify", passport(), "--json");
    Json.Obj json = (Json.Obj) JsonParser.parse(ran.out());

    assertThat(ran.exitCode()).isZero();
    assertThat(json.fields())
        .containsEntry("verified", Json.of(true))
        .containsEntry("logKeyTrusted", Json.of(false))
        .containsEntry("logKey", Json.of(node.keyId(COHERENCE)))
        .containsEntry("outcome", Json.of("active"));
    assertThat(Cli.comity("passport", "verify", passport()).out())
        .contains("compare its id with a source that you trust");
  }

  @Test
  void passportOfAnExpiredCertificate_verifiesWithAWarning() throws Exception {
    Cli.Ran last = Cli.comity("passport", "verify", passport(), "--at", "2027-06-01T07:59:59Z");
    Cli.Ran after = Cli.comity("passport", "verify", passport(), "--at", "2027-06-01T08:00:00Z");

    assertThat(last.exitCode()).isZero();
    assertThat(last.err()).isEmpty();
    assertThat(after.exitCode()).isZero();
    assertThat(after.out()).contains("EXPIRED: was valid until 2027-06-01T08:00:00Z");
    assertThat(after.err()).contains("the certificate has expired");
  }

  @Test
  void passportUnderAnotherLogKey_isNotVerified() throws Exception {
    Cli.Ran ran =
        Cli.comity("passport", "verify", passport(), "--log-key", node.publicKey(folder, FLOOR));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("not verified: logKey: expected key " + node.keyId(FLOOR) + ", found");
  }

  @Test
  void changedPassport_isNotVerifiedAndNamesTheEntry() throws Exception {
    Path file = passport();
    Passport right = Passport.parse(Bytes.of(Files.readAllBytes(file)));
    List<Passport.Item> items = new ArrayList<>(right.entries());
    Passport.Item first = items.get(3);
    byte[] entry = first.entry().toArray();
    entry[entry.length - 1] ^= 1;
    items.set(3, new Passport.Item(first.index(), Bytes.of(entry), first.receipt()));
    Passport wrong =
        new Passport(right.log(), right.logKey(), right.decisionIndex(), right.checkpoint(), items);
    Files.writeString(file, wrong.toJson().compact());

    Cli.Ran ran = Cli.comity("passport", "verify", file, "--json");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err()).contains("not verified: entry " + first.index() + ": ");
    assertThat(ran.out()).startsWith("{\"verified\":false,\"code\":\"bad-");
  }

  private Path passport() throws Exception {
    Community community = node.community(COHERENCE);
    State state = community.state();
    SystemState system = requireNonNull(state.systems().get("gpt-4o-mini-public-answers"));
    RequestState request = requireNonNull(state.requests().get(system.request().orElseThrow()));
    Passport passport = community.passport(request).orElseThrow();
    return Files.writeString(folder.resolve("passport.json"), passport.toJson().compact());
  }
}
