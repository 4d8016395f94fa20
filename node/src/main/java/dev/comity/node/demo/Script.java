package dev.comity.node.demo;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.rules.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code demonstration.yaml}: parties, communities, steps. */
record Script(Map<String, Json> parties, List<Json> communities, List<Step> steps) {
  Script {
    communities = List.copyOf(communities);
    steps = List.copyOf(steps);
  }

  /** One statement: who says what in which community. */
  record Step(String community, String party, String act, Json value, Json.Obj all) {}

  private static final List<String> ACTS =
      List.of(
          "rulebook",
          "baseline",
          "system",
          "evidence",
          "answers",
          "request",
          "concern",
          "response");

  static Script read(Path file) throws IOException, VerificationException {
    YamlDocument document = YamlDocument.parse(file.toString(), Files.readString(file));
    try {
      JsonFields fields = JsonFields.of(document.root(), "");
      Map<String, Json> parties = fields.object("parties").rest();
      List<Json> communities = fields.list("communities");
      List<Step> steps = new ArrayList<>();
      for (Json step : fields.list("steps")) {
        steps.add(step(step, "steps[" + steps.size() + "]"));
      }
      fields.done();
      return new Script(parties, communities, steps);
    } catch (VerificationException e) {
      throw document.locate(e);
    }
  }

  private static Step step(Json json, String path) throws VerificationException {
    JsonFields fields = JsonFields.of(json, path);
    for (String act : ACTS) {
      if (fields.has(act)) {
        return new Step(
            fields.text("in"), fields.text("as"), act, fields.required(act), (Json.Obj) json);
      }
    }
    throw VerificationException.malformed(path + ": expected one of " + ACTS);
  }
}
