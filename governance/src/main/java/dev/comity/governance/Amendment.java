package dev.comity.governance;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * A charter changed by a JSON merge patch (RFC 7396; as JSON here has no null, {@code "default"}
 * removes) and read again as strictly as the first one.
 *
 * @param source the JSON that the next amendment is merged into
 */
public record Amendment(Body.Charter charter, Json source) {

  /** Written in the place of a value, takes the field out, so that its default holds. */
  static final Json DEFAULT = Json.of("default");

  /** Throws what reading a charter throws when the result is none. */
  public static Amendment of(Json source, Json changes) throws VerificationException {
    Json merged = merge(source, changes);
    JsonObject payload = Json.object().put("log", "any.example/log").put("seq", 1);
    ((Json.Obj) merged).fields().forEach(payload::put);
    Body.Charter charter = (Body.Charter) Statement.check(BodyType.CHARTER, payload.build());
    return new Amendment(charter, merged);
  }

  /** Objects are merged, {@code "default"} removes, everything else replaces. */
  static Json merge(Json target, Json patch) {
    if (!(patch instanceof Json.Obj changes)) {
      return patch;
    }
    Map<String, Json> fields =
        target instanceof Json.Obj object ? new TreeMap<>(object.fields()) : new TreeMap<>();
    changes
        .fields()
        .forEach(
            (name, value) -> {
              if (value.equals(DEFAULT)) {
                fields.remove(name);
              } else {
                fields.put(name, merge(fields.getOrDefault(name, Json.object().build()), value));
              }
            });
    return new Json.Obj(fields);
  }

  /** A charter statement's own fields, as they were signed. */
  public static Json source(Statement charter) {
    try {
      Json payload = JsonParser.parse(charter.signed().payload());
      Map<String, Json> fields = new TreeMap<>(((Json.Obj) payload).fields());
      fields.remove("log");
      fields.remove("seq");
      return new Json.Obj(fields);
    } catch (VerificationException e) {
      throw new IllegalStateException("what was read once can be read again", e);
    }
  }
}
