package dev.comity.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.governance.state.ProposalState;
import dev.comity.governance.state.State;
import dev.comity.node.Node;
import dev.comity.node.NodeOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A community from its founding to a vote that is carried out, by commands alone. */
class CommunityStoryTest {
  /** Stands still until it is moved. */
  private static final class MovingClock extends Clock {
    private final AtomicReference<Instant> now = new AtomicReference<>(Cli.NOW);

    void pass(Duration time) {
      now.updateAndGet(instant -> instant.plus(time));
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final MovingClock clock = new MovingClock();
  private final Cli cli = Cli.at(clock);
  @TempDir private Path folder;
  private String url = "";

  /** Time passes a little with each act, so that numbers rise and deadlines fall due. */
  private Cli.Ran act(String key, Object... command) {
    clock.pass(Duration.ofSeconds(2));
    return cli.run(Cli.with(command, "--key", folder.resolve(key + ".jwk"), "--to", url));
  }

  private Cli.Ran done(String key, Object... command) {
    Cli.Ran ran = act(key, command);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    return ran;
  }

  private String keygen(String name) {
    return cli.run("keygen", "-o", folder.resolve(name + ".jwk")).outLines().stream()
        .filter(line -> line.contains("urn:"))
        .map(line -> line.substring(line.indexOf("urn:")))
        .findFirst()
        .orElseThrow();
  }

  private static String id(Cli.Ran ran) {
    return ran.outLines().stream()
        .filter(line -> line.startsWith("statement id"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void community_admitsAMemberAndChangesItsCharter() throws Exception {
    String her = keygen("her");
    String him = keygen("him");
    Path data = folder.resolve("data");
    Cli.Ran made = cli.run("init", "--name", "team", "--data", data, "--member", her);
    assertThat(made.err()).isEmpty();
    try (Node node = Node.start(new NodeOptions(data, "localhost", 0, clock))) {
      url = "http://localhost:" + node.port() + "/c/team";
      done("her", "declare", "--name", "Her", "--kind", "person");
      done("him", "declare", "--name", "Him", "--kind", "person");
      refusedWithTheCharter(him);
      done("him", "apply", "--role", "member", "--text", "I want to help.");
      String admission = id(done("her", "propose", "admit", him, "--role", "member"));
      Path ballot = folder.resolve("ballot.cose");
      Cli.Ran voted = done("her", "vote", admission, "yes", "-o", ballot);
      assertThat(voted.out()).contains("  - admit " + him + " as member");
      assertThat(ReceiptFiles.receiptOf(ballot)).exists();
      done("her", "declare", "--name", "Her again", "--kind", "person");
      assertThat(state(node).holds(him, "member")).isTrue();

      Cli.Ran proposed = done("him", "propose", "amend", "--set", "deliberation.quorum=1/1");
      String entry = proposed.outLines().getFirst().replaceAll("\\D", "");
      done("him", "vote", entry, "yes");
      done("her", "vote", entry, "yes");
      done("her", "declare", "--name", "Her", "--kind", "person");
      assertThat(state(node).chartered().charter().deliberation().quorum().toString())
          .isEqualTo("1/1");
      assertThat(state(node).proposals().values())
          .extracting(ProposalState::status)
          .containsOnly(ProposalState.Status.EXECUTED)
          .hasSize(2);
    }
    Cli.Ran verified = cli.run("log", "verify", data);
    assertThat(verified.exitCode()).as(verified.err()).isZero();
  }

  private void refusedWithTheCharter(String him) {
    Path kept = folder.resolve("refused.cose");
    Cli.Ran refused = act("him", "propose", "admit", him, "--role", "member", "-o", kept);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errLines()).hasSize(1);
    assertThat(refused.err())
        .contains("refused: role-missing (charter §roles.member, entry 2)")
        .contains("the rule stands at " + url + "/entries/2");
    assertThat(RefusalFiles.refusalOf(kept)).exists();
    Cli.Ran verified = cli.run("refusal", "verify", RefusalFiles.refusalOf(kept), "--log", url);
    assertThat(verified.out() + verified.err()).contains("role-missing");
  }

  private static State state(Node node) {
    return requireNonNull(node.communities().get("team")).state();
  }

  @Test
  void logThatIsAnotherThanExpected_getsNothing() throws Exception {
    keygen("her");
    Path data = folder.resolve("data");
    cli.run("init", "--name", "team", "--data", data);
    try (Node node = Node.start(new NodeOptions(data, "localhost", 0, clock))) {
      url = "http://localhost:" + node.port() + "/c/team";

      Cli.Ran ran = act("her", "exit", "--text", "Bye.", "--log", "other.example/log");

      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).contains("expected the log other.example/log");
      assertThat(state(node).size()).isEqualTo(3);
    }
    assertThat(Files.exists(data.resolve("team.member.jwk"))).isTrue();
  }
}
