package dev.comity.rules;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.JsonFields;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of {@code requirements}. */
final class RequirementReader {
  static final int MAX_NEEDS = 50;
  static final int MAX_MAPS = 100;

  private RequirementReader() {}

  static Requirement read(JsonFields fields, String rulebook) throws VerificationException {
    String id = Texts.name(fields, "id");
    Modality modality = Term.take(Modality.class, fields, "modality");
    Requirement read =
        new Requirement(
            id,
            modality,
            Bilingual.take(fields, "text"),
            source(fields.object("source")),
            fields.has("applies") ? Optional.of(Texts.prose(fields, "applies")) : Optional.empty(),
            needs(fields),
            Texts.prose(fields, "check"),
            direction(fields, rulebook + "/" + id),
            otherwise(fields, modality),
            maps(fields));
    fields.done();
    return read;
  }

  private static Source source(JsonFields fields) throws VerificationException {
    String locator = Texts.prose(fields, "locator");
    Optional<Source.Quote> quote = quote(fields);
    Optional<String> url = optionalProse(fields, "url");
    if (url.isPresent() && !url.get().matches("https?://\\S{1,500}")) {
      throw Texts.wrong(fields.path("url"), "an address such as https://…", url.get());
    }
    Optional<LocalDate> checked =
        fields.has("checked") ? Optional.of(Texts.date(fields, "checked")) : Optional.empty();
    SourceStatus status = Term.take(SourceStatus.class, fields, "status");
    fields.done();
    return RulebookReader.checked(
        fields.path("quote"), () -> new Source(locator, quote, url, checked, status));
  }

  private static Optional<Source.Quote> quote(JsonFields fields) throws VerificationException {
    if (!fields.has("quote") && !fields.has("quoteSha256")) {
      return Optional.empty();
    }
    String text = Texts.prose(fields, "quote");
    String hex = Texts.name(fields, "quoteSha256");
    if (!hex.matches("[0-9a-f]{64}")) {
      throw Texts.wrong(fields.path("quoteSha256"), "64 lower-case hex digits", hex);
    }
    return Optional.of(
        RulebookReader.checked(
            fields.path("quoteSha256"), () -> new Source.Quote(text, Hash.fromHex(hex))));
  }

  private static List<Need> needs(JsonFields fields) throws VerificationException {
    List<Need> needs = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    if (!fields.has("needs")) {
      return needs;
    }
    for (JsonFields item : Texts.objects(fields, "needs", MAX_NEEDS)) {
      Need need = need(item);
      if (!seen.add(need.kind().text() + " " + need.id())) {
        throw VerificationException.malformed(
            item.path(need.kind().text()) + ": expected once, found " + need.id() + " again");
      }
      needs.add(need);
    }
    return needs;
  }

  private static Need need(JsonFields fields) throws VerificationException {
    if (fields.has("metric") == fields.has("fact")) {
      throw VerificationException.malformed(
          fields.path("metric") + ": expected either metric or fact");
    }
    Need.Kind kind = fields.has("metric") ? Need.Kind.METRIC : Need.Kind.FACT;
    Need need =
        new Need(
            kind,
            Texts.name(fields, kind.text()),
            optionalProse(fields, "where"),
            fields.has("maxAge") ? Optional.of(Texts.period(fields, "maxAge")) : Optional.empty(),
            fields.has("independence")
                ? Term.take(Independence.class, fields, "independence")
                : Independence.SELF);
    fields.done();
    return need;
  }

  private static Optional<Direction> direction(JsonFields fields, String otherwise)
      throws VerificationException {
    Optional<JsonFields> given = fields.optionalObject("direction");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    JsonFields direction = given.get();
    String parameter = direction.has("parameter") ? Texts.name(direction, "parameter") : otherwise;
    BoundKind bound = Term.take(BoundKind.class, direction, "bound");
    Limit limit =
        switch (bound) {
          case MAX -> Limit.ofMax(Texts.number(direction, "value"));
          case MIN -> Limit.ofMin(Texts.number(direction, "value"));
          case REQUIRED -> Limit.ofRequired(Texts.names(direction, "value"));
          case ALLOWED -> Limit.ofAllowed(Texts.names(direction, "value"));
          case FLAG -> Limit.ofFlag(direction.bool("value"));
        };
    direction.done();
    return Optional.of(new Direction(parameter, bound, limit));
  }

  /** Only what binds must say what follows; the rest defaults to the mildest. */
  private static Otherwise otherwise(JsonFields fields, Modality modality)
      throws VerificationException {
    if (!fields.has("otherwise") && !modality.binding()) {
      return new Otherwise(1, Optional.empty());
    }
    JsonFields otherwise = fields.object("otherwise");
    long severity = otherwise.count("severity");
    Optional<Period> remedy =
        otherwise.has("remedy") ? Optional.of(Texts.period(otherwise, "remedy")) : Optional.empty();
    otherwise.done();
    return RulebookReader.checked(
        otherwise.path("severity"),
        () -> new Otherwise((int) Math.min(severity, Integer.MAX_VALUE), remedy));
  }

  private static List<Crosswalk> maps(JsonFields fields) throws VerificationException {
    List<Crosswalk> maps = new ArrayList<>();
    if (!fields.has("maps")) {
      return maps;
    }
    for (JsonFields item : Texts.objects(fields, "maps", MAX_MAPS)) {
      maps.add(
          new Crosswalk(
              Texts.prose(item, "to"),
              Term.take(Relation.class, item, "relation"),
              optionalProse(item, "reviewer"),
              optionalProse(item, "conditions")));
      item.done();
    }
    return maps;
  }

  private static Optional<String> optionalProse(JsonFields fields, String name)
      throws VerificationException {
    return fields.has(name) ? Optional.of(Texts.prose(fields, name)) : Optional.empty();
  }
}
