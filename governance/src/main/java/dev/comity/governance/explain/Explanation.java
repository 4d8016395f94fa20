package dev.comity.governance.explain;

import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.Effect;
import dev.comity.rules.Bilingual;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why something stands as it does.
 *
 * @param causes the entries with effects about it, in order
 * @param grounds the entries that those rest on, and that these rest on in turn, in order
 */
public record Explanation(Subject subject, List<Cause> causes, List<Cause> grounds) {
  public Explanation {
    causes = List.copyOf(causes);
    grounds = List.copyOf(grounds);
  }

  /**
   * An entry in the chain.
   *
   * @param name of the issuer; empty when it never declared itself
   * @param effects about the subject; of a ground, whatever it brought about
   */
  public record Cause(
      long index,
      Hash statement,
      String type,
      String issuer,
      Optional<Bilingual> name,
      Optional<Instant> at,
      List<Effect> effects,
      List<Long> restsOn) {
    public Cause {
      effects = List.copyOf(effects);
      restsOn = List.copyOf(restsOn);
    }
  }

  /** {@code {subject: {kind, id, status}, causes: […], grounds: […]}}. */
  public Json.Obj toJson() {
    return Json.object()
        .put(
            "subject",
            Json.object()
                .put("kind", subject.kind().name().toLowerCase(Locale.ROOT))
                .put("id", subject.id())
                .put("status", subject.status())
                .build())
        .put("causes", list(causes))
        .put("grounds", list(grounds))
        .build();
  }

  private static Json list(List<Cause> causes) {
    return new Json.Arr(causes.stream().map(Explanation::json).toList());
  }

  private static Json json(Cause cause) {
    JsonObject json =
        Json.object()
            .put("entry", cause.index())
            .put("statement", cause.statement().hex())
            .put("type", cause.type())
            .put("issuer", cause.issuer())
            .put("name", cause.name().map(Bilingual::toJson))
            .put("at", cause.at().map(at -> Json.of(at.toString())));
    return json.put(
            "effects", new Json.Arr(cause.effects().stream().<Json>map(Effect::toJson).toList()))
        .put("restsOn", new Json.Arr(cause.restsOn().stream().<Json>map(Json::of).toList()))
        .build();
  }
}
