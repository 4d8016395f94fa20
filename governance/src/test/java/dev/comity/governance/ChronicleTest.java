package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.governance.explain.Chronicle;
import dev.comity.governance.explain.Explanation;
import dev.comity.governance.explain.Subject;
import dev.comity.governance.statement.Statement;
import dev.comity.rules.YamlDocument;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One certificate: measured, decided, late. */
class ChronicleTest {
  private static final Actor ANN = Actor.named("ann");
  private static final Actor PUB = Actor.named("pub");

  private final Chronicle chronicle = new Chronicle();
  private World world = new World("town");
  private long rulebook;
  private long evidence;
  private long decision;
  private String certificate = "";

  @BeforeEach
  void live() throws VerificationException {
    world = World.opened("town", "2026-01-01T00:00:00Z");
    world.applied(
        world.operator,
        new Drafts.Constitution(
                Map.of("publisher", List.of(PUB), "member", List.of(ANN)),
                List.of(),
                "P12M",
                "P14D",
                List.of(),
                1)
            .draft());
    world.applied(ANN, Drafts.party(ANN, "Ann"));
    world.applied(PUB, Drafts.party(PUB, "Pub"));
    rulebook = world.entries.size();
    String spec = "requirements: {B-1: {metric: error, atMost: 0.1, remedy: P30D}}";
    world.applied(
        PUB,
        Drafts.rulebook(Books.book("basics", "1.0.0", YamlDocument.parse("spec", spec).root())));
    world.applied(ANN, Drafts.system("chat", "1", false));
    evidence = world.entries.size();
    world.applied(ANN, Drafts.measured("chat", "1", "error", "0.2..0.3"));
    world.applied(ANN, Drafts.request("chat"));
    Hash request = world.lastId();
    decision = world.entries.size();
    world.applied(
        world.operator,
        Drafts.decision(
            request, Derivation.derive(world.state(), world.state().request(request)).json()));
    world.applied(world.operator, Drafts.clock("2026-03-01T00:00:00Z"));
    certificate = world.state().certificates().firstKey();
    for (Bytes entry : world.entries) {
      chronicle.next(Statement.parse(SignedStatement.decode(entry)));
    }
  }

  private Explanation explain(String id) {
    List<Subject> subjects = chronicle.subjects(id);
    assertThat(subjects).hasSize(1);
    return chronicle.explain(subjects.getFirst());
  }

  @Test
  void certificate_isExplainedByItsDecisionAndTheClock() {
    Explanation explanation = explain(certificate);

    assertThat(explanation.subject().status()).isEqualTo("suspended");
    assertThat(explanation.causes())
        .extracting(Explanation.Cause::index)
        .containsExactly(decision - 1, decision, decision + 1);
    assertThat(explanation.causes().get(1).restsOn()).contains(2L, rulebook, evidence);
    assertThat(explanation.causes().get(2).restsOn()).contains(decision);
    assertThat(explanation.grounds())
        .extracting(Explanation.Cause::index)
        .contains(2L, rulebook, evidence);
    assertThat(explanation.grounds())
        .filteredOn(ground -> ground.index() == rulebook)
        .singleElement()
        .satisfies(ground -> assertThat(ground.name().orElseThrow().en()).isEqualTo("Pub"));
  }

  @Test
  void beginningOfAnId_isEnough_ifItIsLongEnough() {
    assertThat(chronicle.subjects(certificate.substring(0, 8))).hasSize(1);
    assertThat(chronicle.subjects("cert-")).isEmpty();
    assertThat(chronicle.subjects("nothing-like-it")).isEmpty();
    String key = ANN.id().substring(ANN.id().lastIndexOf(':') + 1);
    assertThat(chronicle.subjects(key.substring(0, 10)))
        .extracting(Subject::kind)
        .containsExactly(Subject.Kind.PARTY);
  }

  @Test
  void rulebook_isFoundByIdAndVersion() {
    for (String id : List.of("basics", "basics 1.0.0", "basics@1.0.0")) {
      assertThat(explain(id).causes()).extracting(Explanation.Cause::index).contains(rulebook);
    }
    assertThat(explain("basics").subject().status()).isEqualTo("in-force");
    assertThat(chronicle.subjects("basics@2.0.0")).isEmpty();
  }

  @Test
  void recordOfAParty_hasWhatItSignedAndWhatFollowed() {
    Subject ann = chronicle.subjects(ANN.id()).getFirst();

    assertThat(chronicle.recordOf(ann))
        .contains(0L, 2L, 3L, rulebook, evidence, decision, decision + 1);
    assertThat(chronicle.recordOf(ann)).doesNotContain(4L);
    assertThat(explain("chat").toJson().canonical())
        .contains("\"kind\":\"system\"", "\"type\":\"decision\"");
  }
}
