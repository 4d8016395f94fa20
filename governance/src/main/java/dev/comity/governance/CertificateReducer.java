package dev.comity.governance;

import dev.comity.core.json.Json;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.CertificateState.Status;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Loop;
import dev.comity.rules.Outcome;
import dev.comity.rules.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Requests, decisions and the life of certificates.
 *
 * <p>A decision falls due when a request is made and whenever something that it rests on changes. A
 * live certificate that the change no longer carries is suspended in that very step; the operator's
 * decision then records why.
 */
final class CertificateReducer {
  private CertificateReducer() {}

  static Result request(State state, Entry entry, Body.Request body) {
    Optional<Refusal> noCharter = Permission.charter(state);
    if (noCharter.isPresent()) {
      return new Result.Rejected(noCharter.get());
    }
    SystemState system = state.systems().get(body.system());
    if (system == null) {
      return SystemReducer.unknown(body.system());
    }
    if (!system.provider().equals(entry.issuer())) {
      return SystemReducer.notProvider(system);
    }
    if (system.withdrawn()) {
      return SystemReducer.withdrawn(system);
    }
    Optional<Refusal> notReady = notReady(state, system);
    if (notReady.isPresent()) {
      return new Result.Rejected(notReady.get());
    }
    RequestState request =
        new RequestState(
            entry.statement().id(),
            entry.index(),
            body.system(),
            entry.issuer(),
            false,
            Optional.of(entry.index()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Result.Applied(
        state.change().put(request).put(system.withRequest(request.id())).done(),
        List.of(
            new Effect.CertificateRequested(body.system(), request.id()),
            new Effect.DecisionFellDue(body.system(), request.id())));
  }

  private static Optional<Refusal> notReady(State state, SystemState system) {
    Optional<RequestState> open = openRequest(state, system);
    if (open.isPresent()) {
      return Optional.of(
          new Refusal(
              RefusalCode.REQUEST_OPEN,
              "semantics §certificates, entry " + open.get().index(),
              "the system has an open request or a live certificate; new evidence is decided there"));
    }
    if (!RulesInForce.any(state)) {
      return Optional.of(
          new Refusal(
              RefusalCode.NO_RULEBOOK, "semantics §certificates", "no rulebook is in force here"));
    }
    return RulesInForce.missingBaseline(state)
        .map(
            missing ->
                new Refusal(
                    RefusalCode.BASELINE_MISSING,
                    Admission.charterRule(state, "parents"),
                    "the floor is not complete: import " + missing));
  }

  private static Optional<RequestState> openRequest(State state, SystemState system) {
    return system.request().map(state.requests()::get).filter(request -> !request.closed());
  }

  static Result decide(State state, Entry entry, Body.Decision body) {
    Optional<Refusal> notOperator = Permission.operator(state, entry);
    if (notOperator.isPresent()) {
      return new Result.Rejected(notOperator.get());
    }
    RequestState request = state.requests().get(body.request());
    if (request == null) {
      return Result.rejected(
          RefusalCode.UNKNOWN_REQUEST,
          "semantics §certificates",
          "no request " + body.request() + " is logged here");
    }
    if (request.dueSince().isEmpty()) {
      return notDue(request);
    }
    Derivation derived = Derivation.derive(state, request);
    if (differ(derived.json(), body.decision())) {
      return Result.rejected(
          RefusalCode.DECISION_DIFFERS,
          "semantics §certificates",
          "the rules derive outcome "
              + derived.decision().outcome().text()
              + " with other content");
    }
    List<Effect> effects = new ArrayList<>();
    effects.add(
        new Effect.DecisionRecorded(request.system(), request.id(), derived.decision().outcome()));
    Change change = state.change();
    settle(change, derived, entry.index(), effects);
    return new Result.Applied(change.done(), effects);
  }

  /** What is equal need not be written down to be compared. */
  private static boolean differ(Json derived, Json stated) {
    return !derived.equals(stated) && !derived.canonical().equals(stated.canonical());
  }

  private static Result notDue(RequestState request) {
    return Result.rejected(
        RefusalCode.DECISION_NOT_DUE,
        "semantics §certificates",
        request.closed()
            ? "the request is closed; the provider may make a new one"
            : "nothing has changed since entry " + request.decidedAt().orElse(request.index()));
  }

  /** Writes the derived certificate with its deadlines, and the request as decided. */
  static void settle(Change change, Derivation derived, long index, List<Effect> effects) {
    RequestState request = derived.request();
    State before = change.sofar();
    Optional<CertificateState> old =
        Optional.ofNullable(before.certificates().get(request.certificateId()));
    old.ifPresent(certificate -> dropDeadlines(change, certificate));
    if (derived.status().isPresent()) {
      CertificateState next =
          new CertificateState(
              request.certificateId(),
              request.id(),
              request.system(),
              before.system(request.system()).card().version(),
              derived.status().get(),
              index,
              derived.issuedAt(),
              derived.termEnd(),
              derived.validUntil(),
              derived.remedies(),
              derived.scope(),
              CertificateState.step(
                  old.map(CertificateState::history).orElse(CertificateState.none()),
                  derived.status().get(),
                  index));
      change.put(next);
      if (next.status().live()) {
        putDeadlines(change, next, before.now().orElseThrow());
      }
      noteChange(old, next, effects);
    }
    Outcome outcome = derived.decision().outcome();
    boolean closed = derived.status().map(status -> !status.live()).orElse(false);
    change.put(request.decided(index, outcome, derived.basis(), closed));
  }

  private static void noteChange(
      Optional<CertificateState> old, CertificateState next, List<Effect> effects) {
    Optional<Status> from = old.map(CertificateState::status);
    if (!from.equals(Optional.of(next.status()))) {
      effects.add(new Effect.CertificateChanged(next.system(), next.id(), from, next.status()));
    }
  }

  private static void putDeadlines(Change change, CertificateState certificate, Instant now) {
    change.put(expiry(certificate));
    certificate.remedies().values().stream()
        .filter(by -> by.isAfter(now))
        .forEach(by -> change.put(remedy(certificate, by)));
  }

  private static void dropDeadlines(Change change, CertificateState certificate) {
    change.remove(expiry(certificate));
    certificate.remedies().values().forEach(by -> change.remove(remedy(certificate, by)));
  }

  private static Deadline expiry(CertificateState certificate) {
    return new Deadline(
        certificate.validUntil(), certificate.index(), Deadline.Kind.EXPIRY, certificate.id());
  }

  private static Deadline remedy(CertificateState certificate, Instant by) {
    return new Deadline(by, certificate.index(), Deadline.Kind.REMEDY, certificate.id());
  }

  /**
   * Something that a decision about the system rests on has changed: a decision falls due, and a
   * live certificate drops at once to what the rules still carry. Only a decision raises it again.
   */
  static void reconsider(Change change, String systemId, long index, List<Effect> effects) {
    State state = change.sofar();
    Optional<RequestState> open = openRequest(state, state.system(systemId));
    if (open.isEmpty()) {
      return;
    }
    CertificateState certificate = state.certificates().get(open.get().certificateId());
    if (certificate != null) {
      drop(change, certificate, Derivation.derive(state, open.get()), index, effects);
    }
    if (open.get().dueSince().isEmpty()) {
      change.put(open.get().due(index));
      effects.add(new Effect.DecisionFellDue(systemId, open.get().id()));
    }
  }

  /**
   * The worse status, the earlier end and every remedy period of the certificate and what is
   * derived now.
   */
  private static void drop(
      Change change,
      CertificateState certificate,
      Derivation derived,
      long index,
      List<Effect> effects) {
    Status carried = derived.status().orElse(Status.SUSPENDED);
    NavigableMap<String, Instant> remedies = new TreeMap<>(derived.remedies());
    certificate.remedies().forEach((requirement, by) -> remedies.putIfAbsent(requirement, by));
    Status status = carried.compareTo(certificate.status()) > 0 ? carried : certificate.status();
    CertificateState dropped =
        new CertificateState(
            certificate.id(),
            certificate.request(),
            certificate.system(),
            certificate.version(),
            status,
            certificate.index(),
            certificate.issuedAt(),
            certificate.termEnd(),
            derived.validUntil().isBefore(certificate.validUntil())
                ? derived.validUntil()
                : certificate.validUntil(),
            remedies,
            narrowed(certificate, derived),
            CertificateState.step(certificate.history(), status, index));
    NavigableSet<Deadline> due = due(change.sofar(), certificate);
    dropDeadlines(change, certificate);
    change.put(dropped);
    putDeadlines(change, dropped, change.sofar().time());
    due.forEach(change::put);
    noteChange(Optional.of(certificate), dropped, effects);
  }

  /** Remedy periods that end at this very clock, after what is being done: they still fire. */
  private static NavigableSet<Deadline> due(State state, CertificateState certificate) {
    NavigableSet<Deadline> due = new TreeSet<>();
    for (Instant by : certificate.remedies().values()) {
      Deadline deadline = remedy(certificate, by);
      if (!by.isAfter(state.time()) && state.deadlines().contains(deadline)) {
        due.add(deadline);
      }
    }
    return due;
  }

  /** What a change takes from the scope is gone at once; only a decision gives it back. */
  private static NavigableSet<String> narrowed(CertificateState certificate, Derivation derived) {
    NavigableSet<String> scope = new TreeSet<>(certificate.scope());
    scope.retainAll(derived.scope());
    return scope;
  }

  static void reconsiderAll(Change change, long index, List<Effect> effects) {
    for (String system : change.sofar().systems().keySet()) {
      reconsider(change, system, index, effects);
    }
  }

  static void expire(Change change, String certificateId, long index, List<Effect> effects) {
    CertificateState certificate = change.sofar().certificate(certificateId);
    end(change, certificate, Status.EXPIRED, index, effects);
    if (certificate.validUntil().isBefore(certificate.termEnd())) {
      SanctionReducer.fire(
          change, Trigger.Event.EVIDENCE_EXPIRED, certificate.system(), 6, index, effects);
    }
  }

  /** A remedy period that ends with its requirement still open suspends the certificate. */
  static void missRemedy(Change change, String certificateId, long index, List<Effect> effects) {
    State state = change.sofar();
    CertificateState certificate = state.certificate(certificateId);
    Derivation derived = Derivation.derive(state, state.request(certificate.request()));
    // The end of a grace leaves nothing overdue: what it carried is simply carried no longer.
    boolean sinks =
        derived.status().map(status -> status.compareTo(certificate.status()) > 0).orElse(true);
    if (derived.overdue() || sinks) {
      effects.add(new Effect.RemedyMissed(certificate.system(), certificateId));
      reconsider(change, certificate.system(), index, effects);
      SanctionReducer.fire(
          change, Trigger.Event.REMEDY_MISSED, certificate.system(), 6, index, effects);
    }
  }

  /** By the provider. */
  static Result giveBack(State state, Entry entry, Loop.Surrender body) {
    SystemState system = state.systems().get(body.system());
    if (system == null) {
      return SystemReducer.unknown(body.system());
    }
    if (!system.provider().equals(entry.issuer())) {
      return SystemReducer.notProvider(system);
    }
    if (openRequest(state, system).isEmpty()) {
      return Result.rejected(
          RefusalCode.NO_CERTIFICATE,
          "semantics §certificates",
          body.system() + " has neither a live certificate nor an open request");
    }
    List<Effect> effects = new ArrayList<>();
    Change change = state.change();
    surrender(change, system, entry.index(), effects);
    return new Result.Applied(change.done(), effects);
  }

  /** Ends whatever is open or live about the system. */
  static void surrender(Change change, SystemState system, long index, List<Effect> effects) {
    Optional<RequestState> open = openRequest(change.sofar(), system);
    if (open.isEmpty()) {
      return;
    }
    CertificateState certificate = change.sofar().certificates().get(open.get().certificateId());
    if (certificate == null) {
      change.put(open.get().close());
      effects.add(new Effect.RequestWithdrawn(system.card().system(), open.get().id()));
    } else {
      end(change, certificate, Status.SURRENDERED, index, effects);
    }
  }

  /** The system's certificate, while it can still change. */
  static Optional<CertificateState> live(State state, SystemState system) {
    return openRequest(state, system)
        .map(request -> state.certificates().get(request.certificateId()));
  }

  /** Final; a suspension came before. */
  static void revoke(Change change, String systemId, long index, List<Effect> effects) {
    live(change.sofar(), change.sofar().system(systemId))
        .ifPresent(certificate -> end(change, certificate, Status.REVOKED, index, effects));
  }

  private static void end(
      Change change,
      CertificateState certificate,
      Status status,
      long index,
      List<Effect> effects) {
    dropDeadlines(change, certificate);
    CertificateState ended = certificate.withStatus(status, index);
    change.put(ended);
    change.put(change.sofar().request(certificate.request()).close());
    noteChange(Optional.of(certificate), ended, effects);
  }
}
