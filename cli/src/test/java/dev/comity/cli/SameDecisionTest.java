package dev.comity.cli;

import static dev.comity.cli.DemoNode.COHERENCE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.Derivation;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.rules.Evidence;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity assess} decides as the node does. */
@ExtendWith(DemoNode.Given.class)
class SameDecisionTest {
  private final DemoNode node;
  @TempDir private Path folder;

  SameDecisionTest(DemoNode node) {
    this.node = node;
  }

  @Test
  void sameEvidence_givesTheSameDecisionAsTheNode() throws Exception {
    for (String system : List.of("gpt-4o-mini-public-answers", "deepseek-v3-public-answers")) {
      State state = node.community(COHERENCE).state();
      SystemState registered = registered(state, system);
      Derivation derived = Derivation.derive(state, request(state, registered));
      List<Object> arguments = new ArrayList<>(List.of("assess", "--json", "--rulebook"));
      arguments.add(Cli.rulebook("frontier-coherence"));
      arguments.add(Cli.rulebook("eu-ai-act-red-lines-transparency"));
      arguments.addAll(List.of("--system", Cli.ROOT.resolve("demo/systems/" + system + ".yaml")));
      arguments.add("--evidence");
      arguments.add(fetched(system));

      Cli.Ran ran = Cli.comity(arguments.toArray());
      Json.Obj assessed = (Json.Obj) JsonParser.parse(ran.out());

      assertThat(ran.exitCode()).isZero();
      assertThat(assessed.fields().get("assumed")).isEqualTo(Json.object().build());
      assertThat(assessed.fields().get("outcome"))
          .isEqualTo(Json.of(derived.decision().outcome().text()));
      assertThat(findings(Cli.at(assessed, "requirements")))
          .isEqualTo(findings(Cli.at(derived.decision().toJson(), "findings")));
    }
  }

  /** The evidence about a system, as the node gives it to anybody. */
  private Path fetched(String system) throws Exception {
    URI uri = URI.create(node.address(COHERENCE) + "/systems/" + system + "/evidence");
    try (InputStream in = uri.toURL().openStream()) {
      return Files.write(folder.resolve(system + ".json"), in.readAllBytes());
    }
  }

  /** Without the names of the evidence, and without the texts that only the command line adds. */
  private static List<Json> findings(Json list) {
    List<Json> findings = new ArrayList<>();
    for (Json item : ((Json.Arr) list).items()) {
      Map<String, Json> fields = new LinkedHashMap<>(((Json.Obj) item).fields());
      List.of("evidence", "text", "explanation").forEach(fields::remove);
      findings.add(new Json.Obj(fields));
    }
    return findings;
  }

  @Test
  void answersMeasuredHere_areTheEvidenceOfTheNode() throws Exception {
    State state = node.community(COHERENCE).state();
    SystemState system = registered(state, "deepseek-v3-public-answers");
    Evidence measured =
        Derivation.evidence(state, system).stream()
            .filter(evidence -> !evidence.metrics().isEmpty())
            .findFirst()
            .orElseThrow();
    Path exported = Files.writeString(folder.resolve("measured.json"), measured.toJson().compact());
    Object[] common = {
      "assess",
      "--json",
      "--rulebook",
      Cli.rulebook("frontier-coherence"),
      "--system",
      Cli.card("deepseek-v3")
    };

    Cli.Ran fromNode = Cli.comity(Cli.with(common, "--evidence", exported));
    Cli.Ran fromAnswers =
        Cli.comity(
            Cli.with(
                common, "--answers", Cli.answers("deepseek-v3"), "--where", "condition=baseline"));

    assertThat(findings(requirements(fromAnswers))).isEqualTo(findings(requirements(fromNode)));
  }

  private static Json requirements(Cli.Ran ran) throws VerificationException {
    return Cli.at(JsonParser.parse(ran.out()), "requirements");
  }

  private static SystemState registered(State state, String system) {
    return requireNonNull(state.systems().get(system));
  }

  private static RequestState request(State state, SystemState system) {
    return requireNonNull(state.requests().get(system.request().orElseThrow()));
  }
}
