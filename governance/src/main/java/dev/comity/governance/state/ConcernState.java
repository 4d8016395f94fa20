package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.governance.statement.Body;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A concern and what became of it.
 *
 * @param dueAt when the charter's response window ends
 * @param overdue the window ended without an answer
 * @param steps in their order, the first is the concern itself
 * @param clocks what has to be done by when
 */
public record ConcernState(
    Hash id,
    long index,
    String raisedBy,
    Body.Concern body,
    Instant raisedAt,
    Instant dueAt,
    boolean overdue,
    Optional<Answer> answer,
    List<Step> steps,
    SortedMap<String, Instant> clocks,
    boolean closed) {
  public ConcernState {
    steps = List.copyOf(steps);
    clocks = Collections.unmodifiableSortedMap(new TreeMap<>(clocks));
  }

  /** The provider's response. */
  public record Answer(long index, Instant at, Body.Response body) {}

  /** What happened when. */
  public record Step(Stage stage, long index, Instant at) {}

  /** The stages of the public loop. */
  public enum Stage {
    RAISED,
    ACKNOWLEDGED,
    ASSESSED,
    ANSWERED,
    REMEDIATED,
    VERIFIED,
    REJECTED,
    CONTESTED,
    CLOSED;

    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Stage stage() {
    return steps.getLast().stage();
  }

  public boolean has(Stage stage) {
    return steps.stream().anyMatch(step -> step.stage() == stage);
  }

  public ConcernState step(Stage stage, long at, Instant time) {
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(stage, at, time));
    return new ConcernState(
        id,
        index,
        raisedBy,
        body,
        raisedAt,
        dueAt,
        overdue,
        answer,
        more,
        clocks,
        closed || stage == Stage.CLOSED);
  }

  public ConcernState answered(Answer given) {
    return new ConcernState(
        id,
        index,
        raisedBy,
        body,
        raisedAt,
        dueAt,
        overdue,
        Optional.of(given),
        steps,
        clocks,
        closed);
  }

  public ConcernState missed() {
    return new ConcernState(
        id, index, raisedBy, body, raisedAt, dueAt, true, answer, steps, clocks, closed);
  }

  public ConcernState clock(String stage, Instant by) {
    SortedMap<String, Instant> more = new TreeMap<>(clocks);
    more.put(stage, by);
    return new ConcernState(
        id, index, raisedBy, body, raisedAt, dueAt, overdue, answer, steps, more, closed);
  }

  public ConcernState stopped(String stage) {
    SortedMap<String, Instant> less = new TreeMap<>(clocks);
    less.remove(stage);
    return new ConcernState(
        id, index, raisedBy, body, raisedAt, dueAt, overdue, answer, steps, less, closed);
  }

  /** Open again: a panel overturned the answer. */
  public ConcernState reopened() {
    return new ConcernState(
        id, index, raisedBy, body, raisedAt, dueAt, overdue, answer, steps, clocks, false);
  }
}
