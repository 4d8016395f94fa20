package dev.comity.rules;

import dev.comity.core.json.Json;
import java.time.Period;
import java.util.Optional;

/**
 * Something that would have to be known to decide a requirement.
 *
 * @param kind a metric, a fact, or a field of the system card
 * @param id the metric's id, the fact's name or the field's name
 * @param reason why what is there does not do
 * @param where the condition that the evidence must meet, as the rulebook writes it
 */
public record Missing(
    Need.Kind kind,
    String id,
    Reason reason,
    Independence independence,
    Optional<Period> maxAge,
    Optional<String> where) {
  public Json.Obj toJson() {
    return Json.object()
        .put("kind", kind.text())
        .put("id", id)
        .put("reason", reason.text())
        .put("independence", independence.text())
        .put("maxAge", maxAge.map(Period::toString).map(Json::of))
        .put("where", where.map(Json::of))
        .build();
  }
}
