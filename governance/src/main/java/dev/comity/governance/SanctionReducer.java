package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.EvidenceState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.SanctionState;
import dev.comity.governance.state.SanctionState.Status;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.governance.statement.Loop;
import dev.comity.rules.Independence;
import dev.comity.rules.Standing;
import dev.comity.rules.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The ladder: 1 notice, 2 corrective action, 3 conditional, 4 scope cut, 5 suspension, 6
 * revocation. From level 4 on a panel decides, after notice and a reply window; only a red line
 * suspends before.
 */
final class SanctionReducer {
  static final int HIGHEST = 6;

  /** From this level on a panel decides. */
  static final int PANEL = 4;

  private static final Duration RECURRENCE = Duration.ofDays(365);
  private static final Period REMEDY = Period.ofDays(30);

  private SanctionReducer() {}

  /** Sets off what rulebooks in force answer the event with. */
  static void fire(
      Change change,
      Trigger.Event event,
      String systemId,
      int severity,
      long index,
      List<Effect> effects) {
    State state = change.sofar();
    Instant now = state.time();
    for (RulebookState rulebook : RulesInForce.rulebooks(state)) {
      if (!rulebook.compiled().rulebook().triggers().isEmpty()
          && rulebook.compiled().rulebook().standing(now) == Standing.IN_FORCE) {
        for (Trigger trigger : rulebook.compiled().rulebook().triggers()) {
          if (trigger.answers(event, severity)) {
            open(change, rulebook, trigger, systemId, index, effects);
          }
        }
      }
    }
  }

  private static void open(
      Change change,
      RulebookState rulebook,
      Trigger trigger,
      String systemId,
      long index,
      List<Effect> effects) {
    State state = change.sofar();
    SystemState system = state.system(systemId);
    String name = rulebook.key().id() + "/" + trigger.id();
    Hash id =
        Hash.of(
            Bytes.utf8(
                "sanction\n"
                    + index
                    + "\n"
                    + systemId
                    + "\n"
                    + rulebook.name()
                    + "/"
                    + trigger.id()));
    if (state.sanctions().containsKey(id)) {
      return;
    }
    int level =
        (int) Math.min(HIGHEST, trigger.severity() + recurrences(state, system.provider(), name));
    SanctionState sanction =
        new SanctionState(
            id,
            index,
            systemId,
            system.provider(),
            name,
            level,
            trigger.redLine(),
            Status.NOTICED,
            state.time(),
            Optional.empty(),
            Optional.empty(),
            new TreeSet<>());
    begin(change, sanction, trigger.remedy().orElse(REMEDY), index, effects);
  }

  /** Earlier ones of the same cause and provider, unless a panel found them wrong. */
  private static long recurrences(State state, String provider, String trigger) {
    Instant since = state.time().minus(RECURRENCE);
    return state.sanctions().values().stream()
        .filter(s -> s.provider().equals(provider) && s.trigger().equals(trigger))
        .filter(s -> s.status() != Status.LIFTED && s.at().isAfter(since))
        .count();
  }

  /** Imposes what needs no panel; announces the rest. */
  private static void begin(
      Change change, SanctionState sanction, Period remedy, long index, List<Effect> effects) {
    State state = change.sofar();
    if (sanction.level() < PANEL) {
      Optional<Instant> by =
          sanction.level() == 1 ? Optional.empty() : Optional.of(Times.plus(state.time(), remedy));
      impose(change, sanction.now(Status.IMPOSED, by), index, effects);
      return;
    }
    CaseState opened =
        CaseReducer.opened(
            CaseReducer.id(sanction.id(), index),
            index,
            CaseState.Matter.SANCTION,
            sanction.id(),
            state.system(sanction.system()),
            Optional.empty(),
            new TreeSet<>());
    SanctionState noticed = sanction.now(Status.NOTICED, Optional.empty()).heard(opened.id());
    change.put(noticed);
    effects.add(new Effect.SanctionNoticed(noticed.system(), noticed.id(), noticed.level()));
    CaseReducer.open(
        change,
        opened,
        Times.plus(state.time(), state.chartered().charter().sanctions().reply()),
        effects);
    if (noticed.redLine()) {
      bind(change, noticed, index, effects);
    }
  }

  private static void impose(
      Change change, SanctionState sanction, long index, List<Effect> effects) {
    change.put(sanction);
    sanction.by().ifPresent(by -> change.put(deadline(sanction, by)));
    effects.add(new Effect.SanctionImposed(sanction.system(), sanction.id(), sanction.level()));
    if (sanction.level() >= 3) {
      bind(change, sanction, index, effects);
    }
  }

  private static void bind(
      Change change, SanctionState sanction, long index, List<Effect> effects) {
    change.put(change.sofar().system(sanction.system()).held(sanction.id()));
    CertificateReducer.reconsider(change, sanction.system(), index, effects);
  }

  /** What bound the system binds it no more; a decision says what the rules carry now. */
  private static void release(
      Change change, SanctionState sanction, long index, List<Effect> effects) {
    SystemState system = change.sofar().system(sanction.system());
    if (system.holds().contains(sanction.id())) {
      change.put(system.released(sanction.id()));
      CertificateReducer.reconsider(change, sanction.system(), index, effects);
    }
  }

  private static Deadline deadline(SanctionState sanction, Instant by) {
    return Deadline.of(by, sanction.index(), Deadline.Kind.SANCTION, sanction.id());
  }

  /** The panel upheld it. */
  static void uphold(
      Change change, Hash id, SortedSet<String> cut, long index, List<Effect> effects) {
    State state = change.sofar();
    SanctionState sanction = state.sanction(id);
    Instant by = Times.plus(state.time(), state.chartered().charter().sanctions().appeal());
    SanctionState imposed = sanction.now(Status.IMPOSED, Optional.of(by));
    if (sanction.level() == PANEL) {
      imposed = imposed.cutting(cut.isEmpty() ? wholeScope(state, sanction) : cut);
    }
    impose(change, imposed, index, effects);
  }

  private static SortedSet<String> wholeScope(State state, SanctionState sanction) {
    SortedSet<String> scope = new TreeSet<>(state.system(sanction.system()).card().areas());
    scope.add(Holds.GENERAL);
    return scope;
  }

  static void lift(Change change, Hash id, long index, List<Effect> effects) {
    SanctionState sanction = change.sofar().sanction(id);
    stopClock(change, sanction);
    SanctionState lifted = sanction.now(Status.LIFTED, Optional.empty());
    change.put(lifted);
    effects.add(new Effect.SanctionLifted(lifted.system(), id));
    release(change, lifted, index, effects);
  }

  /** An appeal is open: meanwhile nothing becomes final. */
  static void stopClock(Change change, SanctionState sanction) {
    sanction.by().ifPresent(by -> change.remove(deadline(sanction, by)));
  }

  static void settle(Change change, Hash id, long index, List<Effect> effects) {
    SanctionState sanction = change.sofar().sanction(id);
    // A lost appeal does not save anybody the corrective action.
    boolean owed = sanction.level() == 2 || sanction.level() == 3;
    SanctionState settled =
        sanction.now(
            Status.FINAL,
            owed ? Optional.of(Times.plus(change.sofar().time(), REMEDY)) : Optional.empty());
    change.put(settled);
    settled.by().ifPresent(by -> change.put(deadline(settled, by)));
    effects.add(new Effect.SanctionFinal(sanction.system(), id));
    if (sanction.level() == HIGHEST) {
      CertificateReducer.revoke(change, sanction.system(), index, effects);
    }
  }

  /** A corrective action was not taken: one step up. Or the appeal window is over: final. */
  static void due(Change change, Hash id, long index, List<Effect> effects) {
    SanctionState sanction = change.sofar().sanction(id);
    boolean owed = sanction.status() == Status.FINAL && sanction.level() < PANEL;
    if (sanction.status() != Status.IMPOSED && !owed) {
      return;
    }
    if (sanction.level() >= PANEL) {
      settle(change, id, index, effects);
      return;
    }
    begin(change, sanction.raised(sanction.level() + 1), REMEDY, index, effects);
  }

  static Result cure(State state, Entry entry, Loop.Cure body) {
    SanctionState sanction = state.sanctions().get(body.sanction());
    Optional<Refusal> refusal = cureRefusal(state, entry, body, sanction);
    if (refusal.isPresent() || sanction == null) {
      return new Result.Rejected(refusal.orElseThrow());
    }
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    if (sanction.level() >= PANEL) {
      CaseReducer.open(
          change,
          CaseReducer.opened(
              entry.statement().id(),
              entry.index(),
              CaseState.Matter.CURE,
              sanction.id(),
              state.system(sanction.system()),
              Optional.of(entry.issuer()),
              CaseReducer.earlierPanels(state, sanction.id())),
          state.time(),
          effects);
    } else {
      stopClock(change, sanction);
      SanctionState cured = sanction.now(Status.CURED, Optional.empty());
      change.put(cured);
      effects.add(new Effect.SanctionCured(cured.system(), cured.id()));
      release(change, cured, entry.index(), effects);
    }
    return new Result.Applied(change.done(), effects);
  }

  private static Optional<Refusal> cureRefusal(
      State state,
      Entry entry,
      Loop.Cure body,
      @org.jspecify.annotations.Nullable SanctionState sanction) {
    if (sanction == null) {
      return refuse(
          RefusalCode.UNKNOWN_SANCTION, "no sanction " + body.sanction() + " is known here");
    }
    if (!sanction.provider().equals(entry.issuer())) {
      return refuse(RefusalCode.NOT_PROVIDER, "only " + sanction.provider() + " cures this");
    }
    boolean open =
        sanction.status() == Status.IMPOSED
            || (sanction.status() == Status.FINAL && sanction.level() < HIGHEST);
    if (!open || CaseReducer.pending(state, sanction.id())) {
      return refuse(
          RefusalCode.SANCTION_OVER,
          "the sanction is "
              + sanction.status().name().toLowerCase(java.util.Locale.ROOT)
              + " or before a panel");
    }
    List<EvidenceState> evidence =
        body.evidence().stream()
            .flatMap(id -> Optional.ofNullable(state.evidence().get(id)).stream())
            .toList();
    boolean fits =
        !evidence.isEmpty()
            && evidence.size() == body.evidence().size()
            && evidence.stream()
                .allMatch(
                    e ->
                        e.body().system().equals(sanction.system())
                            && e.index() > sanction.index());
    boolean independent =
        sanction.level() < 3
            || evidence.stream().anyMatch(e -> e.independence() != Independence.SELF);
    return fits && independent
        ? Optional.empty()
        : refuse(
            RefusalCode.EVIDENCE_MISSING,
            "expected evidence about the system recorded after entry "
                + sanction.index()
                + (sanction.level() < 3 ? "" : ", some of it not the provider's own"));
  }

  private static Optional<Refusal> refuse(RefusalCode code, String detail) {
    return Optional.of(new Refusal(code, "semantics §sanctions", detail));
  }
}
