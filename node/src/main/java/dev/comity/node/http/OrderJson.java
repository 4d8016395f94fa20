package dev.comity.node.http;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.EmergencyState;
import dev.comity.governance.state.SanctionState;
import dev.comity.node.CommunityIndex;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Emergencies, sanctions, and the cases that panels decide. */
final class OrderJson {
  private OrderJson() {}

  static Json.Obj of(EmergencyState emergency) {
    return Json.object()
        .put("id", emergency.id().hex())
        .put("index", emergency.index())
        .put("by", emergency.by())
        .put("system", Values.text(emergency.body().system()))
        .put("rulebook", Values.text(emergency.body().rulebook()))
        .put("version", Values.text(emergency.body().version()))
        .put("days", emergency.body().days())
        .put("text", emergency.body().text())
        .put("until", emergency.until().toString())
        .put("renewed", emergency.renewed())
        .put("lapsed", emergency.lapsed())
        .build();
  }

  static Json.Obj of(SanctionState sanction) {
    return Json.object()
        .put("id", sanction.id().hex())
        .put("index", sanction.index())
        .put("system", sanction.system())
        .put("provider", sanction.provider())
        .put("trigger", sanction.trigger())
        .put("level", sanction.level())
        .put("redLine", sanction.redLine())
        .put("status", Values.word(sanction.status()))
        .put("at", sanction.at().toString())
        .put("by", Values.text(sanction.by()))
        .put("case", sanction.panelCase().map(id -> Json.of(id.hex())))
        .put("cut", Json.strings(sanction.cut()))
        .build();
  }

  static Json.Obj of(CaseState one) {
    return view(one).build();
  }

  /** With {@code effects} of the case: how its panels were drawn. */
  static Json.Obj of(CaseState one, List<CommunityIndex.EffectRow> effects) {
    List<CommunityIndex.EffectRow> draws =
        effects.stream().filter(effect -> effect.type().equals("PanelDrawn")).toList();
    return view(one).put("draws", Values.list(draws, OrderJson::draw)).build();
  }

  private static Json draw(CommunityIndex.EffectRow effect) {
    String seats = effect.json().fields().get("panel") instanceof Json.Str text ? text.text() : "";
    return Json.object()
        .put("entry", effect.index())
        .put("at", effect.at().toString())
        .put("panel", Json.strings(List.of(seats.split(" "))))
        .put("seed", Optional.ofNullable(effect.json().fields().get("seed")))
        .build();
  }

  private static JsonObject view(CaseState one) {
    return Json.object()
        .put("id", one.id().hex())
        .put("index", one.index())
        .put("matter", Values.word(one.matter()))
        .put("subject", one.subject().hex())
        .put("system", one.system())
        .put("complainant", Values.text(one.complainant()))
        .put("respondent", one.respondent())
        .put("panel", Json.strings(one.panel()))
        .put("rulings", Values.list(one.rulings().entrySet(), OrderJson::ruling))
        .put("redrawn", one.redrawn())
        .put("ruleBy", Values.text(one.ruleBy()))
        .put("result", one.result().map(OrderJson::result));
  }

  private static Json ruling(Map.Entry<String, CaseState.Vote> vote) {
    return Json.object()
        .put("party", vote.getKey())
        .put("entry", vote.getValue().index())
        .put("verdict", Values.word(vote.getValue().verdict()))
        .put("cut", Json.strings(vote.getValue().cut()))
        .build();
  }

  private static Json result(CaseState.Result result) {
    return Json.object()
        .put("entry", result.index())
        .put("verdict", Values.word(result.verdict()))
        .put("lapsed", result.lapsed())
        .build();
  }
}
