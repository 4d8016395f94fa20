package dev.comity.cli;

import dev.comity.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts values into objects by dotted paths such as {@code deliberation.quorum}. */
final class JsonPath {
  private JsonPath() {}

  static Json.Obj put(Json.Obj root, String path, Json value) {
    return put(root, List.of(path.split("\\.", -1)), value);
  }

  /** {@code root} with {@code value} at {@code path}; what lies on the way becomes an object. */
  static Json.Obj put(Json.Obj root, List<String> path, Json value) {
    Map<String, Json> fields = new LinkedHashMap<>(root.fields());
    String name = path.getFirst();
    if (path.size() == 1) {
      fields.put(name, value);
    } else {
      Json.Obj inner = fields.get(name) instanceof Json.Obj object ? object : Json.object().build();
      fields.put(name, put(inner, path.subList(1, path.size()), value));
    }
    return new Json.Obj(fields);
  }
}
