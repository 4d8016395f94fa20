package dev.comity.governance.explain;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.Effect;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The entries that entries rest on. Remembers where each statement is. */
final class References {
  /** In a decision, what is under these names are entries. */
  private static final Set<String> ENTRIES =
      Set.of("charter", "amendments", "holds", "system", "request", "entry", "attestations");

  private final Map<Hash, Long> places = new HashMap<>();

  /** What the statement names, what fired, and what a changed certificate rested on. */
  SortedMap<String, SortedSet<Long>> of(
      Statement statement, State before, State after, List<Effect> effects) {
    SortedMap<String, SortedSet<Long>> links = new TreeMap<>();
    switch (statement.body()) {
      case Body.Clock clock -> fired(before, after, effects, links);
      case Body.Opaque opaque -> {}
      case Body.Rulebook rulebook -> {}
      case Body.Baseline baseline -> {}
      case Body.Decision decision -> {
        link(links, Event.ALWAYS, places.get(decision.request()));
        entries(decision.decision(), false, links);
      }
      default -> hashes(payload(statement), after, links);
    }
    if (!(statement.body() instanceof Body.Decision)) {
      effects.forEach(effect -> certificate(effect, before, after, links));
    }
    places.putIfAbsent(statement.id(), before.size());
    return links;
  }

  private static Json payload(Statement statement) {
    try {
      return JsonParser.parse(statement.signed().payload());
    } catch (VerificationException e) {
      throw new IllegalStateException("what was read once can be read again", e);
    }
  }

  private static void link(
      SortedMap<String, SortedSet<Long>> links,
      String term,
      @org.jspecify.annotations.Nullable Long index) {
    if (index != null) {
      links.computeIfAbsent(term, key -> new TreeSet<>()).add(index);
    }
  }

  /** Every hash in the statement that is one of something known. */
  private void hashes(Json value, State state, SortedMap<String, SortedSet<Long>> links) {
    switch (value) {
      case Json.Str text -> {
        if (text.text().matches("[0-9a-f]{64}")) {
          Hash id = Hash.fromHex(text.text());
          link(links, Event.ALWAYS, places.get(id));
          link(links, Event.ALWAYS, made(state, id).orElse(null));
        }
      }
      case Json.Obj object ->
          object.fields().values().forEach(field -> hashes(field, state, links));
      case Json.Arr array -> array.items().forEach(item -> hashes(item, state, links));
      case Json.Num number -> {}
      case Json.Bool truth -> {}
      case Json.Nothing nothing -> {}
    }
  }

  /** Sanctions and cases are no statements; they have an id all the same. */
  private static Optional<Long> made(State state, Hash id) {
    return Optional.ofNullable(state.sanctions().get(id))
        .map(sanction -> sanction.index())
        .or(() -> Optional.ofNullable(state.cases().get(id)).map(held -> held.index()));
  }

  /** A decision says itself what it rests on. */
  private static void entries(Json value, boolean named, SortedMap<String, SortedSet<Long>> links) {
    switch (value) {
      case Json.Num number -> {
        if (named) {
          link(links, Event.ALWAYS, number.value().longValue());
        }
      }
      case Json.Obj object ->
          object
              .fields()
              .forEach(
                  (name, field) -> {
                    if (!name.equals("decision")) {
                      entries(field, ENTRIES.contains(name), links);
                    }
                  });
      case Json.Arr array -> array.items().forEach(item -> entries(item, named, links));
      case Json.Str text -> {}
      case Json.Bool truth -> {}
      case Json.Nothing nothing -> {}
    }
  }

  /** An effect of time rests on the entry that set the clock that ran out. */
  private static void fired(
      State before, State after, List<Effect> effects, SortedMap<String, SortedSet<Long>> links) {
    if (effects.size() < 2) {
      return;
    }
    for (Deadline deadline : before.deadlines()) {
      if (deadline.at().isAfter(after.time())) {
        return;
      }
      for (Effect effect : effects) {
        SortedSet<String> terms = Event.terms(effect);
        if (terms.stream().anyMatch(deadline.subject()::contains)) {
          terms.forEach(term -> link(links, term, deadline.causeIndex()));
        }
      }
    }
  }

  /** A certificate that no decision changed: what carried it, and what binds its system now. */
  private static void certificate(
      Effect effect, State before, State after, SortedMap<String, SortedSet<Long>> links) {
    if (!(effect instanceof Effect.CertificateChanged changed)) {
      return;
    }
    Optional.ofNullable(before.certificates().get(changed.certificate()))
        .ifPresent(held -> link(links, changed.certificate(), held.index()));
    for (Hash hold : after.system(changed.system()).holds()) {
      link(
          links,
          changed.certificate(),
          Optional.ofNullable(after.sanctions().get(hold))
              .map(sanction -> sanction.index())
              .or(
                  () ->
                      Optional.ofNullable(after.emergencies().get(hold))
                          .map(emergency -> emergency.index()))
              .orElse(null));
    }
  }
}
