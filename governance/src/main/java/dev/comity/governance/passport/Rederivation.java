package dev.comity.governance.passport;

import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.Amendment;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Statement;
import dev.comity.log.proof.Checkpoint;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.Decider;
import dev.comity.rules.Decision;
import dev.comity.rules.Evidence;
import dev.comity.rules.InForce;
import dev.comity.rules.Outcome;
import dev.comity.rules.SystemCard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Derives a passport's decision again from the statements inside and compares. */
final class Rederivation {
  private final long decisionIndex;
  private final CarriedStatements carried;

  Rederivation(long decisionIndex, CarriedStatements carried) {
    this.decisionIndex = decisionIndex;
    this.carried = carried;
  }

  PassportReport check(Checkpoint checkpoint) throws VerificationException {
    Statement stated = carried.at(decisionIndex, Body.Decision.class);
    requireEqual("issuer", stated.issuer(), carried.operator());
    Body.Decision body = (Body.Decision) stated.body();
    JsonFields fields = JsonFields.of(body.decision(), "decision");
    JsonFields restsOn = fields.object("restsOn");
    List<String> asserted = new ArrayList<>();
    Body.Charter charter = charter(restsOn, asserted);
    boolean held = restsOn.has("holds");
    for (Json hold : restsOn.listOrEmpty("holds")) {
      asserted.add("entry " + hold.compact() + ": a sanction or emergency binds the system");
    }
    Statement registered = carried.at(restsOn.count("system"), Body.System.class);
    SystemCard card = ((Body.System) registered.body()).card();
    checkRequest(carried.at(restsOn.count("request"), Body.Request.class), body, fields, card);
    requireEqual("system", fields.text("system"), card.system());
    requireEqual("version", fields.text("version"), card.version());
    Instant at = carried.clockBefore(decisionIndex, fields.text("at"));
    CarriedRules rules = new CarriedRules(carried, charter, asserted);
    List<CompiledRulebook> rulebooks = rules.rulebooks(fields.list("rulebooks"));
    CarriedEvidence evidence =
        new CarriedEvidence(carried, charter, registered, decisionIndex, asserted);
    Decision derived = decide(rulebooks, at, card, evidence.items(restsOn.list("evidence")));
    requireEqual("outcome", fields.text("outcome"), derived.outcome().text());
    requireEqual("findings", fields.required("decision").canonical(), derived.toJson().canonical());
    checkCertificate(fields.optionalObject("certificate"), body, derived.outcome(), held);
    restsOn.done();
    fields.done();
    return new PassportReport(
        checkpoint,
        stated.issuer(),
        charter.title(),
        charter.demonstration(),
        card,
        body.decision(),
        derived,
        rulebooks.stream().map(r -> r.rulebook().key().toString()).toList(),
        carried.size(),
        asserted);
  }

  /** The founding charter with the amendments that the decision names merged in. */
  private Body.Charter charter(JsonFields restsOn, List<String> asserted)
      throws VerificationException {
    Statement founding = carried.at(restsOn.count("charter"), Body.Charter.class);
    Json source = Amendment.source(founding);
    Body.Charter charter = (Body.Charter) founding.body();
    for (Json item : restsOn.listOrEmpty("amendments")) {
      long index =
          JsonFields.of(Json.object().put("entry", item).build(), "amendments").count("entry");
      Body.Charter before = charter;
      Statement proposed = carried.at(index, Deliberation.Propose.class);
      Deliberation.Propose body = (Deliberation.Propose) proposed.body();
      for (Deliberation.Alternative option : body.options()) {
        for (Deliberation.Action action : option.actions()) {
          if (action instanceof Deliberation.Action.AmendCharter amend
              && body.options().size() == 1) {
            Amendment merged = Amendment.of(source, amend.changes());
            source = merged.source();
            charter = merged.charter();
          }
        }
      }
      asserted.add(
          "entry "
              + index
              + ": the members passed it"
              + (before.equals(charter) ? " (one of several options)" : ""));
    }
    return charter;
  }

  private static Decision decide(
      List<CompiledRulebook> rulebooks, Instant at, SystemCard card, List<Evidence> evidence)
      throws VerificationException {
    if (!(InForce.join(rulebooks, at) instanceof InForce rules)) {
      throw new VerificationException(Code.MISMATCH, "the rulebooks inside contradict each other");
    }
    return Decider.decide(rules, card, evidence);
  }

  private void checkRequest(
      Statement request, Body.Decision body, JsonFields fields, SystemCard card)
      throws VerificationException {
    requireEqual("request", fields.text("request"), request.id().hex());
    requireEqual("request", body.request().hex(), request.id().hex());
    requireEqual("request", ((Body.Request) request.body()).system(), card.system());
  }

  /**
   * Terms and remedy periods run from earlier decisions, which a passport does not carry; here only
   * what one decision alone determines is checked.
   */
  private void checkCertificate(
      Optional<JsonFields> certificate, Body.Decision body, Outcome outcome, boolean held)
      throws VerificationException {
    Set<String> possible =
        switch (outcome) {
          case ACTIVE -> held ? Set.of("active", "conditional", "suspended") : Set.of("active");
          case CONDITIONAL -> Set.of("conditional", "suspended");
          // A rule tightened under a live certificate may leave it a grace.
          case UNDETERMINED -> Set.of("none", "conditional", "suspended");
          case REFUSED -> Set.of("refused", "conditional", "suspended");
        };
    String status = "none";
    if (certificate.isPresent()) {
      status = certificate.get().text("status");
      requireEqual(
          "certificate.id",
          certificate.get().text("id"),
          "cert-" + body.request().hex().substring(0, 16));
    }
    if (!possible.contains(status)) {
      throw mismatch("certificate.status");
    }
  }

  private void requireEqual(String field, String stated, String derived)
      throws VerificationException {
    if (!stated.equals(derived)) {
      throw mismatch(field);
    }
  }

  private VerificationException mismatch(String field) {
    return new VerificationException(
        Code.MISMATCH,
        "entry "
            + decisionIndex
            + ": the decision's "
            + field
            + " does not follow from what the passport carries");
  }
}
