package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.governance.state.CertificateState.Status;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.governance.statement.Draft;
import dev.comity.governance.statement.Statement;
import dev.comity.governance.whatif.Difference;
import dev.comity.governance.whatif.Supposed;
import dev.comity.governance.whatif.WhatIf;
import dev.comity.rules.RulebookFolder;
import dev.comity.rules.YamlDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A town with three systems: {@code good} is far below the bound, {@code chat} and {@code dull} are
 * just below it, and with {@code chat} something happens.
 */
class WhatIfTest {
  private static final Actor ANN = Actor.named("ann");
  private static final Actor PUB = Actor.named("pub");
  private static final Actor PRESS = Actor.named("press");

  private World world = new World("town");
  private long lastDecision;
  private long incident;

  @BeforeEach
  void live() throws VerificationException {
    world = World.opened("town", "2026-01-01T00:00:00Z");
    world.applied(
        world.operator,
        new Drafts.Constitution(
                Map.of("publisher", List.of(PUB), "member", List.of(ANN, PRESS)),
                List.of(),
                "P12M",
                "P14D",
                List.of(),
                1)
            .draft());
    for (Actor actor : List.of(ANN, PUB, PRESS)) {
      world.applied(actor, Drafts.party(actor, actor.name()));
    }
    world.applied(PUB, Drafts.rulebook(basics("1.0.0", "atMost: 0.1")));
    certify("good", "0.01..0.02");
    certify("chat", "0.05..0.08");
    certify("dull", "0.06..0.07");
    lastDecision = world.entries.size() - 1;
    world.applied(world.operator, Drafts.clock("2026-02-01T00:00:00Z"));
    world.applied(PRESS, Drafts.concern("good", "It worries me."));
    incident = world.entries.size();
    world.applied(PRESS, LoopDrafts.incident("chat", 4));
    world.applied(world.operator, Drafts.clock("2026-02-04T00:00:00Z"));
  }

  private static RulebookFolder basics(String version, String rule) throws VerificationException {
    String spec =
        """
        requirements: {B-1: {metric: error, %s}}
        triggers: {T-1: {on: incident severity >= 3, severity: 1}}
        """
            .formatted(rule);
    return Books.book("basics", version, YamlDocument.parse("spec", spec).root());
  }

  private void certify(String system, String interval) throws VerificationException {
    world.applied(ANN, Drafts.system(system, "1", false));
    world.applied(ANN, Drafts.measured(system, "1", "error", interval));
    world.applied(ANN, Drafts.request(system));
    Hash id = world.lastId();
    RequestState request = world.state().request(id);
    world.applied(
        world.operator, Drafts.decision(id, Derivation.derive(world.state(), request).json()));
  }

  private Difference whatIf(OptionalLong from, List<Action> actions, RulebookFolder... folders)
      throws VerificationException {
    WhatIf whatIf = new WhatIf(new Supposed(actions, List.of(folders)), from);
    for (Bytes entry : world.entries) {
      whatIf.next(Statement.parse(SignedStatement.decode(entry)));
    }
    return whatIf.difference();
  }

  private static Action amend(String section, Json value) {
    return new Action.AmendCharter(Json.object().put(section, value).build());
  }

  private static Action adopt(String version) {
    return new Action.AdoptRulebook(
        "basics", version, Deliberation.Standing.IN_FORCE, Optional.empty(), Optional.empty());
  }

  @Test
  void sameRules_changeNothing() throws VerificationException {
    Difference difference =
        whatIf(OptionalLong.empty(), List.of(amend("purpose", Drafts.name("the same"))));

    assertThat(difference.none()).as(difference.toString()).isTrue();
    assertThat(difference.from()).isEqualTo(2);
  }

  @Test
  void stricterRulebook_catchesTheIncidentAndBlocksTheOther() throws VerificationException {
    Difference difference =
        whatIf(
            OptionalLong.empty(),
            List.of(adopt("2.0.0")),
            basics("2.0.0", "atMost: 0.04, severity: 6"));

    assertThat(difference.certificates())
        .extracting(
            Difference.Certificate::system,
            c -> c.before().map(Difference.Standing::status),
            c -> c.after().map(Difference.Standing::status))
        .containsExactlyInAnyOrder(
            tuple("chat", Optional.of(Status.ACTIVE), Optional.of(Status.REFUSED)),
            tuple("dull", Optional.of(Status.ACTIVE), Optional.of(Status.REFUSED)));
    assertThat(difference.caught())
        .extracting(Difference.Incident::system, Difference.Incident::index)
        .containsExactly(tuple("chat", incident));
    assertThat(difference.letThrough()).isEmpty();
    assertThat(difference.blocked())
        .extracting(Difference.Blocked::system, Difference.Blocked::index)
        .containsExactly(tuple("dull", lastDecision));
    assertThat(difference.refused())
        .extracting(Difference.Refused::code, Difference.Refused::count)
        .containsExactly(tuple("rulebook-not-newer", 1L));
    assertThat(difference.toJson().canonical()).contains("\"caught\":[{", "\"after\":\"refused\"");
  }

  /** Live certificates drop at once; the decisions that only then fall due are made. */
  @Test
  void rulebookFromTheMiddle_decidesWhatNobodyDecided() throws VerificationException {
    Difference difference =
        whatIf(
            OptionalLong.of(lastDecision),
            List.of(adopt("2.0.0")),
            basics("2.0.0", "atMost: 0.04, remedy: P60D"));

    assertThat(difference.refused()).isEmpty();
    assertThat(difference.certificates())
        .hasSize(2)
        .allSatisfy(
            certificate ->
                assertThat(certificate.after())
                    .hasValueSatisfying(
                        after -> {
                          assertThat(after.status()).isEqualTo(Status.CONDITIONAL);
                          assertThat(after.remedies())
                              .containsEntry("basics/B-1", Instant.parse("2026-03-02T00:00:00Z"));
                        }));
  }

  @Test
  void shorterTerm_movesEveryExpiry() throws VerificationException {
    Difference difference =
        whatIf(OptionalLong.empty(), List.of(amend("certificateTerm", Json.of("P6M"))));

    assertThat(difference.certificates()).hasSize(3);
    assertThat(difference.deadlines())
        .hasSize(3)
        .allSatisfy(
            clock -> {
              assertThat(clock.kind()).isEqualTo("expiry");
              assertThat(clock.before()).containsExactly(Instant.parse("2027-01-01T00:00:00Z"));
              assertThat(clock.after()).containsExactly(Instant.parse("2026-07-01T00:00:00Z"));
            });
    assertThat(difference.caught()).isEmpty();
    assertThat(difference.blocked()).isEmpty();
  }

  @Test
  void shorterWindow_isMissed() throws VerificationException {
    Difference difference =
        whatIf(OptionalLong.empty(), List.of(amend("responseWindow", Json.of("P1D"))));

    assertThat(difference.missed())
        .singleElement()
        .satisfies(
            clock -> {
              assertThat(clock.kind()).isEqualTo("ResponseMissed");
              assertThat(clock.before()).isEmpty();
              assertThat(clock.after()).containsExactly(Instant.parse("2026-02-04T00:00:00Z"));
            });
  }

  /** The trigger stands in the new version only with another severity. */
  @Test
  void otherTrigger_isAnotherSanction() throws VerificationException {
    String spec =
        """
        requirements: {B-1: {metric: error, atMost: 0.1}}
        triggers: {T-1: {on: incident severity >= 3, severity: 2, remedy: P14D}}
        """;
    Difference difference =
        whatIf(
            OptionalLong.empty(),
            List.of(adopt("2.0.0")),
            Books.book("basics", "2.0.0", YamlDocument.parse("spec", spec).root()));

    assertThat(difference.certificates()).isEmpty();
    assertThat(difference.sanctions())
        .singleElement()
        .satisfies(
            sanction -> {
              assertThat(sanction.index()).isEqualTo(incident);
              assertThat(sanction.before().orElseThrow().level()).isEqualTo(1);
              assertThat(sanction.after().orElseThrow().level()).isEqualTo(2);
            });
    assertThat(difference.deadlines()).extracting(Difference.Clock::kind).contains("sanction");
  }

  @Test
  void rulebookOfTheFuture_beginsAtOnce() throws VerificationException {
    String spec =
        """
        from: 2030-01-01
        requirements: {B-1: {metric: error, atMost: 0.04, severity: 6}}
        """;
    Difference difference =
        whatIf(
            OptionalLong.empty(),
            List.of(adopt("2.0.0")),
            Books.book("basics", "2.0.0", YamlDocument.parse("spec", spec).root()));

    assertThat(difference.caught()).hasSize(1);
  }

  @Test
  void impossibleChange_isRefused() {
    assertThatThrownBy(() -> whatIf(OptionalLong.empty(), List.of(adopt("9.9.9"))))
        .isInstanceOf(VerificationException.class)
        .hasMessageContaining("basics 9.9.9 is not tabled here");
    assertThatThrownBy(
            () -> whatIf(OptionalLong.of(0), List.of(amend("purpose", Drafts.name("x")))))
        .hasMessageContaining("after the charter");
    assertThatThrownBy(
            () -> whatIf(OptionalLong.of(9_999), List.of(amend("purpose", Drafts.name("x")))))
        .hasMessageContaining("9999");
    assertThatThrownBy(() -> new Supposed(List.of(new Action.Expel(ANN.id())), List.of()))
        .hasMessageContaining("Expel");
  }

  /** The log itself must follow its rules. */
  @Test
  void logThatBreaksItsRules_isNamed() throws VerificationException {
    Draft early = Drafts.clock("2020-01-01T00:00:00Z");
    world.entries.add(world.sign(world.operator, early).entry());

    assertThatThrownBy(() -> whatIf(OptionalLong.empty(), List.of()))
        .hasMessageContaining("entry " + (world.entries.size() - 1))
        .hasMessageContaining("clock-not-advancing");
  }
}
