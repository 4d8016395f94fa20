package dev.comity.node.pages.state;

import dev.comity.core.json.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An effect as it is kept for views.
 *
 * @param index the entry that caused it
 * @param at the log's time after that entry
 * @param type the effect's name, for example {@code DecisionRecorded}
 * @param fields its fields as text; absent ones are left out
 */
public record HistoryItem(long index, Instant at, String type, SortedMap<String, String> fields) {
  public HistoryItem {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** From the JSON form of an effect. */
  public static HistoryItem of(long index, Instant at, String type, Json.Obj json) {
    SortedMap<String, String> fields = new TreeMap<>();
    json.fields()
        .forEach(
            (name, value) -> {
              if (value instanceof Json.Str text) {
                fields.put(name, text.text());
              } else if (value instanceof Json.Num || value instanceof Json.Bool) {
                fields.put(name, value.compact());
              }
            });
    return new HistoryItem(index, at, type, fields);
  }
}
