package dev.comity.governance.whatif;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.governance.Effect;
import dev.comity.governance.Entry;
import dev.comity.governance.Reducer;
import dev.comity.governance.Refusal;
import dev.comity.governance.Result;
import dev.comity.governance.Supposition;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Two folds over one log: the actual one, and one in which a change has been in force since an
 * early entry. Checks no signature: whoever wants to rely on the log verifies it.
 *
 * <p>In the supposed world the operator decides what the rules derive there. Where it owes a
 * decision in both worlds, it makes both with the actual one; what falls due only there it decides
 * with the next entry. Entries that would be refused there are counted and leave no trace.
 */
public final class WhatIf {
  private final Supposed change;
  private final OptionalLong chosen;
  private final Findings findings = new Findings();

  /** Requests about which a decision is due in the supposed world only. */
  private final SortedSet<Hash> owed = new TreeSet<>();

  private State actual = State.EMPTY;
  private Optional<State> supposed = Optional.empty();
  private long from;

  /**
   * @param from the entry after which the change holds; empty: the charter's
   */
  public WhatIf(Supposed change, OptionalLong from) {
    this.change = change;
    this.chosen = from;
  }

  /**
   * Takes the next statement of the log. Throws, naming the entry, when the log's own rules do not
   * admit it, or when the change cannot be supposed.
   */
  public void next(Statement statement) throws VerificationException {
    long index = actual.size();
    Entry entry = new Entry(index, statement);
    if (supposed.isPresent()) {
      both(entry, supposed.get());
    } else {
      actual = actually(entry).next();
      if (chosen.isPresent() ? index == chosen.getAsLong() : isCharter(statement)) {
        begin(index);
      }
    }
  }

  private static boolean isCharter(Statement statement) {
    return statement.body() instanceof Body.Charter;
  }

  private void begin(long index) throws VerificationException {
    if (actual.charter().isEmpty()) {
      throw VerificationException.malformed(
          "entry " + index + ": expected an entry after the charter, which a change needs");
    }
    from = index;
    List<Effect> effects = new ArrayList<>();
    State changed = Supposition.of(actual, change.actions(), change.rulebooks(), effects);
    supposed = Optional.of(changed);
    learn(List.of(), effects, changed);
    findings.compare(effects, actual, changed, index);
  }

  private void both(Entry entry, State before) throws VerificationException {
    List<Effect> there = new ArrayList<>();
    State other = settle(before, there);
    findings.incident(entry, actual, other);
    Result.Applied here = actually(entry);
    actual = here.next();
    other = reduce(other, entry, there);
    supposed = Optional.of(other);
    learn(here.effects(), there, other);
    findings.clocks(here.effects(), there, actual, other);
    findings.compare(here.effects(), actual, other, entry.index());
    findings.compare(there, actual, other, entry.index());
  }

  private Result.Applied actually(Entry entry) throws VerificationException {
    return switch (Reducer.reduce(actual, entry)) {
      case Result.Applied applied -> applied;
      case Result.Rejected rejected ->
          throw new VerificationException(
              VerificationException.Code.MISMATCH,
              "entry " + entry.index() + ": " + told(rejected.refusal()));
    };
  }

  private static String told(Refusal refusal) {
    return refusal.code().text() + " (" + refusal.rule() + "): " + refusal.detail();
  }

  private State reduce(State before, Entry entry, List<Effect> effects) {
    Result result =
        entry.statement().body() instanceof Body.Decision decision
            ? Supposition.decided(before, entry, decision)
            : Reducer.reduce(before, entry);
    return switch (result) {
      case Result.Applied applied -> {
        effects.addAll(applied.effects());
        yield applied.next();
      }
      case Result.Rejected rejected -> {
        findings.refused(rejected.refusal().code().text(), entry.index());
        yield before.change().done();
      }
    };
  }

  /** Makes the decisions that nobody would make in the actual world. */
  private State settle(State before, List<Effect> effects) {
    State state = before;
    for (Hash request : owed) {
      if (Supposition.due(state, request)) {
        state = Supposition.decide(state, request, effects);
      }
    }
    owed.clear();
    return state;
  }

  /** What is due there and not here, as the effects tell. */
  private void learn(List<Effect> here, List<Effect> there, State other) {
    for (Effect effect : there) {
      if (effect instanceof Effect.DecisionFellDue fell) {
        owe(fell.request(), other);
      }
    }
    for (Effect effect : here) {
      switch (effect) {
        case Effect.DecisionRecorded recorded -> owe(recorded.request(), other);
        case Effect.RequestWithdrawn withdrawn -> owe(withdrawn.request(), other);
        case Effect.CertificateChanged changed ->
            Optional.ofNullable(actual.certificates().get(changed.certificate()))
                .ifPresent(certificate -> owe(certificate.request(), other));
        default -> {}
      }
    }
  }

  private void owe(Hash request, State other) {
    if (!Supposition.due(actual, request) && Supposition.due(other, request)) {
      owed.add(request);
    }
  }

  /**
   * Compares after what is still due in either world has been decided. Throws when the log ended
   * before the change could begin.
   */
  public Difference difference() throws VerificationException {
    if (supposed.isEmpty()) {
      throw VerificationException.malformed(
          chosen.isPresent()
              ? "expected an entry below " + actual.size() + ", found " + chosen.getAsLong()
              : "the log has no charter that a change could amend");
    }
    State here = decideAll(actual);
    State there = decideAll(supposed.get());
    for (CertificateState certificate : there.certificates().values()) {
      findings.block(certificate.system(), here, there, actual.size());
    }
    return findings.difference(from, actual.size(), here, there);
  }

  private static State decideAll(State state) {
    State decided = state;
    for (var request : state.requests().values()) {
      if (Supposition.due(decided, request.id())) {
        decided = Supposition.decide(decided, request.id(), new ArrayList<>());
      }
    }
    return decided;
  }
}
