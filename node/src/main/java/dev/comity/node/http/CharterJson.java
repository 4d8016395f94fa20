package dev.comity.node.http;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.state.CharterState;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Terms;

/** The charter in force, and what it means where it says nothing. */
final class CharterJson {
  private CharterJson() {}

  static Json.Obj of(CharterState state) {
    Body.Charter charter = state.charter();
    return Json.object()
        .put("id", state.id().hex())
        .put("index", state.index())
        .put("foundedAt", state.foundedAt().toString())
        .put("since", state.since())
        .put(
            "amendments",
            Values.list(
                state.amendments(),
                amendment ->
                    Json.object()
                        .put("proposal", amendment.proposal())
                        .put("executed", amendment.index())
                        .build()))
        .put("charter", state.source())
        .put("terms", terms(charter))
        .build();
  }

  private static Json terms(Body.Charter charter) {
    return Json.object()
        .put("certificateTerm", charter.certificateTerm().toString())
        .put("responseWindow", charter.responseWindow().toString())
        .put("membership", membership(charter.membership()))
        .put("deliberation", deliberation(charter.deliberation()))
        .put("clocks", clocks(charter.clocks()))
        .put("sanctions", sanctions(charter.sanctions()))
        .put("keys", keys(charter.keys()))
        .put("maxStaleness", charter.maxStaleness().toString())
        .put(
            "forecasts",
            Json.object()
                .put("severity", charter.forecasts().severity())
                .put("horizon", charter.forecasts().horizon().toString())
                .build())
        .build();
  }

  private static Json membership(Terms.Membership terms) {
    JsonObject classes = Json.object();
    terms.classes().forEach((name, weight) -> classes.put(name, (long) weight));
    return Json.object()
        .put("open", terms.open())
        .put("maturity", terms.maturity().toString())
        .put("dormancy", Values.text(terms.dormancy()))
        .put("classes", classes.build())
        .put("controllerCap", Values.number(terms.controllerCap()))
        .put("specialTerm", terms.specialTerm().toString())
        .build();
  }

  private static Json deliberation(Terms.Deliberation terms) {
    JsonObject powers = Json.object();
    terms.powers().forEach((kind, power) -> powers.put(kind, power(power)));
    return Json.object()
        .put("notice", terms.notice().toString())
        .put("voting", terms.voting().toString())
        .put("late", terms.late().toString())
        .put("extension", terms.extension().toString())
        .put("delay", terms.delay().toString())
        .put("execution", terms.execution().toString())
        .put("quorum", terms.quorum().toString())
        .put("powers", powers.build())
        .build();
  }

  /** As a charter writes it. */
  private static String power(Terms.Power power) {
    return switch (power) {
      case Terms.Power.ByRole byRole -> "role:" + byRole.role();
      case Terms.Power.ByVote vote -> vote.threshold().toString();
    };
  }

  private static Json clocks(Terms.Loop terms) {
    return Json.object()
        .put("acknowledge", Values.text(terms.acknowledge()))
        .put("assess", Values.text(terms.assess()))
        .put("remediate", Values.text(terms.remediate()))
        .put("verify", Values.text(terms.verify()))
        .build();
  }

  private static Json sanctions(Terms.Sanctions terms) {
    return Json.object()
        .put("grace", Values.text(terms.grace()))
        .put("reply", terms.reply().toString())
        .put("ruling", terms.ruling().toString())
        .put("appeal", terms.appeal().toString())
        .put("panel", terms.panel())
        .build();
  }

  private static Json keys(Terms.Keys terms) {
    return Json.object()
        .put("finality", terms.finality().toString())
        .put("recovery", terms.recovery().toString())
        .put("approvals", terms.approvals())
        .build();
  }
}
