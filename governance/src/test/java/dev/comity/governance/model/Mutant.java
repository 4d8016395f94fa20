package dev.comity.governance.model;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.rules.YamlDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * A model gone wrong in one place.
 *
 * @param notices the assertion that must refute it
 * @param from what the model says; must be there exactly once
 * @param to what the mutant says instead
 */
record Mutant(String name, String notices, String from, String to) {
  static List<Mutant> read(String file, String yaml) throws VerificationException {
    List<Mutant> mutants = new ArrayList<>();
    for (Json item : JsonFields.of(YamlDocument.parse(file, yaml).root(), "").list("mutants")) {
      JsonFields fields = JsonFields.of(item, "mutants");
      mutants.add(
          new Mutant(
              fields.text("name"), fields.text("notices"), fields.text("from"), fields.text("to")));
      fields.done();
    }
    return mutants;
  }

  String applyTo(String model) {
    int first = model.indexOf(from);
    if (first < 0 || model.indexOf(from, first + 1) >= 0) {
      throw new IllegalArgumentException(
          name + ": expected exactly once in the model, but found otherwise: " + from);
    }
    return model.substring(0, first) + to + model.substring(first + from.length());
  }
}
