package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.governance.state.KeyState;
import dev.comity.governance.state.PartyState;
import dev.comity.governance.state.PolicyState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Keys;
import dev.comity.governance.statement.Loop;
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
    if (state.frozen().isPresent()) {
      return refuse(
          RefusalCode.LOG_FROZEN,
          "semantics §keys, entry " + state.frozen().get(),
          "this log's key signed two histories; members go on in a fork");
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
    KeyState key = state.keys().get(statement.keyId());
    if (key != null) {
      return known(state, statement, key);
    }
    if (statement.ownKey().isEmpty()) {
      return undeclared(statement);
    }
    if (statement.body() instanceof Keys) {
      return committed(state, statement);
    }
    String expected = statement.ownKey().get().partyId();
    return statement.issuer().equals(expected) ? Optional.empty() : mismatch(statement, expected);
  }

  private static Optional<Refusal> known(State state, Statement statement, KeyState key) {
    if (!key.party().equals(statement.issuer())) {
      return mismatch(statement, key.party());
    }
    if (key.retiredAt().isPresent()) {
      return refuse(
          RefusalCode.KEY_RETIRED,
          "semantics §keys, entry " + key.retiredAt().get(),
          statement.issuer() + " signs with another key since then");
    }
    boolean brings =
        statement.body() instanceof Body.Party || statement.body() instanceof Body.Concern;
    if (!state.parties().containsKey(key.party()) && !brings && !follows(statement.body())) {
      return undeclared(statement);
    }
    return key.equivocatedAt().isPresent() && weighs(statement.body())
        ? refuse(
            RefusalCode.KEY_FROZEN,
            "semantics §keys, entry " + key.equivocatedAt().get(),
            "the key gave one number to two statements; rotate it before it votes or attests")
        : Optional.empty();
  }

  /** What whoever raised a concern without being declared may say about it. */
  private static boolean follows(Body body) {
    return body instanceof Loop.Contest || body instanceof Loop.Remediation;
  }

  /** What others' rights hang on. */
  private static boolean weighs(Body body) {
    return body instanceof Deliberation
        || body instanceof Body.Attest
        || body instanceof Loop.Ruling
        || body instanceof Keys.Recover;
  }

  private static Optional<Refusal> committed(State state, Statement statement) {
    PartyState party = state.parties().get(statement.issuer());
    if (party == null) {
      return undeclared(statement);
    }
    return party.next().equals(Optional.of(statement.keyId()))
        ? Optional.empty()
        : refuse(
            RefusalCode.KEY_NOT_COMMITTED,
            "semantics §keys",
            "expected the key that "
                + statement.issuer()
                + " has committed to"
                + party.next().map(next -> ", " + next).orElse("; it has committed to none"));
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
    KeyState next = key == null ? first(statement) : key.next(statement.seq(), statement.id());
    return new Admitted(
        MembershipReducer.active(state.change().put(keyId, next).sofar(), statement.issuer()));
  }

  private static KeyState first(Statement statement) {
    return new KeyState(
        statement.issuer(),
        statement.ownKey().orElseThrow(),
        statement.seq(),
        statement.id(),
        Optional.empty(),
        Optional.empty());
  }

  private static Refusal duplicate() {
    return new Refusal(
        RefusalCode.DUPLICATE, "semantics §statements", "this statement is logged already");
  }

  /**
   * One proof is enough: a key is marked once, so that a duplicate of the proof changes nothing.
   */
  private static Admission equivocation(State state, Hash keyId, KeyState key, long index) {
    return new Equivocation(
        new Result.Applied(
            state.change().put(keyId, key.equivocated(index)).done(),
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
        .map(c -> "charter §" + field + ", entry " + c.since())
        .orElse("charter §" + field + " (no charter yet)");
  }

  static Optional<Refusal> refuse(RefusalCode code, String rule, String detail) {
    return Optional.of(new Refusal(code, rule, detail));
  }
}
