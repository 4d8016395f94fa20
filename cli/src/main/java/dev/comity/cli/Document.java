package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import dev.comity.rules.YamlDocument;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A JSON or YAML file with one value in it; JSON when its name ends in {@code .json}. Both are read
 * with the same strictness as statements and rulebooks.
 */
final class Document {
  static final int MAX_SIZE = 2_000_000;

  private final Path file;
  private final Json root;
  private final @Nullable YamlDocument yaml;

  private Document(Path file, Json root, @Nullable YamlDocument yaml) {
    this.file = file;
    this.root = root;
    this.yaml = yaml;
  }

  static Document read(Path file) throws CommandFailure {
    return parse(file, InputFile.text(file, MAX_SIZE));
  }

  static Document parse(Path file, String text) throws CommandFailure {
    if (file.toString().endsWith(".json")) {
      try {
        return new Document(file, JsonParser.parse(text), null);
      } catch (VerificationException e) {
        throw InputFile.badInput(file, e);
      }
    }
    try {
      YamlDocument yaml = YamlDocument.parse(file.toString(), text);
      return new Document(file, yaml.root(), yaml);
    } catch (VerificationException e) {
      throw CommandFailure.badInput(e.detail());
    }
  }

  Json root() {
    return root;
  }

  /** The fields of the root; throws when it has none. */
  Json.Obj object() throws CommandFailure {
    if (root instanceof Json.Obj object) {
      return object;
    }
    throw CommandFailure.badInput(file + ": expected fields such as name: value");
  }

  /** A problem whose detail starts with the path of a field, with the file and the line before. */
  CommandFailure badInput(VerificationException problem) {
    return yaml == null
        ? InputFile.badInput(file, problem)
        : CommandFailure.badInput(yaml.locate(problem).detail());
  }
}
