package dev.comity.rules;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a party says a system is. The lists are required, so that leaving one out never makes a
 * requirement inapplicable; {@code trainingFlop} may be left out and is then unknown.
 *
 * @param system the system's id, a slug
 * @param trainingFlop floating-point operations spent on training, cumulative
 */
public record SystemCard(
    String system,
    Bilingual name,
    String version,
    SystemKind kind,
    Autonomy autonomy,
    SortedSet<String> capabilities,
    SortedSet<String> areas,
    SortedSet<String> jurisdictions,
    SortedSet<String> audiences,
    Optional<BigDecimal> trainingFlop,
    Optional<String> provider,
    Optional<Bilingual> note) {
  public SystemCard {
    capabilities = Collections.unmodifiableSortedSet(new TreeSet<>(capabilities));
    areas = Collections.unmodifiableSortedSet(new TreeSet<>(areas));
    jurisdictions = Collections.unmodifiableSortedSet(new TreeSet<>(jurisdictions));
    audiences = Collections.unmodifiableSortedSet(new TreeSet<>(audiences));
  }

  /** Throws {@code MALFORMED}, naming the path under {@code path}; unknown fields are refused. */
  public static SystemCard parse(Json value, String path) throws VerificationException {
    JsonFields fields = JsonFields.of(value, path);
    SystemCard card = take(fields);
    fields.done();
    return card;
  }

  /** Takes the card's fields out of {@code fields} and leaves the others there. */
  public static SystemCard take(JsonFields fields) throws VerificationException {
    return new SystemCard(
        Texts.slug(fields, "system"),
        Bilingual.take(fields, "name"),
        Texts.name(fields, "version"),
        Term.take(SystemKind.class, fields, "kind"),
        Term.take(Autonomy.class, fields, "autonomy"),
        Texts.names(fields, "capabilities"),
        Texts.names(fields, "areas"),
        Texts.names(fields, "jurisdictions"),
        Texts.names(fields, "audiences"),
        fields.has("trainingFlop") ? Optional.of(flop(fields)) : Optional.empty(),
        fields.has("provider") ? Optional.of(Texts.prose(fields, "provider")) : Optional.empty(),
        fields.has("note") ? Optional.of(Bilingual.take(fields, "note")) : Optional.empty());
  }

  /** Reads a card as a YAML file; {@code file} names it in errors, with the line. */
  public static SystemCard parseYaml(String file, String text) throws VerificationException {
    YamlDocument document = YamlDocument.parse(file, text);
    try {
      return parse(document.root(), "");
    } catch (VerificationException e) {
      throw document.locate(e);
    }
  }

  /** The fields of the card, as {@link #parse} reads them. */
  public Json.Obj toJson() {
    JsonObject json = Json.object();
    json.put("system", system).put("name", name.toJson()).put("version", version);
    json.put("kind", kind.text()).put("autonomy", autonomy.text());
    json.put("capabilities", Json.strings(capabilities)).put("areas", Json.strings(areas));
    json.put("jurisdictions", Json.strings(jurisdictions));
    json.put("audiences", Json.strings(audiences));
    json.put("trainingFlop", trainingFlop.map(Json::of));
    json.put("provider", provider.map(Json::of));
    return json.put("note", note.map(Bilingual::toJson)).build();
  }

  private static BigDecimal flop(JsonFields fields) throws VerificationException {
    BigDecimal flop = Texts.number(fields, "trainingFlop");
    if (flop.signum() < 0) {
      throw Texts.wrong(fields.path("trainingFlop"), "a number from 0", flop.toString());
    }
    return flop;
  }
}
