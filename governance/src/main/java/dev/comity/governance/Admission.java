package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.governance.state.KeyState;
import dev.comity.governance.state.PolicyState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import java.util.List;
import java.util.Optional;

/** What holds for every statement before its own reducer sees it. */
sealed interface Admission {
  /** {@code state} has the key's sequence number advanced. */
  record Admitted(State state) implements Admission {}

  record Refused(Refusal refusal) implements Admission {}

  /**
   * The statement proves that its key equivocated: it is logged as that proof and has no other
   * effect.
   */
  record Equivocation(Result.Applied result) implements Admission {}

  static Admission check(State state, Entry entry) {
    if (entry.index() != state.size()) {
      throw new IllegalArgumentException(
          "entry " + entry.index() + " does not follow a state of size " + state.size());
    }
    Optional<Refusal> refusal = refusal(state, entry);
    if (refusal.isPresent()) {
      return new Refused(refusal.get());
    }
    return entry.body() instanceof Body.Opaque ? new Admitted(state) : sequence(state, entry);
  }

  private static Optional<Refusal> refusal(State state, Entry entry) {
    Statement statement = entry.statement();
    if (entry.index() == 0) {
      return statement.body() instanceof Body.Policy
          ? Optional.empty()
          : refuse(
              RefusalCode.POLICY_FIRST,
              "log §entry 0",
              "entry 0 must be the log's policy statement");
    }
    String algorithm = statement.signed().header().algorithm().text();
    if (!state.algorithms().contains(algorithm)) {
      return refuse(
          RefusalCode.ALGORITHM_NOT_ADMITTED,
          policyRule(state, "algorithms"),
          "this log admits signatures by " + state.algorithms() + ", not " + algorithm);
    }
    if (statement.body() instanceof Body.Opaque) {
      return ForeignAdmission.refusal(state, statement);
    }
    if (!statement.log().equals(state.origin())) {
      return refuse(
          RefusalCode.WRONG_LOG,
          "semantics §statements",
          "the statement is meant for log \""
              + statement.log()
              + "\", this is \""
              + state.origin()
              + "\"");
    }
    if (state.now().isEmpty() && !(statement.body() instanceof Body.Clock)) {
      return timeMissing();
    }
    return issuer(state, statement);
  }

  private static Optional<Refusal> issuer(State state, Statement statement) {
    if (statement.body() instanceof Body.Party
        || (statement.body() instanceof Body.Concern concern && concern.key().isPresent())) {
      String expected = statement.ownKey().map(key -> key.partyId()).orElse("");
      return statement.issuer().equals(expected) ? Optional.empty() : mismatch(statement, expected);
    }
    KeyState key = state.keys().get(statement.keyId());
    if (key == null || !state.parties().containsKey(key.party())) {
      return undeclared(statement);
    }
    return key.party().equals(statement.issuer())
        ? Optional.empty()
        : mismatch(statement, key.party());
  }

  static Optional<Refusal> timeMissing() {
    return refuse(
        RefusalCode.TIME_MISSING,
        "semantics §time",
        "the first statement after the policy is a clock");
  }

  static Optional<Refusal> undeclared(Statement statement) {
    return refuse(
        RefusalCode.UNKNOWN_PARTY,
        "semantics §parties",
        "key " + statement.keyId() + " is not declared here; submit a party statement first");
  }

  static Optional<Refusal> mismatch(Statement statement, String expected) {
    return refuse(
        RefusalCode.ISSUER_MISMATCH,
        "semantics §parties",
        "the key belongs to " + expected + ", the statement claims " + statement.issuer());
  }

  /**
   * Same key and number with other content is equivocation; the same content again is no new
   * statement.
   */
  private static Admission sequence(State state, Entry entry) {
    Statement statement = entry.statement();
    Hash keyId = statement.keyId();
    KeyState key = state.keys().get(keyId);
    if (key != null && statement.seq() <= key.lastSeq()) {
      if (statement.id().equals(key.lastId())) {
        return new Refused(duplicate());
      }
      if (statement.seq() == key.lastSeq() && key.equivocatedAt().isEmpty()) {
        return equivocation(state, keyId, key, entry.index());
      }
      return new Refused(
          new Refusal(
              RefusalCode.SEQUENCE_NOT_INCREASING,
              "semantics §statements",
              "seq must be above " + key.lastSeq() + ", found " + statement.seq()));
    }
    Optional<Long> equivocatedAt = key == null ? Optional.empty() : key.equivocatedAt();
    KeyState next =
        new KeyState(statement.issuer(), statement.seq(), statement.id(), equivocatedAt);
    return new Admitted(state.change().put(keyId, next).sofar());
  }

  private static Refusal duplicate() {
    return new Refusal(
        RefusalCode.DUPLICATE, "semantics §statements", "this statement is logged already");
  }

  /**
   * One proof is enough: a key is marked once, so that a duplicate of the proof changes nothing.
   */
  private static Admission equivocation(State state, Hash keyId, KeyState key, long index) {
    KeyState marked = new KeyState(key.party(), key.lastSeq(), key.lastId(), Optional.of(index));
    return new Equivocation(
        new Result.Applied(
            state.change().put(keyId, marked).done(),
            List.of(new Effect.EquivocationRecorded(key.party(), keyId))));
  }

  /** Names a field of the policy in force with its entry. */
  static String policyRule(State state, String field) {
    return "log §policy." + field + ", entry " + state.policy().map(PolicyState::index).orElse(0L);
  }

  /** Names a field of the charter in force with its entry. */
  static String charterRule(State state, String field) {
    return state
        .charter()
        .map(c -> "charter §" + field + ", entry " + c.index())
        .orElse("charter §" + field + " (no charter yet)");
  }

  static Optional<Refusal> refuse(RefusalCode code, String rule, String detail) {
    return Optional.of(new Refusal(code, rule, detail));
  }
}
