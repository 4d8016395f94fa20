package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.ForeignState;
import dev.comity.governance.state.MemberState;
import dev.comity.governance.state.State;
import dev.comity.rules.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a story says of how things stand in the end; each part is checked if it is there. */
final class Ending {
  private Ending() {}

  static void check(Scene scene, JsonFields then) throws VerificationException {
    State state = scene.world().state();
    if (then.has("certificates")) {
      same("certificates", certificates(state), then.object("certificates").rest());
    }
    if (then.has("waiting")) {
      assertThat(waiting(state)).as("waiting").isEqualTo(then.texts("waiting"));
    }
    if (then.has("rulebooks")) {
      assertThat(rulebooks(state)).as("rulebooks in force").isEqualTo(then.texts("rulebooks"));
    }
    if (then.has("members")) {
      assertThat(state.holders("member").stream().map(Told::name).sorted().toList())
          .as("members")
          .isEqualTo(then.texts("members"));
    }
    for (String list : List.of("proposals", "concerns", "commitments")) {
      if (then.has(list)) {
        stands(scene, list, then.object(list).rest());
      }
    }
    if (then.has("offices")) {
      same("offices", offices(state), then.object("offices").rest());
    }
    if (then.has("sanctions")) {
      assertThat(sanctions(state)).as("sanctions").isEqualTo(then.texts("sanctions"));
    }
    if (then.has("honour")) {
      honoured(state, then.object("honour").rest());
    }
    if (then.has("same floor")) {
      assertThat(
              then.texts("same floor").stream()
                  .map(name -> RulesInForce.of(scene.world(name).state()).limits())
                  .distinct())
          .as("what is in force")
          .hasSize(1);
    }
    if (then.has("replay")) {
      assertThat(then.text("replay")).as("the end of every story").isEqualTo("same digest");
    }
    then.done();
  }

  private static void same(String what, Map<String, String> found, Map<String, Json> told)
      throws VerificationException {
    Map<String, String> expected = new TreeMap<>();
    for (Map.Entry<String, Json> one : told.entrySet()) {
      expected.put(one.getKey(), JsonFields.asText(one.getValue(), one.getKey()));
    }
    assertThat(found).as(what).isEqualTo(expected);
  }

  private static Map<String, String> certificates(State state) {
    Map<String, String> certificates = new TreeMap<>();
    state.certificates().values().stream()
        .sorted(Comparator.comparingLong(CertificateState::index))
        .forEach(c -> certificates.put(c.system(), text(c.status())));
    return certificates;
  }

  private static List<String> waiting(State state) {
    return state.deadlines().stream()
        .filter(deadline -> deadline.kind() != Deadline.Kind.RULES_TURN)
        .map(deadline -> text(deadline.kind()) + " " + deadline.at())
        .toList();
  }

  private static List<String> rulebooks(State state) {
    return RulesInForce.rulebooks(state).stream()
        .map(book -> book.compiled().rulebook())
        .filter(book -> book.standing(state.time()) == Standing.IN_FORCE)
        .map(book -> book.key().toString())
        .toList();
  }

  /** Roles but membership by party. */
  private static Map<String, String> offices(State state) {
    Map<String, String> offices = new TreeMap<>();
    for (MemberState member : state.members().values()) {
      Set<String> roles = new java.util.TreeSet<>(member.roles().keySet());
      roles.remove("member");
      if (!roles.isEmpty()) {
        offices.put(Told.name(member.party()), String.join(" ", roles));
      }
    }
    return offices;
  }

  /** In the order of what caused them. */
  private static List<String> sanctions(State state) {
    return state.sanctions().values().stream()
        .sorted(Named.SANCTIONS)
        .map(s -> s.system() + " " + s.level() + " " + text(s.status()))
        .toList();
  }

  private static void stands(Scene scene, String list, Map<String, Json> told)
      throws VerificationException {
    State state = scene.world().state();
    for (Map.Entry<String, Json> one : told.entrySet()) {
      var id = scene.named().id(one.getKey());
      String found =
          switch (list) {
            case "proposals" -> text(state.proposal(id).status());
            case "concerns" -> state.concern(id).stage().text();
            default -> text(state.commitments().get(id).standing());
          };
      assertThat(found)
          .as("%s %s", list, one.getKey())
          .isEqualTo(JsonFields.asText(one.getValue(), one.getKey()));
    }
  }

  /** {@code honoured in general}, {@code open in health for basics/B-2}, {@code undetermined}. */
  static void honoured(State state, Map<String, Json> told) throws VerificationException {
    for (Map.Entry<String, Json> one : told.entrySet()) {
      List<String> found =
          state.foreign().values().stream()
              .filter(foreign -> foreign.system().equals(one.getKey()))
              .map(foreign -> honour(state, foreign))
              .toList();
      assertThat(found.isEmpty() ? "unknown" : String.join(", ", found))
          .as("honour of %s at %s", one.getKey(), state.time())
          .isEqualTo(JsonFields.asText(one.getValue(), one.getKey()));
    }
  }

  private static String honour(State state, ForeignState foreign) {
    Honour honour = Honour.of(state, foreign);
    String areas = " in " + String.join(",", honour.scope());
    return switch (honour.standing()) {
      case HONOURED -> "honoured" + areas;
      case OPEN -> "open" + areas + " for " + String.join(" ", honour.open());
      case UNDETERMINED -> "undetermined " + honour.reason();
      case NOT_HONOURED -> "not honoured " + honour.reason();
    };
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
