package dev.comity.node.http;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.state.CommitmentState;
import dev.comity.governance.state.ConcernState;
import dev.comity.governance.state.IncidentState;
import dev.comity.governance.statement.Loop;

/** The public loop: concerns, incidents, promises. */
final class LoopJson {
  private LoopJson() {}

  static Json.Obj of(ConcernState concern) {
    JsonObject clocks = Json.object();
    concern.clocks().forEach((stage, by) -> clocks.put(stage, by.toString()));
    return Json.object()
        .put("id", concern.id().hex())
        .put("index", concern.index())
        .put("system", concern.body().system())
        .put("severity", concern.body().severity())
        .put("text", concern.body().text())
        .put("raisedBy", concern.raisedBy())
        .put("raisedAt", concern.raisedAt().toString())
        .put("dueAt", concern.dueAt().toString())
        .put("overdue", concern.overdue())
        .put("stage", concern.stage().text())
        .put("closed", concern.closed())
        .put("answer", concern.answer().map(LoopJson::answer))
        .put("steps", Values.list(concern.steps(), LoopJson::step))
        .put("clocks", clocks.build())
        .build();
  }

  private static Json answer(ConcernState.Answer answer) {
    return Json.object()
        .put("entry", answer.index())
        .put("at", answer.at().toString())
        .put("outcome", Values.word(answer.body().outcome()))
        .put("text", answer.body().text())
        .build();
  }

  private static Json step(ConcernState.Step step) {
    return Json.object()
        .put("stage", step.stage().text())
        .put("entry", step.index())
        .put("at", step.at().toString())
        .build();
  }

  static Json.Obj of(IncidentState incident) {
    return Json.object()
        .put("id", incident.id().hex())
        .put("index", incident.index())
        .put("system", incident.body().system())
        .put("severity", incident.body().severity())
        .put("text", incident.body().text())
        .put("reporter", incident.reporter())
        .put("happenedAt", incident.body().happenedAt().toString())
        .put("reportedAt", incident.at().toString())
        .put("standing", incident.standing().map(status -> Json.of(Values.word(status))))
        .build();
  }

  static Json.Obj of(CommitmentState pledge) {
    return Json.object()
        .put("id", pledge.id().hex())
        .put("index", pledge.index())
        .put("system", pledge.body().system())
        .put("party", pledge.party())
        .put("text", pledge.body().text().toJson())
        .put("due", pledge.body().due().toString())
        .put("test", test(pledge.body().test()))
        .put("standing", Values.word(pledge.standing()))
        .put("evidence", pledge.evidence().map(id -> Json.of(id.hex())))
        .build();
  }

  private static Json test(Loop.Test test) {
    return switch (test) {
      case Loop.Test.Fact fact -> Json.object().put("fact", fact.fact()).build();
      case Loop.Test.Metric metric ->
          Json.object()
              .put("metric", metric.metric())
              .put(metric.atMost() ? "atMost" : "atLeast", metric.bound())
              .build();
    };
  }
}
