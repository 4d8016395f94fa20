package dev.comity.governance.explain;

import dev.comity.core.VerificationException;
import dev.comity.governance.Effect;
import dev.comity.governance.Entry;
import dev.comity.governance.Reducer;
import dev.comity.governance.Result;
import dev.comity.governance.state.PartyState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A log's fold that remembers what each entry brought about. Checks no signature: whoever wants to
 * rely on the log verifies it.
 */
public final class Chronicle {
  private final List<Event> events = new ArrayList<>();
  private final References references = new References();
  private final NavigableSet<String> rulebooks = new TreeSet<>();
  private State state = State.EMPTY;

  /** Takes the next statement. Throws, naming the entry, when the rules do not admit it. */
  public void next(Statement statement) throws VerificationException {
    State before = state;
    List<Effect> effects =
        switch (Reducer.reduce(before, new Entry(before.size(), statement))) {
          case Result.Applied applied -> {
            state = applied.next();
            yield applied.effects();
          }
          case Result.Rejected rejected ->
              throw new VerificationException(
                  VerificationException.Code.MISMATCH,
                  "entry "
                      + before.size()
                      + ": "
                      + rejected.refusal().code().text()
                      + ": "
                      + rejected.refusal().detail());
        };
    for (Effect effect : effects) {
      Event.terms(effect).stream().filter(term -> isRulebook(effect, term)).forEach(rulebooks::add);
    }
    events.add(
        new Event(
            before.size(),
            statement.id(),
            BodyType.ofContentType(statement.signed().header().contentType())
                .map(BodyType::text)
                .orElse("opaque"),
            statement.issuer(),
            state.now(),
            effects,
            references.of(statement, before, state, effects)));
  }

  private static boolean isRulebook(Effect effect, String term) {
    return term.contains(" ") && effect.subject().equals("rulebook:" + term.split(" ", 2)[0]);
  }

  /** The state after the entries so far. */
  public State state() {
    return state;
  }

  /** What {@code id}, in full or only its beginning, can mean; several when it is too short. */
  public List<Subject> subjects(String id) {
    return Subjects.matching(state, rulebooks, id);
  }

  public Explanation explain(Subject subject) {
    SortedMap<Long, Explanation.Cause> causes = new TreeMap<>();
    Deque<Long> open = new ArrayDeque<>();
    for (Event event : events) {
      List<Effect> about = event.about(subject.names());
      if (!about.isEmpty()) {
        causes.put(event.index(), cause(event, subject.names(), about, open));
      }
    }
    SortedMap<Long, Explanation.Cause> grounds = new TreeMap<>();
    while (!open.isEmpty()) {
      long index = open.remove();
      if (index >= 0
          && index < events.size()
          && !causes.containsKey(index)
          && !grounds.containsKey(index)) {
        Event event = events.get((int) index);
        List<Effect> about = event.about(subject.all());
        grounds.put(
            index, cause(event, subject.all(), about.isEmpty() ? event.effects() : about, open));
      }
    }
    return new Explanation(subject, List.copyOf(causes.values()), List.copyOf(grounds.values()));
  }

  /**
   * The entries by or about a party: what it signed, what followed for it and for the systems that
   * it provides, and what that rests on; with the policy and the charter, which everything does.
   */
  public SortedSet<Long> recordOf(Subject party) {
    SortedSet<String> names = new TreeSet<>(party.names());
    state.systems().values().stream()
        .filter(system -> party.names().contains(system.provider()))
        .forEach(system -> names.add(system.card().system()));
    Explanation explanation =
        explain(new Subject(party.kind(), party.id(), party.status(), names, party.context()));
    SortedSet<Long> indices = new TreeSet<>();
    indices.add(0L);
    state.charter().ifPresent(charter -> indices.add(charter.index()));
    explanation.causes().forEach(cause -> indices.add(cause.index()));
    explanation.grounds().forEach(ground -> indices.add(ground.index()));
    for (Event event : events) {
      if (event.issuer().equals(party.id())) {
        indices.add(event.index());
      }
    }
    return indices;
  }

  /** What the entry brought about. */
  public Event event(long index) {
    return events.get(Math.toIntExact(index));
  }

  private Explanation.Cause cause(
      Event event, SortedSet<String> terms, List<Effect> effects, Deque<Long> open) {
    SortedSet<Long> restsOn = event.restsOn(terms);
    open.addAll(restsOn);
    return new Explanation.Cause(
        event.index(),
        event.statement(),
        event.type(),
        event.issuer(),
        Optional.ofNullable(state.parties().get(event.issuer())).map(PartyState::name),
        event.at(),
        effects,
        List.copyOf(restsOn));
  }
}
