package dev.comity.node.http;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.Electorate;
import dev.comity.governance.state.ApplicationState;
import dev.comity.governance.state.MemberState;
import dev.comity.governance.state.State;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Who belongs, and who asks to. */
final class MemberJson {
  private MemberJson() {}

  /** {@code electorate}: whoever could vote on a proposal made now. */
  static Json.Obj of(State state, Electorate electorate, MemberState member) {
    return Json.object()
        .put("party", member.party())
        .put(
            "name",
            Optional.ofNullable(state.parties().get(member.party())).map(p -> p.name().toJson()))
        .put("index", member.index())
        .put("since", Values.text(member.since()))
        .put("roles", Values.list(member.roles().entrySet(), MemberJson::role))
        .put("class", Values.text(member.memberClass()))
        .put("controller", Values.text(member.controller()))
        .put("lastActive", member.lastActive().toString())
        .put("weight", electorate.weights().getOrDefault(member.party(), 0L))
        .put("dormant", dormant(state, member))
        .build();
  }

  private static Json role(Map.Entry<String, MemberState.Grant> held) {
    return Json.object()
        .put("role", held.getKey())
        .put("entry", held.getValue().index())
        .put("until", Values.text(held.getValue().until()))
        .build();
  }

  /** Silent for longer than the charter lets a voter be. */
  static boolean dormant(State state, MemberState member) {
    return state
        .chartered()
        .charter()
        .membership()
        .dormancy()
        .map(silence -> member.lastActive().atZone(ZoneOffset.UTC).plus(silence).toInstant())
        .filter(end -> !state.time().isBefore(end))
        .isPresent();
  }

  static Json.Obj of(ApplicationState application) {
    JsonObject json =
        Json.object().put("party", application.party()).put("index", application.index());
    return json.put("roles", Json.strings(application.body().roles()))
        .put("class", Values.text(application.body().memberClass()))
        .put("controller", Values.text(application.body().controller()))
        .put("text", application.body().text())
        .build();
  }
}
