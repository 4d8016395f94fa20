package dev.comity.governance.whatif;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.state.CertificateState.Status;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The form for programs. */
final class DifferenceJson {
  private DifferenceJson() {}

  static Json.Obj of(Difference difference) {
    return Json.object()
        .put("from", difference.from())
        .put("entries", difference.entries())
        .put("certificates", list(difference.certificates(), DifferenceJson::certificate))
        .put("sanctions", list(difference.sanctions(), DifferenceJson::sanction))
        .put("deadlines", list(difference.deadlines(), DifferenceJson::clock))
        .put("missed", list(difference.missed(), DifferenceJson::clock))
        .put("caught", list(difference.caught(), DifferenceJson::incident))
        .put("letThrough", list(difference.letThrough(), DifferenceJson::incident))
        .put("blocked", list(difference.blocked(), DifferenceJson::blocked))
        .put("refused", list(difference.refused(), DifferenceJson::refused))
        .build();
  }

  private static <T> Json list(List<T> items, Function<T, Json> form) {
    return new Json.Arr(items.stream().map(form).toList());
  }

  private static Json certificate(Difference.Certificate item) {
    return Json.object()
        .put("system", item.system())
        .put("certificate", item.id())
        .put("before", item.before().map(DifferenceJson::standing))
        .put("after", item.after().map(DifferenceJson::standing))
        .build();
  }

  private static Json.Obj standing(Difference.Standing standing) {
    JsonObject remedies = Json.object();
    standing.remedies().forEach((requirement, by) -> remedies.put(requirement, by.toString()));
    return Json.object()
        .put("status", text(standing.status()))
        .put("validUntil", standing.validUntil().toString())
        .put("remedies", remedies.build())
        .put("scope", Json.strings(standing.scope()))
        .build();
  }

  private static Json sanction(Difference.Sanction item) {
    return Json.object()
        .put("entry", item.index())
        .put("system", item.system())
        .put("trigger", item.trigger())
        .put("before", item.before().map(DifferenceJson::imposed))
        .put("after", item.after().map(DifferenceJson::imposed))
        .build();
  }

  private static Json.Obj imposed(Difference.Imposed imposed) {
    return Json.object()
        .put("sanction", imposed.id().hex())
        .put("level", imposed.level())
        .put("status", text(imposed.status()))
        .put("by", imposed.by().map(by -> Json.of(by.toString())))
        .build();
  }

  private static Json clock(Difference.Clock clock) {
    return Json.object()
        .put("kind", clock.kind())
        .put("subject", clock.subject())
        .put("before", times(clock.before()))
        .put("after", times(clock.after()))
        .build();
  }

  private static Json times(List<Instant> times) {
    return Json.strings(times.stream().map(Instant::toString).toList());
  }

  private static Json incident(Difference.Incident incident) {
    return Json.object()
        .put("entry", incident.index())
        .put("incident", incident.id().hex())
        .put("system", incident.system())
        .put("severity", incident.severity())
        .put("at", incident.at().toString())
        .put("before", status(incident.before()))
        .put("after", status(incident.after()))
        .build();
  }

  private static Json blocked(Difference.Blocked blocked) {
    return Json.object()
        .put("system", blocked.system())
        .put("entry", blocked.index())
        .put("at", blocked.at().toString())
        .put("after", status(blocked.after()))
        .build();
  }

  private static Json refused(Difference.Refused refused) {
    return Json.object()
        .put("code", refused.code())
        .put("count", refused.count())
        .put("first", new Json.Arr(refused.first().stream().<Json>map(Json::of).toList()))
        .build();
  }

  private static Optional<Json> status(Optional<Status> status) {
    return status.map(held -> Json.of(text(held)));
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
