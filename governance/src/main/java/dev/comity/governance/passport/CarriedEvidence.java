package dev.comity.governance.passport;

import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.IndependenceRule;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import dev.comity.rules.Evidence;
import dev.comity.rules.Independence;
import dev.comity.rules.SystemCard;
import java.util.ArrayList;
import java.util.List;

/**
 * The evidence that a decision rests on, from the statements that a passport carries.
 *
 * @param asserted takes what only a replay of the log can show
 */
record CarriedEvidence(
    CarriedStatements carried,
    Body.Charter charter,
    Statement system,
    long decisionIndex,
    List<String> asserted) {

  /**
   * Throws, naming the entry, unless each is carried, about the system, and dated and judged as
   * stated.
   */
  List<Evidence> items(List<Json> named) throws VerificationException {
    List<Evidence> items = new ArrayList<>();
    for (Json item : named) {
      items.add(item(JsonFields.of(item, "decision.restsOn.evidence[" + items.size() + "]")));
    }
    return items;
  }

  private Evidence item(JsonFields named) throws VerificationException {
    long index = named.count("entry");
    Statement statement = carried.at(index, Body.Evidence.class);
    Body.Evidence body = (Body.Evidence) statement.body();
    SystemCard card = ((Body.System) system.body()).card();
    require(
        index < decisionIndex
            && body.system().equals(card.system())
            && body.version().equals(card.version()),
        index,
        "it is not evidence about this version of the system before the decision");
    Independence independence = independence(statement, index, named);
    Evidence evidence =
        new Evidence(
            Long.toString(index),
            carried.clockBefore(index, named.text("at")),
            independence,
            body.measured().questions(),
            body.measured().samples(),
            body.measured().method(),
            body.measured().metrics(),
            body.measured().facts());
    named.done();
    return evidence;
  }

  /**
   * Throws unless the stated independence follows from roles that the charter grants, or from roles
   * granted later, which a passport cannot show and therefore names.
   */
  private Independence independence(Statement evidence, long index, JsonFields named)
      throws VerificationException {
    String stated = named.text("independence");
    boolean founder = charter.founders("assessor").contains(evidence.issuer());
    List<Statement> attestations = attestations(evidence, named);
    for (boolean assessor : founder ? new boolean[] {true} : new boolean[] {false, true}) {
      Independence independence = IndependenceRule.of(assessor, system.issuer(), evidence.issuer());
      for (Statement attestation : attestations) {
        Body.Attest attest = (Body.Attest) attestation.body();
        independence = IndependenceRule.lifted(independence, attest.basis());
      }
      if (independence.text().equals(stated)) {
        if (assessor && !founder) {
          asserted.add("entry " + index + ": its issuer was an assessor by then");
        }
        return independence;
      }
    }
    throw new VerificationException(
        Code.MISMATCH,
        "entry " + index + ": the decision counts it as more or less independent than it is");
  }

  private List<Statement> attestations(Statement evidence, JsonFields named)
      throws VerificationException {
    List<Statement> attestations = new ArrayList<>();
    for (Json item : named.list("attestations")) {
      long index =
          JsonFields.of(Json.object().put("entry", item).build(), "attestations").count("entry");
      Statement statement = carried.at(index, Body.Attest.class);
      Body.Attest attest = (Body.Attest) statement.body();
      require(
          index < decisionIndex && attest.evidence().equals(evidence.id()),
          index,
          "it is no attestation of that evidence before the decision");
      if (!charter.founders("assessor").contains(statement.issuer())) {
        asserted.add("entry " + index + ": its issuer was an assessor by then");
      }
      attestations.add(statement);
    }
    return attestations;
  }

  private static void require(boolean condition, long index, String detail)
      throws VerificationException {
    if (!condition) {
      throw new VerificationException(Code.MISMATCH, "entry " + index + ": " + detail);
    }
  }
}
