package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.EvidenceState;
import dev.comity.governance.state.KeyState;
import dev.comity.governance.state.PartyState;
import dev.comity.governance.state.ProposalState;
import dev.comity.governance.state.RecoveryState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Keys;
import dev.comity.governance.statement.Terms;
import dev.comity.log.proof.NoteKey;
import dev.comity.log.proof.SignedCheckpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Keys over time: commitment, rotation, compromise, recovery; and a log that told two stories. */
final class KeyReducer {
  private KeyReducer() {}

  static Result apply(State state, Entry entry, Keys body) {
    return switch (body) {
      case Keys.Commit commit -> commit(state, entry, commit);
      case Keys.Rotate rotate -> rotate(state, entry, rotate);
      case Keys.Compromise compromise ->
          compromise.histories().isPresent()
              ? freeze(state, entry, compromise)
              : compromise(state, entry, compromise);
      case Keys.Recover recover -> recover(state, entry, recover);
    };
  }

  private static Result commit(State state, Entry entry, Keys.Commit body) {
    if (state.keys().containsKey(body.next())) {
      return Result.rejected(
          RefusalCode.KEY_IN_USE, "semantics §keys", "key " + body.next() + " is known here");
    }
    PartyState party = party(state, entry.issuer());
    if (party.next().isPresent()) {
      return Result.rejected(
          RefusalCode.ALREADY_COMMITTED,
          "semantics §keys",
          "key "
              + party.next().get()
              + " is committed; rotating to it commits the one after, so that whoever takes the"
              + " key in use cannot choose the next");
    }
    return new Result.Applied(
        state.change().put(party.committed(Optional.of(body.next()))).done(),
        List.of(new Effect.KeyCommitted(entry.issuer())));
  }

  private static PartyState party(State state, String id) {
    PartyState party = state.parties().get(id);
    if (party == null) {
      throw new IllegalStateException("the gate admits declared parties only");
    }
    return party;
  }

  /** The gate has checked that the signing key is the committed one. */
  private static Result rotate(State state, Entry entry, Keys.Rotate body) {
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    replace(change, entry.issuer(), body.key(), body.next(), entry.index(), effects);
    return new Result.Applied(change.done(), effects);
  }

  private static void replace(
      Change change,
      String partyId,
      VerificationKey key,
      Optional<Hash> next,
      long index,
      List<Effect> effects) {
    State state = change.sofar();
    PartyState party = party(state, partyId);
    Hash old = party.key().keyId();
    KeyState retiring = state.keys().get(old);
    if (retiring != null) {
      change.put(old, retiring.retired(index));
    }
    change.put(party.with(key, next));
    effects.add(new Effect.KeyRotated(partyId, key.keyId()));
  }

  /**
   * What the key stated since then is taken out where nothing final rests on it: ballots of votes
   * that are not executed, rulings of open cases, and evidence and attestations younger than the
   * finality window. What is older stands; an excuse that comes late changes nothing.
   */
  private static Result compromise(State state, Entry entry, Keys.Compromise body) {
    KeyState key = state.keys().get(body.keyId());
    if (key == null || !key.party().equals(entry.issuer())) {
      return Result.rejected(
          RefusalCode.UNKNOWN_KEY,
          "semantics §keys",
          "key " + body.keyId() + " is none of " + entry.issuer());
    }
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    replace(change, entry.issuer(), body.key().orElseThrow(), body.next(), entry.index(), effects);
    effects.add(new Effect.KeyCompromised(entry.issuer(), body.keyId(), body.since()));
    voidBallots(change, entry, body, effects);
    Predicate<Long> stolen = stolen(key, body);
    voidRulings(change, entry, stolen);
    voidEvidence(change, entry, stolen, effects);
    return new Result.Applied(change.done(), effects);
  }

  private static void voidBallots(
      Change change, Entry entry, Keys.Compromise body, List<Effect> effects) {
    for (ProposalState proposal : change.sofar().proposals().values()) {
      ProposalState.BallotState ballot = proposal.ballots().get(entry.issuer());
      if (ballot != null && ballot.keyId().equals(body.keyId()) && ballot.index() >= body.since()) {
        change.put(DeliberationReducer.count(proposal, entry.issuer(), Optional.empty()));
        effects.add(new Effect.BallotVoided(proposal.id(), entry.issuer()));
        DeliberationReducer.recount(change, proposal.id(), entry.index(), effects);
      }
    }
  }

  /** Entries that the key can have signed since then: none after another took its place. */
  private static Predicate<Long> stolen(KeyState key, Keys.Compromise body) {
    long retired = key.retiredAt().orElse(Long.MAX_VALUE);
    return index -> index >= body.since() && index < retired;
  }

  private static void voidRulings(Change change, Entry entry, Predicate<Long> stolen) {
    for (CaseState open : change.sofar().cases().values()) {
      CaseState.Vote vote = open.rulings().get(entry.issuer());
      if (open.result().isEmpty() && vote != null && stolen.test(vote.index())) {
        SortedMap<String, CaseState.Vote> rulings = new TreeMap<>(open.rulings());
        rulings.remove(entry.issuer());
        change.put(open.with(rulings));
      }
    }
  }

  private static void voidEvidence(
      Change change, Entry entry, Predicate<Long> stolen, List<Effect> effects) {
    State state = change.sofar();
    Instant firm = Times.minus(state.time(), state.chartered().charter().keys().finality());
    for (EvidenceState evidence : state.evidence().values()) {
      boolean stated =
          evidence.issuer().equals(entry.issuer())
              && stolen.test(evidence.index())
              && evidence.at().isAfter(firm);
      boolean attested =
          evidence.attestations().stream()
              .anyMatch(
                  a ->
                      a.assessor().equals(entry.issuer())
                          && stolen.test(a.index())
                          && a.at().isAfter(firm));
      String system = evidence.body().system();
      if (stated && state.system(system).evidence().contains(evidence.id())) {
        change.put(change.sofar().system(system).withoutEvidence(evidence.id()));
      } else if (attested) {
        change.put(EvidenceReducer.withoutAttestation(state, evidence, entry.issuer()));
      }
      if (stated || attested) {
        effects.add(new Effect.EvidenceVoided(system, evidence.id(), entry.issuer()));
        CertificateReducer.reconsider(change, system, entry.index(), effects);
      }
    }
  }

  /** Two checkpoints of one size with different roots: whoever signed both cannot be believed. */
  private static Result freeze(State state, Entry entry, Keys.Compromise body) {
    Keys.TwoHistories histories = body.histories().orElseThrow();
    VerificationKey logKey = state.policy().orElseThrow().policy().logKey();
    try {
      SignedCheckpoint one = signed(state, histories.one(), logKey);
      SignedCheckpoint other = signed(state, histories.other(), logKey);
      boolean apart =
          one.checkpoint().size() == other.checkpoint().size()
              && !one.checkpoint().root().equals(other.checkpoint().root());
      if (!apart) {
        return Result.rejected(
            RefusalCode.HISTORIES_AGREE,
            "semantics §keys",
            "expected two checkpoints of one size with different roots");
      }
    } catch (VerificationException e) {
      return Result.rejected(RefusalCode.HISTORIES_AGREE, "semantics §keys", e.detail());
    }
    return new Result.Applied(
        state.change().freeze(entry.index()).done(), List.of(new Effect.LogFrozen(state.origin())));
  }

  private static SignedCheckpoint signed(State state, String note, VerificationKey key)
      throws VerificationException {
    SignedCheckpoint checkpoint = SignedCheckpoint.parse(Bytes.utf8(note));
    checkpoint.requireLog(new NoteKey(state.origin(), key));
    return checkpoint;
  }

  private static Result recover(State state, Entry entry, Keys.Recover body) {
    Optional<Refusal> refusal =
        Permission.role(state, entry, "guardian", "authority")
            .or(() -> recoverRefusal(state, body));
    if (refusal.isPresent()) {
      return new Result.Rejected(refusal.get());
    }
    RecoveryState before = state.recoveries().get(body.party());
    SortedSet<String> guardians = new TreeSet<>(before == null ? List.of() : before.guardians());
    if (!guardians.add(entry.issuer())) {
      return Result.rejected(
          RefusalCode.RECOVERY_OPEN, "semantics §keys", entry.issuer() + " has asked already");
    }
    Terms.Keys terms = state.chartered().charter().keys();
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.RecoveryRequested(body.party(), entry.issuer()));
    Change change = state.change();
    long since = before == null ? entry.index() : before.index();
    Optional<Instant> at = before == null ? Optional.empty() : before.at();
    if (at.isEmpty() && guardians.size() >= terms.approvals()) {
      at = Optional.of(Times.plus(state.time(), terms.recovery()));
      change.put(new Deadline(at.get(), since, Deadline.Kind.RECOVERY, body.party()));
      effects.add(new Effect.RecoveryStarted(body.party(), at.get()));
    }
    change.put(new RecoveryState(body.party(), body.key(), since, guardians, at));
    return new Result.Applied(change.done(), effects);
  }

  private static Optional<Refusal> recoverRefusal(State state, Keys.Recover body) {
    if (!state.parties().containsKey(body.party())) {
      return refuse(RefusalCode.UNKNOWN_PARTY, body.party() + " is not declared here");
    }
    if (state.keys().containsKey(body.key().keyId())) {
      return refuse(RefusalCode.KEY_IN_USE, "key " + body.key().keyId() + " is known here");
    }
    RecoveryState open = state.recoveries().get(body.party());
    return open == null || open.key().equals(body.key())
        ? Optional.empty()
        : refuse(
            RefusalCode.RECOVERY_OPEN,
            "a recovery with key " + open.key().keyId() + " is open; the party can veto it");
  }

  private static Optional<Refusal> refuse(RefusalCode code, String detail) {
    return Optional.of(new Refusal(code, "semantics §keys", detail));
  }

  /** The time lock is over and the party has not objected. */
  static void finishRecovery(Change change, String party, long index, List<Effect> effects) {
    RecoveryState recovery = change.sofar().recoveries().get(party);
    if (recovery == null || change.sofar().keys().containsKey(recovery.key().keyId())) {
      return;
    }
    change.removeRecovery(party);
    replace(change, party, recovery.key(), Optional.empty(), index, effects);
    change.put(
        recovery.key().keyId(),
        new KeyState(
            party, recovery.key(), 0, Hash.of(Bytes.EMPTY), Optional.empty(), Optional.empty()));
  }
}
