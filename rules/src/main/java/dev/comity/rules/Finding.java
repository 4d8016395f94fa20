package dev.comity.rules;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import java.time.Period;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a decision says about one requirement, with all it rests on.
 *
 * @param standing whether the rulebook was in force, and if not, why not
 * @param otherwise severity and remedy period from the requirement
 * @param expression the check (or, when that decided, the condition {@code applies}) with its
 *     values filled in, in mathematical signs; an unknown value is {@code ?}
 * @param evidence references of the evidence used, sorted
 * @param values what the check was evaluated over, exact: {@code accuracy/1.lower} → {@code 0.81}
 * @param missing what would decide the requirement; empty unless it is undetermined
 * @param moreQuestions per metric whose interval reaches over a bound that its value keeps: about
 *     how many more questions would narrow the interval enough, if the value stays
 */
public record Finding(
    RulebookKey rulebook,
    String requirement,
    Modality modality,
    Standing standing,
    Status status,
    Reason reason,
    Otherwise otherwise,
    String expression,
    List<String> evidence,
    SortedMap<String, String> values,
    List<Missing> missing,
    SortedMap<String, Long> moreQuestions) {
  public Finding {
    evidence = List.copyOf(evidence);
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    missing = List.copyOf(missing);
    moreQuestions = Collections.unmodifiableSortedMap(new TreeMap<>(moreQuestions));
  }

  /** Whether the finding may change the outcome. */
  public boolean counted() {
    return standing == Standing.IN_FORCE && modality.binding();
  }

  public Json.Obj toJson() {
    JsonObject used = Json.object();
    values.forEach((name, value) -> used.put(name, value));
    JsonObject more = Json.object();
    moreQuestions.forEach((metric, count) -> more.put(metric, count));
    return Json.object()
        .put("rulebook", rulebook.id())
        .put("version", rulebook.version())
        .put("requirement", requirement)
        .put("modality", modality.text())
        .put("standing", standing.text())
        .put("counted", counted())
        .put("status", status.text())
        .put("reason", reason.text())
        .put("severity", otherwise.severity())
        .put("remedy", otherwise.remedy().map(Period::toString).map(Json::of))
        .put("expression", expression)
        .put("evidence", Json.strings(evidence))
        .put("values", used.build())
        .put("missing", new Json.Arr(missing.stream().<Json>map(Missing::toJson).toList()))
        .put("moreQuestions", more.build())
        .build();
  }
}
