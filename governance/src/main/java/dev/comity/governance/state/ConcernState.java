package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.governance.statement.Body;
import java.time.Instant;
import java.util.Optional;

/** A concern and its answer. {@code dueAt} is when the charter's response window ends. */
public record ConcernState(
    Hash id,
    long index,
    String raisedBy,
    Body.Concern body,
    Instant raisedAt,
    Instant dueAt,
    boolean overdue,
    Optional<Answer> answer) {

  /** The provider's response. */
  public record Answer(long index, Instant at, Body.Response body) {}

  public ConcernState answered(Answer given) {
    return new ConcernState(
        id, index, raisedBy, body, raisedAt, dueAt, overdue, Optional.of(given));
  }

  public ConcernState missed() {
    return new ConcernState(id, index, raisedBy, body, raisedAt, dueAt, true, answer);
  }
}
