package dev.comity.governance;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.state.EvidenceState;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.RulebookState;
import dev.comity.rules.SystemCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The content of a decision statement: {@code {request, system, version, at, outcome, certificate?,
 * rulebooks, restsOn, decision}}. Names by its entry everything that the decision rests on, so that
 * whoever checks it elsewhere notices what is left out.
 */
final class DecisionContent {
  private DecisionContent() {}

  static Json.Obj of(Derivation derived) {
    RequestState request = derived.request();
    SystemCard card = derived.basis().system().card();
    return Json.object()
        .put("request", request.id().hex())
        .put("system", card.system())
        .put("version", card.version())
        .put("at", derived.at().toString())
        .put("outcome", derived.decision().outcome().text())
        .put("certificate", certificate(derived))
        .put("rulebooks", rulebooks(derived.basis()))
        .put("restsOn", restsOn(derived))
        .put("decision", derived.decision().toJson())
        .build();
  }

  private static Optional<Json.Obj> certificate(Derivation derived) {
    JsonObject deadlines = Json.object();
    derived.remedies().forEach((requirement, by) -> deadlines.put(requirement, by.toString()));
    return derived
        .status()
        .map(
            status ->
                Json.object()
                    .put("id", derived.request().certificateId())
                    .put("status", status.name().toLowerCase(Locale.ROOT))
                    .put("issuedAt", derived.issuedAt().toString())
                    .put("validUntil", derived.validUntil().toString())
                    .put("remedies", deadlines.build())
                    .put("scope", Json.strings(derived.scope()))
                    .build());
  }

  private static Json rulebooks(RequestState.Basis basis) {
    List<Json> rulebooks = new ArrayList<>();
    for (RulebookState rulebook : basis.rulebooks()) {
      rulebooks.add(
          Json.object()
              .put("rulebook", rulebook.key().id())
              .put("version", rulebook.key().version())
              .put("entry", rulebook.index())
              .put("statement", rulebook.statement().hex())
              .put("parent", rulebook.parent().map(Json::of))
              .put("source", rulebook.source().map(Json::of))
              .put("adopted", rulebook.vote().map(DecisionContent::adopted))
              .put("emergency", rulebook.emergency().map(id -> Json.of(id.hex())))
              .put("graceUntil", rulebook.graceUntil().map(end -> Json.of(end.toString())))
              .build());
    }
    return new Json.Arr(rulebooks);
  }

  private static Json.Obj adopted(RulebookState.Adoption vote) {
    return Json.object()
        .put("status", vote.status().text())
        .put("entry", vote.index())
        .put("from", vote.from().map(day -> Json.of(day.toString())))
        .build();
  }

  private static Json restsOn(Derivation derived) {
    List<Json> evidence = new ArrayList<>();
    for (EvidenceState item : derived.basis().evidence()) {
      evidence.add(
          Json.object()
              .put("entry", item.index())
              .put("at", item.at().toString())
              .put("independence", item.independence().text())
              .put(
                  "attestations",
                  new Json.Arr(
                      item.attestations().stream().<Json>map(a -> Json.of(a.index())).toList()))
              .build());
    }
    return Json.object()
        .put("charter", derived.basis().charter())
        .put("amendments", amendments(derived.basis()))
        .put("holds", holds(derived.basis()))
        .put("system", derived.basis().system().index())
        .put("request", derived.request().index())
        .put("evidence", new Json.Arr(evidence))
        .build();
  }

  /** The entries that proposed what was executed; left out when there are none. */
  private static Optional<Json> amendments(RequestState.Basis basis) {
    return basis.amendments().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Json.Arr(
                basis.amendments().stream().<Json>map(a -> Json.of(a.proposal())).toList()));
  }

  private static Optional<Json> holds(RequestState.Basis basis) {
    return basis.holds().isEmpty()
        ? Optional.empty()
        : Optional.of(new Json.Arr(basis.holds().stream().<Json>map(Json::of).toList()));
  }
}
