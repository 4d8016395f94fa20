package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.rules.YamlDocument;
import java.math.BigDecimal;
import java.util.List;

/** Reads {@code --set deliberation.quorum=1/2} and {@code --unset sanctions.grace}. */
final class CharterChanges {
  private CharterChanges() {}

  static Json.Obj parse(List<String> sets, List<String> unsets) throws CommandFailure {
    Json.Obj changes = Json.object().build();
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw CommandFailure.badInput(
            "--set: expected a field and its value such as deliberation.quorum=1/2, found " + set);
      }
      changes = JsonPath.put(changes, set.substring(0, equals), value(set, equals + 1));
    }
    for (String unset : unsets) {
      // What an amendment writes in the place of a value so that the default holds again.
      changes = JsonPath.put(changes, unset, Json.of("default"));
    }
    return changes;
  }

  private static Json value(String set, int start) throws CommandFailure {
    String text = set.substring(start);
    if (text.equals("true") || text.equals("false")) {
      return Json.of(Boolean.parseBoolean(text));
    }
    if (text.matches("[0-9]{1,18}")) {
      return Json.of(new BigDecimal(text));
    }
    if (!text.startsWith("[") && !text.startsWith("{")) {
      return Json.of(text);
    }
    try {
      return YamlDocument.parse("--set", text).root();
    } catch (VerificationException e) {
      throw CommandFailure.badInput(e.detail());
    }
  }
}
