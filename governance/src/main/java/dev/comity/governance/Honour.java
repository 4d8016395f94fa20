package dev.comity.governance;

import dev.comity.governance.state.ForeignState;
import dev.comity.governance.state.RecognitionState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Between;
import dev.comity.rules.Relation;
import dev.comity.rules.Requirement;
import dev.comity.rules.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether a foreign certificate is honoured here, derived each time it is asked.
 *
 * @param reason one word for programs
 * @param scope the areas in which it is: never more than the certificate's own
 * @param until the earliest end on the way
 * @param open own requirements in force that nothing on the other side covers
 * @param path logs from here to the certificate's
 */
public record Honour(
    Standing standing,
    String reason,
    SortedSet<String> scope,
    Instant until,
    List<String> open,
    List<String> path) {
  public Honour {
    scope = Collections.unmodifiableSortedSet(new TreeSet<>(scope));
    open = List.copyOf(open);
    path = List.copyOf(path);
  }

  /** The answers. */
  public enum Standing {
    HONOURED,
    /** Honoured as far as it goes: the open requirements are still to be shown here. */
    OPEN,
    /** Nobody can say: the last import is too old. */
    UNDETERMINED,
    NOT_HONOURED
  }

  /** Of a certificate that the state holds. */
  public static Honour of(State state, ForeignState foreign) {
    Instant now = state.time();
    Optional<RecognitionState> recognition =
        Optional.ofNullable(state.recognitions().get(foreign.log()));
    if (recognition.isEmpty()) {
      return not(foreign, "not-recognised");
    }
    List<String> path = path(state, recognition.get());
    Between.Recognise terms = recognition.get().terms();
    SortedSet<String> scope = intersection(foreign.scope(), terms.scope());
    Instant until = Times.earlier(foreign.validUntil(), terms.until());
    if (!foreign.status().equals("active") && !foreign.status().equals("conditional")) {
      return not(foreign, foreign.status());
    }
    if (!until.isAfter(now)) {
      return not(foreign, "expired");
    }
    if (scope.isEmpty()) {
      return not(foreign, "out-of-scope");
    }
    Instant stale = Times.plus(foreign.importedAt(), state.chartered().charter().maxStaleness());
    if (!stale.isAfter(now)) {
      return new Honour(
          Standing.UNDETERMINED, "stale", Collections.emptySortedSet(), until, List.of(), path);
    }
    List<String> open = remainder(state, foreign, terms);
    return new Honour(
        open.isEmpty() ? Standing.HONOURED : Standing.OPEN,
        open.isEmpty() ? "honoured" : "open-requirements",
        scope,
        Times.earlier(until, stale),
        open,
        path);
  }

  private static Honour not(ForeignState foreign, String reason) {
    return new Honour(
        Standing.NOT_HONOURED,
        reason,
        Collections.emptySortedSet(),
        foreign.validUntil(),
        List.of(),
        List.of());
  }

  private static List<String> path(State state, RecognitionState recognition) {
    List<String> path = new ArrayList<>();
    Optional<RecognitionState> hop = Optional.of(recognition);
    while (hop.isPresent() && path.size() < 8) {
      path.addFirst(hop.get().log());
      hop = hop.get().via().flatMap(via -> Optional.ofNullable(state.recognitions().get(via)));
    }
    return path;
  }

  /** {@code *} is everything. */
  static SortedSet<String> intersection(Collection<String> a, Collection<String> b) {
    if (b.contains("*")) {
      return new TreeSet<>(a);
    }
    if (a.contains("*")) {
      return new TreeSet<>(b);
    }
    SortedSet<String> both = new TreeSet<>(a);
    both.retainAll(b);
    return both;
  }

  /**
   * Own binding requirements in force that neither the same rulebook there nor the crosswalk
   * covers. An intersection never covers.
   */
  private static List<String> remainder(
      State state, ForeignState foreign, Between.Recognise terms) {
    List<String> open = new ArrayList<>();
    Instant now = state.time();
    for (RulebookState book : RulesInForce.rulebooks(state)) {
      if (book.compiled().rulebook().standing(now) != dev.comity.rules.Standing.IN_FORCE) {
        continue;
      }
      boolean same = book.statement().hex().equals(foreign.rulebooks().get(book.key().id()));
      for (Requirement requirement : book.compiled().rulebook().requirements()) {
        String id = book.key().id() + "/" + requirement.id();
        boolean covered = (same && met(foreign, id)) || crosswalked(foreign, terms, id);
        if (requirement.modality().binding() && !covered) {
          open.add(id);
        }
      }
    }
    return open;
  }

  private static boolean crosswalked(ForeignState foreign, Between.Recognise terms, String own) {
    return terms.crosswalk().stream()
        .filter(edge -> edge.own().equals(own))
        .filter(edge -> edge.relation() == Relation.EQUAL || edge.relation() == Relation.SUPERSET)
        .anyMatch(edge -> met(foreign, edge.foreign()));
  }

  private static boolean met(ForeignState foreign, String requirement) {
    String status = foreign.findings().get(requirement);
    return "satisfied".equals(status) || "not-applicable".equals(status);
  }
}
