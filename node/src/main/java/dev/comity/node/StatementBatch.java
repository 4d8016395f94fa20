package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.Derivation;
import dev.comity.governance.Effect;
import dev.comity.governance.Reducer;
import dev.comity.governance.Refusal;
import dev.comity.governance.Result;
import dev.comity.governance.refusal.RefusalBody;
import dev.comity.governance.state.KeyState;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import dev.comity.governance.statement.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The next entries of a log in the making: starts at the committed state, opens with a clock when
 * the last one is a second old, asks the reducer about every statement, and lets the operator state
 * the decisions that fall due. Used by the single writer; thrown away when the commit fails.
 */
final class StatementBatch {
  private final SigningKey operatorKey;
  private final Instant wallClock;
  private final List<Bytes> entries = new ArrayList<>();
  private final List<CommunityIndex.Addition> additions = new ArrayList<>();
  private final Map<Hash, Long> fresh = new HashMap<>();
  private State state;
  private boolean openedWithClock;

  StatementBatch(State committed, SigningKey operatorKey, Instant wallClock) {
    this.state = committed;
    this.operatorKey = operatorKey;
    this.wallClock = wallClock.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Where a statement of this batch stands. */
  sealed interface Place {
    record At(long index, boolean fresh) implements Place {}

    record Refused(RefusalBody refusal) implements Place {}
  }

  State state() {
    return state;
  }

  List<Bytes> entries() {
    return entries;
  }

  List<CommunityIndex.Addition> additions() {
    return additions;
  }

  /** Whether a clock now would make a deadline fire. */
  static boolean deadlineDue(State state, Instant wallClock) {
    return !state.deadlines().isEmpty()
        && state.now().isPresent()
        && !state.deadlines().first().at().isAfter(wallClock.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * States the time unless the log's time is not behind, or the log takes nothing more; decisions
   * that fall due with it follow.
   */
  void openWithClock() {
    if (state.frozen().isPresent()) {
      return;
    }
    if (state.now().isEmpty() || state.now().get().isBefore(wallClock)) {
      state(BodyType.CLOCK, "clock", Json.object().put("now", wallClock.toString()).build());
      openedWithClock = true;
    }
  }

  /** States {@code policy}, the entry in force, again with another log key. */
  void rotate(Bytes policy, VerificationKey logKey) {
    try {
      Json payload = JsonParser.parse(SignedStatement.decode(policy).payload());
      JsonObject fields = Json.object();
      ((Json.Obj) payload)
          .fields()
          .forEach(
              (name, value) -> {
                if (!name.equals("log") && !name.equals("seq")) {
                  fields.put(name, name.equals("logKey") ? logKey.toJwk() : value);
                }
              });
      state(BodyType.POLICY, state.origin(), fields.build());
    } catch (VerificationException e) {
      throw new IllegalStateException("the policy in force is no statement: " + e.detail(), e);
    }
  }

  /**
   * Asks the reducer; an admitted statement and what the operator owes because of it join the
   * batch.
   */
  Place admit(Statement statement) {
    Long known = fresh.get(statement.id());
    if (known != null) {
      return new Place.At(known, false);
    }
    return switch (Reducer.reduce(state, Reducer.next(state, statement))) {
      case Result.Rejected rejected -> new Place.Refused(refusal(statement, rejected.refusal()));
      case Result.Applied applied -> {
        long index = take(statement, applied);
        decideWhatIsDue(applied.effects());
        yield new Place.At(index, true);
      }
    };
  }

  private long take(Statement statement, Result.Applied applied) {
    long index = state.size();
    state = applied.next();
    entries.add(statement.signed().entry());
    fresh.put(statement.id(), index);
    additions.add(new CommunityIndex.Addition(row(index, statement, state), applied.effects()));
    return index;
  }

  static CommunityIndex.Row row(long index, Statement statement, State after) {
    return new CommunityIndex.Row(
        index,
        statement.id(),
        BodyType.ofContentType(statement.signed().header().contentType())
            .map(BodyType::text)
            .orElse(statement.signed().header().contentType()),
        statement.issuer(),
        statement.signed().header().subject(),
        after.now().orElse(Instant.EPOCH));
  }

  private void decideWhatIsDue(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.DecisionFellDue due) {
        RequestState request = Objects.requireNonNull(state.requests().get(due.request()));
        Derivation derived = Derivation.derive(state, request);
        state(
            BodyType.DECISION,
            due.system(),
            Json.object()
                .put("request", due.request().hex())
                .put("decision", derived.json())
                .build());
      }
    }
  }

  /** The operator's own statements; that the reducer refuses one is a bug, not an input. */
  private void state(BodyType type, String subject, Json.Obj fields) {
    try {
      SignedStatement signed =
          new Draft(type, subject, fields).sign(operatorKey, state.origin(), nextSeq(), wallClock);
      Statement statement = Statement.parse(signed);
      switch (Reducer.reduce(state, Reducer.next(state, statement))) {
        case Result.Applied applied -> {
          take(statement, applied);
          decideWhatIsDue(applied.effects());
        }
        case Result.Rejected rejected ->
            throw new IllegalStateException(
                "the operator's " + type.text() + " was refused: " + rejected.refusal());
      }
    } catch (VerificationException e) {
      throw new IllegalStateException("the operator's " + type.text() + ": " + e.detail(), e);
    }
  }

  private long nextSeq() {
    KeyState key = state.keys().get(operatorKey.publicKey().keyId());
    return key == null ? 1 : key.lastSeq() + 1;
  }

  /**
   * Which state refuses: a clock that stands alone before it is told by its time and not counted,
   * since it is not logged unless something else is.
   */
  private RefusalBody refusal(Statement statement, Refusal refusal) {
    boolean clockAlone = openedWithClock && entries.size() == 1;
    return new RefusalBody(
        state.origin(),
        statement.id(),
        clockAlone ? state.size() - 1 : state.size(),
        state.now().orElse(wallClock),
        refusal);
  }
}
