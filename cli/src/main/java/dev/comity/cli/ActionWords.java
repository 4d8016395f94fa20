package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.governance.statement.Deliberation.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in one line what a proposal would do. */
record ActionWords(Words words) {
  String text(Action action) {
    return switch (action) {
      case Action.AmendCharter amend ->
          words.text("action.amend", String.join("; ", changes("", amend.changes())));
      case Action.AdoptRulebook adopt ->
          words.text(
                  adopt.standing() == Standing.TRIAL ? "action.trial" : "action.adopt",
                  adopt.rulebook(),
                  adopt.version())
              + also("action.from", adopt.from())
              + also("action.grace", adopt.grace());
      case Action.RetireRulebook retire ->
          words.text("action.retire", retire.rulebook(), retire.version());
      case Action.Admit admit ->
          words.text("action.admit", admit.party(), String.join(", ", admit.roles()))
              + also("action.class", admit.memberClass())
              + also("action.until", admit.until());
      case Action.Grant grant ->
          words.text("action.grant", grant.party(), grant.role())
              + also("action.until", grant.until());
      case Action.Revoke revoke -> words.text("action.revoke", revoke.party(), revoke.role());
      case Action.Expel expel -> words.text("action.expel", expel.party());
      case Action.Recognise recognise ->
          words.text(
              "action.recognise",
              recognise.terms().log(),
              String.join(", ", recognise.terms().scope()),
              recognise.terms().until());
      case Action.EndRecognition end -> words.text("action.end-recognition", end.log());
      case Action.RenewEmergency renew ->
          words.text("action.renew-emergency", renew.emergency().hex());
    };
  }

  private String also(String key, Optional<?> value) {
    return value.map(present -> words.text(key, present)).orElse("");
  }

  /** Every changed field with its new value. */
  private List<String> changes(String path, Json value) {
    if (!(value instanceof Json.Obj object) || object.fields().isEmpty()) {
      return List.of(path + " = " + shown(value));
    }
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Json> field : object.fields().entrySet()) {
      String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      lines.addAll(changes(name, field.getValue()));
    }
    return lines;
  }

  private static String shown(Json value) {
    return value instanceof Json.Str text ? text.text() : value.compact();
  }
}
