package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.CertificateState.Status;
import dev.comity.governance.state.EvidenceState;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.rules.Decider;
import dev.comity.rules.Decision;
import dev.comity.rules.Evidence;
import dev.comity.rules.Finding;
import dev.comity.rules.InForce;
import dev.comity.rules.Need;
import dev.comity.rules.Requirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What the rules say about a request at the state's time: the decision and the certificate that
 * follows.
 *
 * @param at the state's time
 * @param status of the certificate; empty while undetermined and none exists
 * @param remedies deadline per open requirement
 * @param scope the areas that a certificate would cover
 * @param basis what the decision rests on
 */
public record Derivation(
    RequestState request,
    Instant at,
    Decision decision,
    Optional<Status> status,
    Instant issuedAt,
    Instant termEnd,
    Instant validUntil,
    SortedMap<String, Instant> remedies,
    SortedSet<String> scope,
    RequestState.Basis basis) {

  /** The system must be registered, the charter in force and time known. */
  public static Derivation derive(State state, RequestState request) {
    SystemState system = state.system(request.system());
    Instant now = state.time();
    InForce rules = RulesInForce.of(state);
    List<Evidence> evidence = evidence(state, system);
    Decision decision = Decider.decide(rules, system.card(), evidence);
    Optional<CertificateState> before =
        Optional.ofNullable(state.certificates().get(request.certificateId()));
    Grace grace = Grace.of(state, before, decision, now);
    SortedMap<String, Instant> remedies = remedies(decision, before, now);
    // An earlier clock of the requirement ran under an earlier rule.
    grace.until().forEach((requirement, end) -> remedies.merge(requirement, end, Times::later));
    Holds holds = Holds.of(state, system);
    Optional<Status> status = holds.lower(status(decision, before, grace, remedies, now));
    Instant issuedAt = before.map(CertificateState::issuedAt).orElse(now);
    Instant termEnd =
        before
            .map(CertificateState::termEnd)
            .orElse(Times.plus(issuedAt, state.chartered().charter().certificateTerm()));
    Instant validUntil = validUntil(rules, evidence, decision, termEnd);
    RequestState.Basis basis =
        new RequestState.Basis(
            state.chartered().index(),
            state.chartered().amendments(),
            system,
            RulesInForce.rulebooks(state),
            system.evidence().stream().map(state::evidence).toList(),
            holds.entries());
    return new Derivation(
        request,
        now,
        decision,
        status,
        issuedAt,
        termEnd,
        validUntil,
        remedies,
        holds.scope(system.card()),
        basis);
  }

  /** What the operator's decision statement must say. */
  public Json.Obj json() {
    return DecisionContent.of(this);
  }

  /** Whether a remedy period has ended with its requirement still open. */
  boolean overdue() {
    return overdue(remedies, at);
  }

  /** All evidence about the current version, in log order, named by its entry. */
  public static List<Evidence> evidence(State state, SystemState system) {
    List<Evidence> items = new ArrayList<>();
    for (Hash id : system.evidence()) {
      EvidenceState item = state.evidence(id);
      items.add(
          new Evidence(
              Long.toString(item.index()),
              item.at(),
              item.independence(),
              item.body().measured().questions(),
              item.body().measured().samples(),
              item.body().measured().method(),
              item.body().measured().metrics(),
              item.body().measured().facts()));
    }
    return items;
  }

  /**
   * A requirement's clock starts with the first decision that finds it open and is never restarted.
   */
  private static SortedMap<String, Instant> remedies(
      Decision decision, Optional<CertificateState> before, Instant now) {
    SortedMap<String, Instant> remedies = new TreeMap<>();
    for (Finding finding : decision.findings()) {
      if (open(finding) && finding.otherwise().remedy().isPresent()) {
        String requirement = finding.rulebook().id() + "/" + finding.requirement();
        Instant fresh = Times.plus(now, finding.otherwise().remedy().get());
        Instant by = before.map(c -> c.remedies().getOrDefault(requirement, fresh)).orElse(fresh);
        remedies.merge(requirement, by, Times::earlier);
      }
    }
    return remedies;
  }

  static boolean open(Finding finding) {
    return finding.counted()
        && switch (finding.status()) {
          case VIOLATED, UNDETERMINED -> true;
          case SATISFIED, NOT_APPLICABLE -> false;
        };
  }

  private static boolean overdue(SortedMap<String, Instant> remedies, Instant now) {
    return remedies.values().stream().anyMatch(by -> !by.isAfter(now));
  }

  /**
   * A live certificate that the rules no longer carry is suspended; only one that never lived is
   * refused.
   */
  private static Optional<Status> status(
      Decision decision,
      Optional<CertificateState> before,
      Grace grace,
      SortedMap<String, Instant> remedies,
      Instant now) {
    boolean overdue = overdue(remedies, now);
    if (grace.carries()) {
      return Optional.of(overdue ? Status.SUSPENDED : Status.CONDITIONAL);
    }
    return switch (decision.outcome()) {
      case ACTIVE -> Optional.of(Status.ACTIVE);
      case CONDITIONAL -> Optional.of(overdue ? Status.SUSPENDED : Status.CONDITIONAL);
      case UNDETERMINED -> before.map(c -> Status.SUSPENDED);
      case REFUSED -> Optional.of(before.isPresent() ? Status.SUSPENDED : Status.REFUSED);
    };
  }

  /** The charter's term, cut where evidence that carries the certificate goes stale. */
  private static Instant validUntil(
      InForce rules, List<Evidence> evidence, Decision decision, Instant termEnd) {
    Instant end = termEnd;
    for (Finding finding : decision.findings()) {
      if (finding.counted() && finding.status() == dev.comity.rules.Status.SATISFIED) {
        end = Times.earlier(end, freshUntil(rules, evidence, finding));
      }
    }
    return end;
  }

  /**
   * When the first need behind a finding has no fresh evidence any more; {@code MAX} when never.
   * Where several pieces that the finding used could have met the need, the oldest that still can.
   */
  private static Instant freshUntil(InForce rules, List<Evidence> evidence, Finding finding) {
    Instant until = Instant.MAX;
    for (Need need : requirement(rules, finding).needs()) {
      for (Evidence item : evidence) {
        if (finding.evidence().contains(item.ref()) && speaksOf(item, need)) {
          Instant stale = need.maxAge().map(age -> Times.plus(item.at(), age)).orElse(Instant.MAX);
          until = stale.isBefore(rules.at()) ? until : Times.earlier(until, stale);
        }
      }
    }
    return until;
  }

  private static boolean speaksOf(Evidence item, Need need) {
    return switch (need.kind()) {
      case METRIC -> item.metrics().containsKey(need.id());
      case FACT -> item.facts().containsKey(need.id());
      case CARD -> false;
    };
  }

  private static Requirement requirement(InForce rules, Finding finding) {
    return rules.rulebooks().stream()
        .filter(book -> book.rulebook().key().equals(finding.rulebook()))
        .flatMap(book -> book.rulebook().requirements().stream())
        .filter(requirement -> requirement.id().equals(finding.requirement()))
        .findFirst()
        .orElseThrow();
  }
}
