package dev.comity.governance.statement;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.rules.Relation;
import dev.comity.rules.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what communities take from each other. */
final class BetweenReader {
  private static final int MAX_SCOPE = 100;
  private static final int MAX_EDGES = 1_000;
  private static final int MAX_DEPTH = 4;

  private BetweenReader() {}

  static Body read(BodyType type, JsonFields fields) throws VerificationException {
    return switch (type) {
      case RECOGNISE -> recognise(fields);
      case END_RECOGNITION ->
          new Between.EndRecognition(
              BodyReader.origin(fields, "community"), BodyReader.longText(fields, "text"));
      case IMPORT ->
          new Between.Import(
              BodyReader.origin(fields, "community"),
              fields.has("via") ? Optional.of(BodyReader.origin(fields, "via")) : Optional.empty(),
              BodyReader.inflated(fields, "entryDeflated"),
              BodyReader.key(fields, "issuerKey"),
              BodyReader.base64(fields, "receipt"));
      default -> throw new IllegalArgumentException(type.text());
    };
  }

  static Between.Recognise recognise(JsonFields fields) throws VerificationException {
    List<Between.Edge> edges = new ArrayList<>();
    for (Json item : fields.listOrEmpty("crosswalk")) {
      JsonFields edge = JsonFields.of(item, fields.path("crosswalk") + "[" + edges.size() + "]");
      edges.add(
          new Between.Edge(
              BodyReader.label(edge, "own"),
              BodyReader.label(edge, "foreign"),
              Term.take(Relation.class, edge, "relation")));
      edge.done();
    }
    List<String> scope = BodyReader.distinct(fields, "scope", MAX_SCOPE);
    if (scope.isEmpty() || edges.size() > MAX_EDGES) {
      throw VerificationException.malformed(
          fields.path("scope")
              + ": expected at least one area (\"*\" for all) and at most "
              + MAX_EDGES
              + " edges");
    }
    return new Between.Recognise(
        BodyReader.origin(fields, "community"),
        BodyReader.key(fields, "logKey"),
        scope,
        BodyReader.instant(fields, "until"),
        fields.has("depth") ? BodyReader.range(fields, "depth", 1, MAX_DEPTH) : 1,
        fields.boolOr("onward", false),
        edges);
  }
}
