package dev.comity.governance.invariants;

import dev.comity.governance.Effect;
import dev.comity.governance.Electorate;
import dev.comity.governance.Entry;
import dev.comity.governance.Honour;
import dev.comity.governance.Reducer;
import dev.comity.governance.Result;
import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.EmergencyState;
import dev.comity.governance.state.ForeignState;
import dev.comity.governance.state.ProposalState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.SanctionState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Between;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Deliberation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.pcollections.TreePMap;

/** Reducers with one mistake each, as somebody might make it; the number is the invariant's. */
enum Mutant implements Constitution {
  /** 1: a new rulebook of one's own takes the parents' place. */
  OWN_RULES_REPLACE_BASELINES {
    @Override
    State spoil(State before, Entry entry, State after) {
      if (!(entry.statement().body() instanceof Body.Rulebook)) {
        return after;
      }
      Change change = after.change();
      after.baselines().values().forEach((RulebookState b) -> change.remove(b));
      return change.sofar();
    }
  },
  /** 2: time and rules move on, certificates stay as they were. */
  CERTIFICATES_KEEP_THEIR_STATUS {
    @Override
    State spoil(State before, Entry entry, State after) {
      Change change = after.change();
      before.certificates().values().stream()
          .filter(was -> was.status().valid() && after.certificates().containsKey(was.id()))
          .filter(was -> after.certificate(was.id()).status() == CertificateState.Status.SUSPENDED)
          .forEach(change::put);
      return change.sofar();
    }
  },
  /** 2: what expires stays. */
  CERTIFICATES_NEVER_EXPIRE {
    @Override
    State spoil(State before, Entry entry, State after) {
      Change change = after.change();
      before.certificates().values().stream()
          .filter(was -> after.certificate(was.id()).status() == CertificateState.Status.EXPIRED)
          .filter(was -> was.status().live())
          .forEach(change::put);
      return change.sofar();
    }
  },
  /** 3: evidence wakes what has ended. */
  THE_DEAD_RISE {
    @Override
    State spoil(State before, Entry entry, State after) {
      if (!(entry.statement().body() instanceof Body.Evidence evidence)) {
        return after;
      }
      Change change = after.change();
      after.certificates().values().stream()
          .filter(c -> c.system().equals(evidence.system()) && !c.status().live())
          .forEach(c -> change.put(c.withStatus(CertificateState.Status.ACTIVE, entry.index())));
      return change.sofar();
    }
  },
  /** 4: the recogniser's scope is taken for the certificate's. */
  HONOUR_WIDENS_SCOPE {
    @Override
    public Honour honour(State state, ForeignState foreign) {
      Honour real = Honour.of(state, foreign);
      TreeSet<String> wider = new TreeSet<>(real.scope());
      if (real.standing() == Honour.Standing.HONOURED || real.standing() == Honour.Standing.OPEN) {
        wider.add("traffic");
      }
      return new Honour(
          real.standing(), real.reason(), wider, real.until(), real.open(), real.path());
    }
  },
  /** 4: a stale import goes on being believed. */
  HONOUR_IGNORES_STALENESS {
    @Override
    public Honour honour(State state, ForeignState foreign) {
      Honour real = Honour.of(state, foreign);
      return real.standing() == Honour.Standing.UNDETERMINED
          ? new Honour(
              Honour.Standing.HONOURED,
              "honoured",
              new TreeSet<>(),
              real.until(),
              List.of(),
              real.path())
          : real;
    }
  },
  /** 5: a status changes and the entry that did it is not written down. */
  HISTORY_FORGETS_THE_CAUSE {
    @Override
    State spoil(State before, Entry entry, State after) {
      Change change = after.change();
      for (CertificateState now : after.certificates().values()) {
        CertificateState was = before.certificates().get(now.id());
        if (was != null && was.status() != now.status()) {
          change.put(
              new CertificateState(
                  now.id(),
                  now.request(),
                  now.system(),
                  now.version(),
                  now.status(),
                  now.index(),
                  now.issuedAt(),
                  now.termEnd(),
                  now.validUntil(),
                  now.remedies(),
                  now.scope(),
                  was.history()));
        }
      }
      return change.sofar();
    }
  },
  /** 6: something that is not in the log gets into the state. */
  SOMETHING_OUTSIDE_THE_LOG {
    private final AtomicLong ticks = new AtomicLong();

    @Override
    State spoil(State before, Entry entry, State after) {
      if (!(entry.statement().body() instanceof Body.Concern)) {
        return after;
      }
      var raised = after.concerns().get(entry.statement().id());
      return raised == null
          ? after
          : after
              .change()
              .put(
                  raised.clock(
                      "rejected", Instant.ofEpochSecond(9_000_000_000L + ticks.incrementAndGet())))
              .sofar();
    }
  },
  /** 7: a statement that is there is taken again. */
  DUPLICATES_COUNT {
    @Override
    public Result reduce(State state, Entry entry) {
      Result real = Reducer.reduce(state, entry);
      var key = state.keys().get(entry.statement().keyId());
      boolean again = key != null && key.lastId().equals(entry.statement().id());
      return again && real instanceof Result.Rejected
          ? new Result.Applied(
              state.change().done(), List.of(new Effect.PartyUpdated(state.operator())))
          : real;
    }
  },
  /** 8: a changed mind counts twice. */
  BOTH_BALLOTS_COUNT {
    @Override
    State spoil(State before, Entry entry, State after) {
      if (!(entry.statement().body() instanceof Deliberation.Ballot ballot)) {
        return after;
      }
      ProposalState was = before.proposal(ballot.proposal());
      ProposalState now = after.proposal(ballot.proposal());
      var earlier = was.ballots().get(entry.statement().issuer());
      return earlier == null || now.status() != ProposalState.Status.OPEN
          ? after
          : after
              .change()
              .put(now.voted(now.ballots(), now.tally().plus(earlier.choice(), 1)))
              .sofar();
    }
  },
  /** 9: a lowered quorum revives what had failed. */
  LOWER_QUORUM_REVIVES {
    @Override
    State spoil(State before, Entry entry, State after) {
      if (before.charter().equals(after.charter()) || before.charter().isEmpty()) {
        return after;
      }
      Change change = after.change();
      before.proposals().values().stream()
          .filter(p -> p.status() == ProposalState.Status.DEFEATED)
          .filter(p -> p.tally().yes() > p.tally().no())
          .forEach(p -> change.put(p.passed(entry.index(), after.time(), "yes")));
      return change.sofar();
    }
  },
  /** 9: the electorate of an open vote follows the members. */
  EXPULSION_SHRINKS_THE_DENOMINATOR {
    @Override
    State spoil(State before, Entry entry, State after) {
      Change change = after.change();
      for (ProposalState open : after.proposals().values()) {
        if (open.status() == ProposalState.Status.OPEN && open.index() < entry.index()) {
          for (String party : open.electorate().keySet()) {
            if (!after.members().containsKey(party) && before.members().containsKey(party)) {
              change.put(
                  new ProposalState(
                      open.id(),
                      open.index(),
                      open.proposer(),
                      open.body(),
                      open.charter(),
                      open.recovery(),
                      open.electorate(),
                      open.total() - 1,
                      open.quorum(),
                      open.thresholds(),
                      open.touched(),
                      open.from(),
                      open.until(),
                      open.extended(),
                      open.ballots(),
                      open.tally(),
                      open.status(),
                      open.closed(),
                      open.executeAt(),
                      open.winner(),
                      open.vetoedBy()));
            }
          }
        }
      }
      return change.sofar();
    }
  },
  /** 10: emergencies do not end. */
  EMERGENCIES_STAY {
    @Override
    State spoil(State before, Entry entry, State after) {
      Change change = after.change();
      for (EmergencyState was : before.emergencies().values()) {
        if (!was.lapsed()) {
          change.put(was);
        }
      }
      return change.sofar();
    }
  },
  /** 10: a guardian for life. */
  GUARDIANS_STAY {
    @Override
    State spoil(State before, Entry entry, State after) {
      Change change = after.change();
      before.members().values().stream().filter(m -> m.holds("guardian")).forEach(change::put);
      return change.sofar();
    }
  },
  /** 11: high sanctions take effect with their announcement. */
  NO_HEARING {
    @Override
    State spoil(State before, Entry entry, State after) {
      Change change = after.change();
      after.sanctions().values().stream()
          .filter(s -> s.status() == SanctionState.Status.NOTICED)
          .forEach(s -> change.put(s.now(SanctionState.Status.IMPOSED, Optional.empty())));
      return change.sofar();
    }
  },
  /** 11: the first panel hears the appeal. */
  THE_SAME_PANEL_AGAIN {
    @Override
    State spoil(State before, Entry entry, State after) {
      Change change = after.change();
      for (CaseState drawn : after.cases().values()) {
        if (!drawn.panel().isEmpty() && drawn.result().isEmpty()) {
          after.cases().values().stream()
              .filter(c -> c != drawn && c.subject().equals(drawn.subject()))
              .filter(c -> !c.panel().isEmpty())
              .findFirst()
              .ifPresent(
                  first ->
                      change.put(
                          drawn.drawn(
                              first.panel(), drawn.ruleBy().orElseThrow(), drawn.redrawn())));
        }
      }
      return change.sofar();
    }
  },
  /** 12: who sleeps cannot be woken. */
  ONLY_THE_AWAKE_VOTE {
    @Override
    public Electorate electorate(State state) {
      Electorate real = Electorate.of(state);
      return real.recovery() ? new Electorate(TreePMap.empty(), 0, true) : real;
    }
  },
  /** 13: a recognition lifts suspensions at home. */
  RECOGNITION_LIFTS_SUSPENSIONS {
    @Override
    State spoil(State before, Entry entry, State after) {
      if (!(entry.statement().body() instanceof Between)) {
        return after;
      }
      Change change = after.change();
      after.certificates().values().stream()
          .filter(c -> c.status() == CertificateState.Status.SUSPENDED)
          .forEach(c -> change.put(c.withStatus(CertificateState.Status.ACTIVE, entry.index())));
      return change.sofar();
    }
  },
  /** 14: any clock is believed. */
  CLOCKS_GO_BACK {
    @Override
    public Result reduce(State state, Entry entry) {
      boolean back =
          entry.statement().body() instanceof Body.Clock clock
              && state.now().isPresent()
              && clock.now().isBefore(state.now().get());
      return back && entry.statement().body() instanceof Body.Clock clock
          ? new Result.Applied(
              state.change().now(clock.now()).done(),
              List.of(new Effect.ClockAdvanced(clock.now())))
          : Reducer.reduce(state, entry);
    }
  };

  @Override
  public Result reduce(State state, Entry entry) {
    Result real = Reducer.reduce(state, entry);
    if (!(real instanceof Result.Applied applied)) {
      return real;
    }
    return new Result.Applied(spoil(state, entry, applied.next()), applied.effects());
  }

  State spoil(State before, Entry entry, State after) {
    return after;
  }

  /** As {@code bench/invariants.sh --mutant} takes it. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Mutant> named(String text) {
    return List.of(values()).stream().filter(m -> m.text().equals(text)).findFirst();
  }
}
