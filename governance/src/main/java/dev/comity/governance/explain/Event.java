package dev.comity.governance.explain;

import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.governance.Effect;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An entry and what it brought about.
 *
 * @param type of the statement, such as {@code decision}
 * @param at the log's time after it; empty before the first clock
 * @param links the entries that it rests on; what holds only for the effects about something is
 *     under its id, the rest under {@link #ALWAYS}
 */
public record Event(
    long index,
    Hash statement,
    String type,
    String issuer,
    Optional<Instant> at,
    List<Effect> effects,
    SortedMap<String, SortedSet<Long>> links) {
  static final String ALWAYS = "";

  public Event {
    effects = List.copyOf(effects);
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
  }

  /** The entries that this one rests on as far as it is about {@code terms}. */
  SortedSet<Long> restsOn(SortedSet<String> terms) {
    SortedSet<Long> indices = new TreeSet<>(links.getOrDefault(ALWAYS, new TreeSet<>()));
    for (String term : terms) {
      indices.addAll(links.getOrDefault(term, new TreeSet<>()));
    }
    indices.remove(index);
    return indices;
  }

  /** The effects that name one of {@code terms}. */
  public List<Effect> about(SortedSet<String> terms) {
    return effects.stream()
        .filter(effect -> terms(effect).stream().anyMatch(term -> terms.contains(term)))
        .toList();
  }

  /** Everything that an effect names; of a rulebook also {@code <id> <version>}. */
  static SortedSet<String> terms(Effect effect) {
    SortedSet<String> terms = new TreeSet<>();
    Map<String, Json> fields = effect.toJson().fields();
    fields.forEach(
        (name, value) -> {
          if (value instanceof Json.Str text && !name.equals("type") && !name.equals("subject")) {
            terms.add(text.text());
          }
        });
    if (fields.get("rulebook") instanceof Json.Str id
        && fields.get("version") instanceof Json.Str version) {
      terms.add(id.text() + " " + version.text());
    }
    return terms;
  }
}
