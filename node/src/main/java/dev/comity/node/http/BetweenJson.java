package dev.comity.node.http;

import dev.comity.core.json.Json;
import dev.comity.governance.Honour;
import dev.comity.governance.state.ForeignState;
import dev.comity.governance.state.RecognitionState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Between;

/** Other communities, and what their certificates are worth here. */
final class BetweenJson {
  private BetweenJson() {}

  static Json.Obj of(RecognitionState recognition) {
    Between.Recognise terms = recognition.terms();
    return Json.object()
        .put("log", recognition.log())
        .put("index", recognition.index())
        .put("via", Values.text(recognition.via()))
        .put("scope", Json.strings(terms.scope()))
        .put("until", terms.until().toString())
        .put("depth", terms.depth())
        .put("onward", terms.onward())
        .put("crosswalk", Values.list(terms.crosswalk(), BetweenJson::edge))
        .build();
  }

  private static Json edge(Between.Edge edge) {
    return Json.object()
        .put("own", edge.own())
        .put("foreign", edge.foreign())
        .put("relation", edge.relation().text())
        .build();
  }

  static Json.Obj of(State state, ForeignState foreign) {
    return Json.object()
        .put("log", foreign.log())
        .put("certificate", foreign.certificate())
        .put("system", foreign.system())
        .put("version", foreign.version())
        .put("index", foreign.index())
        .put("foreignIndex", foreign.foreignIndex())
        .put("treeSize", foreign.treeSize())
        .put("statement", foreign.statement().hex())
        .put("importedAt", foreign.importedAt().toString())
        .put("decidedAt", foreign.decidedAt().toString())
        .put("validUntil", foreign.validUntil().toString())
        .put("status", foreign.status())
        .put("scope", Json.strings(foreign.scope()))
        .put("honour", honour(Honour.of(state, foreign)))
        .build();
  }

  private static Json honour(Honour honour) {
    return Json.object()
        .put("standing", Values.word(honour.standing()))
        .put("reason", honour.reason())
        .put("scope", Json.strings(honour.scope()))
        .put("until", honour.until().toString())
        .put("open", Json.strings(honour.open()))
        .put("path", Json.strings(honour.path()))
        .build();
  }
}
