package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.EmergencyState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Deliberation;
import dev.comity.rules.RulebookStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures that only suspend or tighten, for at most 14 days, and end by themselves. */
final class EmergencyReducer {
  /** How long the same target is safe from another one. */
  private static final Duration REST = Duration.ofDays(365);

  private EmergencyReducer() {}

  static Result declare(State state, Entry entry, Deliberation.Emergency body) {
    Instant until = state.time().plus(Duration.ofDays(body.days()));
    EmergencyState emergency =
        new EmergencyState(
            entry.statement().id(), entry.index(), entry.issuer(), body, until, false, false);
    Optional<Refusal> refusal =
        Permission.role(state, entry, "emergency").or(() -> refusal(state, emergency));
    if (refusal.isPresent()) {
      return new Result.Rejected(refusal.get());
    }
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.EmergencyDeclared(emergency.id(), emergency.target(), until));
    Change change = state.change().put(emergency).put(end(emergency));
    Optional<String> contradiction = begin(change, emergency, entry.index(), effects);
    return contradiction
        .<Result>map(
            empty ->
                Result.rejected(
                    RefusalCode.UNSATISFIABLE,
                    "semantics §floor",
                    "together with the other rules nothing could comply, " + empty))
        .orElseGet(() -> new Result.Applied(change.done(), effects));
  }

  private static Optional<Refusal> refusal(State state, EmergencyState emergency) {
    boolean spent =
        state.emergencies().values().stream()
            .filter(earlier -> earlier.target().equals(emergency.target()))
            .anyMatch(earlier -> earlier.until().plus(REST).isAfter(state.time()));
    if (spent) {
      return DeliberationReducer.refuse(
          RefusalCode.EMERGENCY_SPENT,
          "semantics §deliberation",
          "there was an emergency about "
              + emergency.target()
              + " within a year; only a vote renews it while it holds");
    }
    if (emergency.body().system().isPresent()) {
      String system = emergency.body().system().get();
      return state.systems().containsKey(system)
          ? Optional.empty()
          : DeliberationReducer.refuse(
              RefusalCode.UNKNOWN_SYSTEM,
              "semantics §systems",
              "no system \"" + system + "\" is registered here");
    }
    return tabled(state, emergency).isPresent()
        ? Optional.empty()
        : DeliberationReducer.refuse(
            RefusalCode.NOT_TABLED,
            "semantics §rules",
            "no " + emergency.target() + " waits here to be adopted");
  }

  private static Optional<RulebookState> tabled(State state, EmergencyState emergency) {
    return named(state, emergency)
        .filter(book -> book.emergency().isEmpty())
        .filter(
            book ->
                book.compiled().rulebook().status() == RulebookStatus.DRAFT
                    || book.compiled().rulebook().status() == RulebookStatus.TRIAL);
  }

  private static Optional<RulebookState> named(State state, EmergencyState emergency) {
    return Optional.ofNullable(
        state
            .rulebooks()
            .get(
                emergency.body().rulebook().orElse("")
                    + " "
                    + emergency.body().version().orElse("")));
  }

  private static Optional<String> begin(
      Change change, EmergencyState emergency, long index, List<Effect> effects) {
    Optional<String> system = emergency.body().system();
    if (system.isPresent()) {
      change.put(change.sofar().system(system.get()).held(emergency.id()));
      CertificateReducer.reconsider(change, system.get(), index, effects);
      return Optional.empty();
    }
    RulebookState rulebook = named(change.sofar(), emergency).orElseThrow();
    change.put(
        rulebook.under(
            RuleReducer.text(rulebook),
            rulebook.vote(),
            Optional.of(emergency.id()),
            rulebook.graceUntil()));
    Optional<String> contradiction = RulesInForce.contradiction(change.sofar());
    if (contradiction.isEmpty()) {
      RuleReducer.turn(change, index, effects);
    }
    return contradiction;
  }

  private static Deadline end(EmergencyState emergency) {
    return Deadline.of(
        emergency.until(), emergency.index(), Deadline.Kind.EMERGENCY_END, emergency.id());
  }

  static void lapse(Change change, Hash id, long index, List<Effect> effects) {
    State state = change.sofar();
    EmergencyState emergency = state.emergencies().get(id);
    if (emergency == null || emergency.lapsed()) {
      return;
    }
    change.put(emergency.over());
    effects.add(new Effect.EmergencyLapsed(id, emergency.target()));
    Optional<String> system = emergency.body().system();
    if (system.isPresent()) {
      change.put(state.system(system.get()).released(id));
      CertificateReducer.reconsider(change, system.get(), index, effects);
      return;
    }
    named(state, emergency)
        .filter(book -> book.emergency().equals(Optional.of(id)))
        .ifPresent(
            book -> {
              change.put(
                  book.under(
                      RuleReducer.text(book), book.vote(), Optional.empty(), book.graceUntil()));
              RuleReducer.turn(change, index, effects);
            });
  }

  /** By a vote, while the measure still holds. */
  static Optional<String> renew(Change change, Hash id, List<Effect> effects) {
    EmergencyState emergency = change.sofar().emergencies().get(id);
    if (emergency == null || emergency.lapsed()) {
      return Optional.of("the emergency is over");
    }
    EmergencyState longer =
        emergency.prolonged(emergency.until().plus(Duration.ofDays(emergency.body().days())));
    change.remove(end(emergency)).put(longer).put(end(longer));
    effects.add(new Effect.EmergencyRenewed(id, emergency.target(), longer.until()));
    return Optional.empty();
  }
}
