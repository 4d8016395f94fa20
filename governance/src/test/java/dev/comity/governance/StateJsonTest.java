package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That every state survives the way to JSON and back is checked at the end of every story. */
class StateJsonTest {
  private static final Actor ANN = Actor.named("ann");
  private static final Actor PUB = Actor.named("pub");

  /** A state with something in it: a party, a rulebook, a system. */
  private static World world() throws VerificationException {
    World world = World.opened("town", "2026-01-01T00:00:00Z");
    world.applied(
        world.operator,
        new Drafts.Constitution(
                Map.of("member", List.of(ANN), "publisher", List.of(PUB)),
                List.of(),
                "P1Y",
                "P14D",
                List.of("text/plain"),
                1)
            .draft());
    world.applied(ANN, Drafts.party(ANN, "Ann"));
    world.applied(PUB, Drafts.party(PUB, "Pub"));
    return world;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"origin\",\"town.example/log\"] | [\"origin\",7] | origin: expected",
        "[\"origin\",\"town.example/log\"] | [\"colour\",\"red\"] | colour: no component",
        "[\"origin\",\"town.example/log\"] | [\"size\",9] | size: expected once",
        "[\"now\",\"2026-01-01T00:00:00Z\"] | [\"now\",\"2026-01-01T00:00:00.000Z\"] | now: expected",
        "[\"now\",\"2026-01-01T00:00:00Z\"] | {} | state: expected",
        "\"kind\":\"ORGANISATION\" | \"kind\":\"CLUB\" | parties.kind: expected",
        "\"kind\":\"ORGANISATION\" | \"kin\":\"ORGANISATION\" | parties.kind: missing",
        "\"demonstration\":false | \"demonstration\":false,\"x\":1 | charter.charter.x: unknown field"
      })
  void read_whatWasNotWrittenSo_isRefusedByName(String written, String instead, String message)
      throws VerificationException {
    Snapshot snapshot = Snapshot.of(world().state());
    assertThat(String.join("", snapshot.parts())).contains(written);
    List<String> parts = new ArrayList<>();
    for (String part : snapshot.parts()) {
      parts.add(part.replace(written, instead));
    }
    assertThatThrownBy(() -> new Snapshot(parts).read())
        .isInstanceOf(VerificationException.class)
        .hasMessageStartingWith(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void read_withoutAComponent_isRefusedByName() throws VerificationException {
    List<String> parts = new ArrayList<>(Snapshot.of(world().state()).parts());
    parts.removeIf(part -> part.startsWith("[\"operator\""));
    assertThatThrownBy(() -> new Snapshot(parts).read()).hasMessage("operator: missing");
  }

  @Test
  void read_rulebookWithoutItsText_isRefused() throws VerificationException {
    World world = world();
    Json spec =
        JsonParser.parse("{\"requirements\":{\"B-1\":{\"metric\":\"error\",\"atMost\":0.1}}}");
    world.applied(PUB, Drafts.rulebook(Books.book("basics", "1.0.0", spec)));
    List<String> parts = new ArrayList<>(Snapshot.of(world.state()).parts());
    assertThat(parts.removeIf(part -> part.startsWith("[\"text\""))).isTrue();
    assertThatThrownBy(() -> new Snapshot(parts).read())
        .hasMessageContaining("rulebooks: the rulebook text")
        .hasMessageContaining("is missing");
  }

  /** Ten foreign statements or ten thousand: nothing of them stays but their number. */
  @Test
  void foreignStatementsAndClocks_leaveNothingInTheState() throws VerificationException {
    World world = world();
    State before = world.state();
    for (int i = 0; i < 50; i++) {
      Bytes note =
          SignedStatement.sign(
                  ANN.key(), "text/plain", ANN.id(), "note", 0, Bytes.utf8("number " + i))
              .entry();
      assertThat(world.submit(note)).isInstanceOf(Result.Applied.class);
    }
    assertThat(world.state().size()).isEqualTo(before.size() + 50);
    assertThat(Snapshot.resized(world.state(), before.size())).isEqualTo(before);
    assertThat(Snapshot.of(world.state()).parts()).hasSameSizeAs(Snapshot.of(before).parts());
  }
}
