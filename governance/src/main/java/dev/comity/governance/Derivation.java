package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.CertificateState.Status;
import dev.comity.governance.state.EvidenceState;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.RulebookState;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the rules say about a request at the state's time: the decision, the certificate that
 * follows, and the JSON that the operator's decision statement must equal.
 *
 * @param status of the certificate; empty while undetermined and none exists
 * @param remedies deadline per open requirement
 */
public record Derivation(
    RequestState request,
    Decision decision,
    Optional<Status> status,
    Instant issuedAt,
    Instant validUntil,
    SortedMap<String, Instant> remedies,
    Json.Obj json) {

  /** The system must be registered, the charter in force and time known. */
  public static Derivation derive(State state, RequestState request) {
    SystemState system = state.system(request.system());
    Instant now = state.now().orElseThrow();
    InForce rules = RulesInForce.of(state);
    List<Evidence> evidence = evidence(state, system);
    Decision decision = Decider.decide(rules, system.card(), evidence);
    Optional<CertificateState> before =
        Optional.ofNullable(state.certificates().get(request.certificateId()));
    SortedMap<String, Instant> remedies = remedies(decision, before, now);
    Optional<Status> status = status(decision, before, remedies, now);
    Instant issuedAt = before.map(CertificateState::issuedAt).orElse(now);
    Instant validUntil = validUntil(state, rules, evidence, decision, issuedAt);
    Json.Obj json =
        json(
            state,
            request,
            system,
            decision,
            certificate(request, status, issuedAt, validUntil, remedies));
    return new Derivation(request, decision, status, issuedAt, validUntil, remedies, json);
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
        Instant fresh =
            now.atZone(ZoneOffset.UTC).plus(finding.otherwise().remedy().get()).toInstant();
        remedies.put(
            requirement,
            before.map(c -> c.remedies().getOrDefault(requirement, fresh)).orElse(fresh));
      }
    }
    return remedies;
  }

  private static boolean open(Finding finding) {
    return finding.counted()
        && switch (finding.status()) {
          case VIOLATED, UNDETERMINED -> true;
          case SATISFIED, NOT_APPLICABLE -> false;
        };
  }

  /**
   * A live certificate that the rules no longer carry is suspended; only one that never lived is
   * refused.
   */
  private static Optional<Status> status(
      Decision decision,
      Optional<CertificateState> before,
      SortedMap<String, Instant> remedies,
      Instant now) {
    boolean overdue = remedies.values().stream().anyMatch(by -> !by.isAfter(now));
    return switch (decision.outcome()) {
      case ACTIVE -> Optional.of(Status.ACTIVE);
      case CONDITIONAL -> Optional.of(overdue ? Status.SUSPENDED : Status.CONDITIONAL);
      case UNDETERMINED -> before.map(c -> Status.SUSPENDED);
      case REFUSED -> Optional.of(before.isPresent() ? Status.SUSPENDED : Status.REFUSED);
    };
  }

  /** The charter's term, cut where evidence that carries the certificate goes stale. */
  private static Instant validUntil(
      State state, InForce rules, List<Evidence> evidence, Decision decision, Instant issuedAt) {
    Instant end =
        issuedAt
            .atZone(ZoneOffset.UTC)
            .plus(state.charter().orElseThrow().charter().certificateTerm())
            .toInstant();
    for (Finding finding : decision.findings()) {
      if (finding.counted() && finding.status() == dev.comity.rules.Status.SATISFIED) {
        end = earlier(end, freshUntil(rules, evidence, finding));
      }
    }
    return end;
  }

  /**
   * When the oldest evidence behind a finding passes the shortest age that the requirement allows;
   * {@code MAX} when never.
   */
  private static Instant freshUntil(InForce rules, List<Evidence> evidence, Finding finding) {
    Instant until = Instant.MAX;
    for (Need need : requirement(rules, finding).needs()) {
      for (Evidence item : evidence) {
        if (need.maxAge().isPresent() && finding.evidence().contains(item.ref())) {
          until =
              earlier(
                  until, item.at().atZone(ZoneOffset.UTC).plus(need.maxAge().get()).toInstant());
        }
      }
    }
    return until;
  }

  private static Requirement requirement(InForce rules, Finding finding) {
    return rules.rulebooks().stream()
        .filter(book -> book.rulebook().key().equals(finding.rulebook()))
        .flatMap(book -> book.rulebook().requirements().stream())
        .filter(requirement -> requirement.id().equals(finding.requirement()))
        .findFirst()
        .orElseThrow();
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Optional<Json.Obj> certificate(
      RequestState request,
      Optional<Status> status,
      Instant issuedAt,
      Instant validUntil,
      SortedMap<String, Instant> remedies) {
    JsonObject deadlines = Json.object();
    remedies.forEach((requirement, by) -> deadlines.put(requirement, by.toString()));
    return status.map(
        s ->
            Json.object()
                .put("id", request.certificateId())
                .put("status", s.name().toLowerCase(Locale.ROOT))
                .put("issuedAt", issuedAt.toString())
                .put("validUntil", validUntil.toString())
                .put("remedies", deadlines.build())
                .build());
  }

  private static Json.Obj json(
      State state,
      RequestState request,
      SystemState system,
      Decision decision,
      Optional<Json.Obj> certificate) {
    List<Json> rulebooks = new ArrayList<>();
    for (RulebookState rulebook : RulesInForce.rulebooks(state)) {
      rulebooks.add(
          Json.object()
              .put("rulebook", rulebook.key().id())
              .put("version", rulebook.key().version())
              .put("entry", rulebook.index())
              .put("statement", rulebook.statement().hex())
              .put("parent", rulebook.parent().map(Json::of))
              .build());
    }
    return Json.object()
        .put("request", request.id().hex())
        .put("system", system.card().system())
        .put("version", system.card().version())
        .put("at", state.now().orElseThrow().toString())
        .put("outcome", decision.outcome().text())
        .put("certificate", certificate)
        .put("rulebooks", new Json.Arr(rulebooks))
        .put("decision", decision.toJson())
        .build();
  }
}
