package dev.comity.governance.passport;

import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.json.Json;
import dev.comity.governance.ImportedRulebook;
import dev.comity.governance.IndependenceRule;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import dev.comity.log.proof.Checkpoint;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.Decider;
import dev.comity.rules.Decision;
import dev.comity.rules.Evidence;
import dev.comity.rules.InForce;
import dev.comity.rules.Independence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Derives a passport's decision again from the statements inside and compares. */
final class Rederivation {
  private final Passport passport;
  private final String operator;
  private final SortedMap<Long, Statement> statements;

  Rederivation(Passport passport, String operator, SortedMap<Long, Statement> statements) {
    this.passport = passport;
    this.operator = operator;
    this.statements = statements;
  }

  PassportReport check(Checkpoint checkpoint) throws VerificationException {
    Statement decisionStatement = statements.get(passport.decisionIndex());
    if (decisionStatement == null
        || !(decisionStatement.body() instanceof Body.Decision body)
        || !decisionStatement.issuer().equals(operator)) {
      throw new VerificationException(
          Code.MISMATCH,
          "entry " + passport.decisionIndex() + ": expected the operator's decision statement");
    }
    Json decision = body.decision();
    Body.Charter charter = (Body.Charter) one("charter", b -> b instanceof Body.Charter).body();
    Statement systemStatement = one("system", b -> b instanceof Body.System);
    Body.System system = (Body.System) systemStatement.body();
    requireEqual("request", PassportVerifier.text(decision, "request"), requestId(body, system));
    requireEqual("system", PassportVerifier.text(decision, "system"), system.card().system());
    requireEqual("version", PassportVerifier.text(decision, "version"), system.card().version());
    Instant at = clockBefore(passport.decisionIndex());
    requireEqual("at", PassportVerifier.text(decision, "at"), at.toString());
    List<CompiledRulebook> rulebooks = rulebooks(decision, charter);
    if (!(InForce.join(rulebooks, at) instanceof InForce rules)) {
      throw new VerificationException(Code.MISMATCH, "the rulebooks inside contradict each other");
    }
    Decision derived =
        Decider.decide(rules, system.card(), evidence(charter, systemStatement.issuer(), system));
    requireEqual("outcome", PassportVerifier.text(decision, "outcome"), derived.outcome().text());
    requireEqual(
        "findings",
        PassportVerifier.field(decision, "decision").map(Json::canonical).orElse(""),
        derived.toJson().canonical());
    return new PassportReport(
        checkpoint,
        decisionStatement.issuer(),
        charter.title(),
        charter.demonstration(),
        system.card(),
        decision,
        derived,
        rulebooks.stream().map(r -> r.rulebook().key().toString()).toList(),
        statements.size());
  }

  private String requestId(Body.Decision decision, Body.System system)
      throws VerificationException {
    Statement request = one("request", b -> b instanceof Body.Request);
    if (!((Body.Request) request.body()).system().equals(system.card().system())
        || !request.id().equals(decision.request())) {
      throw new VerificationException(
          Code.MISMATCH, "the request inside is not the one that was decided");
    }
    return request.id().hex();
  }

  /** Every rulebook that the decision names, at the entry that it names. */
  private List<CompiledRulebook> rulebooks(Json decision, Body.Charter charter)
      throws VerificationException {
    List<CompiledRulebook> compiled = new ArrayList<>();
    if (!(PassportVerifier.field(decision, "rulebooks").orElse(null) instanceof Json.Arr named)) {
      throw VerificationException.malformed("decision.rulebooks: expected a list");
    }
    for (Json item : named.items()) {
      long index =
          PassportVerifier.field(item, "entry").orElse(null) instanceof Json.Num number
              ? number.value().longValue()
              : -1;
      Statement statement = statements.get(index);
      if (statement == null) {
        throw new VerificationException(
            Code.MISMATCH,
            "entry " + index + ": the passport lacks a rulebook that the decision names");
      }
      CompiledRulebook rulebook = rulebook(statement, charter, index);
      requireEqual(
          "rulebooks",
          PassportVerifier.text(item, "rulebook") + " " + PassportVerifier.text(item, "version"),
          rulebook.rulebook().key().toString());
      compiled.add(rulebook);
    }
    return compiled;
  }

  private static CompiledRulebook rulebook(Statement statement, Body.Charter charter, long index)
      throws VerificationException {
    return switch (statement.body()) {
      case Body.Rulebook own -> CompiledRulebook.compile(own.folder());
      case Body.Baseline baseline -> ImportedRulebook.verify(baseline, charter).compiled();
      default ->
          throw new VerificationException(
              Code.MISMATCH, "entry " + index + ": expected a rulebook or baseline statement");
    };
  }

  private List<Evidence> evidence(Body.Charter charter, String provider, Body.System system)
      throws VerificationException {
    List<Evidence> items = new ArrayList<>();
    for (Map.Entry<Long, Statement> entry : statements.entrySet()) {
      if (entry.getKey() < passport.decisionIndex()
          && entry.getValue().body() instanceof Body.Evidence body
          && body.system().equals(system.card().system())
          && body.version().equals(system.card().version())) {
        items.add(
            new Evidence(
                Long.toString(entry.getKey()),
                clockBefore(entry.getKey()),
                independence(charter, provider, entry.getValue()),
                body.measured().questions(),
                body.measured().samples(),
                body.measured().method(),
                body.measured().metrics(),
                body.measured().facts()));
      }
    }
    return items;
  }

  private Independence independence(Body.Charter charter, String provider, Statement evidence) {
    Independence independence = IndependenceRule.of(charter, provider, evidence.issuer());
    for (Map.Entry<Long, Statement> entry :
        statements.headMap(passport.decisionIndex()).entrySet()) {
      if (entry.getValue().body() instanceof Body.Attest attest
          && attest.evidence().equals(evidence.id())) {
        independence = IndependenceRule.lifted(independence, attest.basis());
      }
    }
    return independence;
  }

  private Instant clockBefore(long index) throws VerificationException {
    Optional<Instant> last = Optional.empty();
    for (Statement statement : statements.headMap(index).values()) {
      if (statement.body() instanceof Body.Clock clock) {
        last = Optional.of(clock.now());
      }
    }
    return last.orElseThrow(
        () ->
            new VerificationException(
                Code.MISMATCH, "entry " + index + ": the passport lacks the clock before it"));
  }

  private Statement one(String what, Predicate<Body> matches) throws VerificationException {
    List<Statement> found =
        statements.values().stream().filter(s -> matches.test(s.body())).toList();
    if (found.size() != 1) {
      throw new VerificationException(
          Code.MISMATCH, "expected one " + what + " statement, found " + found.size());
    }
    return found.get(0);
  }

  private static void requireEqual(String field, String stated, String derived)
      throws VerificationException {
    if (!stated.equals(derived)) {
      throw new VerificationException(
          Code.MISMATCH,
          "the decision's " + field + " does not follow from what the passport carries");
    }
  }
}
