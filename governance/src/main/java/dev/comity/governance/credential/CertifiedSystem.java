package dev.comity.governance.credential;

import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.state.CertificateState;
import dev.comity.rules.Bilingual;
import dev.comity.rules.Outcome;
import dev.comity.rules.SystemCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The subject of a certificate's credential.
 *
 * @param provider the party that registered the system
 * @param outcome what the rules decided
 * @param certificate its id
 * @param status of the certificate at the decision; live
 * @param rulebooks that were in force, the community's own and its parents'
 * @param demonstration certifies nobody's product
 */
public record CertifiedSystem(
    SystemCard card,
    String provider,
    Bilingual community,
    Outcome outcome,
    String certificate,
    CertificateState.Status status,
    List<RulebookName> rulebooks,
    boolean demonstration) {
  private static final Set<String> OWN = Set.of("system", "name", "version");
  private static final int MAX_RULEBOOKS = 1_000;

  public CertifiedSystem {
    rulebooks = List.copyOf(rulebooks);
  }

  /** A rulebook by its id, version, and the statement that published it. */
  public record RulebookName(String rulebook, String version, String statement) {
    Json.Obj toJson() {
      return Json.object()
          .put("rulebook", rulebook)
          .put("version", version)
          .put("statement", statement)
          .build();
    }
  }

  /** Names the system in its log. */
  private String id(String log) {
    return "comity:" + CertificateUri.escape(log) + "/systems/" + card.system();
  }

  /** The card's fields but id, name and version are the scope of the certificate. */
  Json.Obj toJson(String log) {
    JsonObject scope = Json.object();
    card.toJson()
        .fields()
        .forEach(
            (name, value) -> {
              if (!OWN.contains(name)) {
                scope.put(name, value);
              }
            });
    return Json.object()
        .put("id", id(log))
        .put("type", "ComityCertifiedSystem")
        .put("name", VcFields.languages(card.name()))
        .put("system", card.system())
        .put("version", card.version())
        .put("provider", provider)
        .put("scope", scope.build())
        .put("community", VcFields.languages(community))
        .put("outcome", outcome.text())
        .put("certificate", certificate)
        .put("certificateStatus", status.name().toLowerCase(Locale.ROOT))
        .put("rulebooks", new Json.Arr(rulebooks.stream().<Json>map(RulebookName::toJson).toList()))
        .put("demonstration", demonstration)
        .build();
  }

  static CertifiedSystem read(JsonFields fields, String log) throws VerificationException {
    VcFields.requireText(fields, "type", "ComityCertifiedSystem");
    String id = fields.text("id");
    CertifiedSystem read =
        new CertifiedSystem(
            card(fields),
            VcFields.plain(fields, "provider"),
            VcFields.languages(fields, "community"),
            outcome(fields),
            certificate(fields),
            status(fields),
            rulebooks(fields),
            fields.bool("demonstration"));
    fields.done();
    if (!id.equals(read.id(log))) {
      throw VerificationException.malformed(fields.path("id") + ": expected " + read.id(log));
    }
    return read;
  }

  private static SystemCard card(JsonFields fields) throws VerificationException {
    JsonObject card = Json.object();
    card.put("system", fields.required("system"));
    card.put("name", VcFields.languages(fields, "name").toJson());
    card.put("version", fields.required("version"));
    JsonFields scope = fields.object("scope");
    for (String own : OWN) {
      if (scope.has(own)) {
        throw VerificationException.malformed(scope.path(own) + ": unknown field");
      }
    }
    scope.rest().forEach(card::put);
    return SystemCard.parse(card.build(), fields.path("scope"));
  }

  private static Outcome outcome(JsonFields fields) throws VerificationException {
    String text = fields.text("outcome");
    for (Outcome outcome : Outcome.values()) {
      if (outcome.text().equals(text)) {
        return outcome;
      }
    }
    throw VerificationException.malformed(
        fields.path("outcome") + ": expected an outcome, found " + Utf8.quoted(text));
  }

  private static String certificate(JsonFields fields) throws VerificationException {
    String text = fields.text("certificate");
    if (!text.matches("cert-[0-9a-f]{16}")) {
      throw VerificationException.malformed(
          fields.path("certificate") + ": expected cert- and 16 hex digits");
    }
    return text;
  }

  private static CertificateState.Status status(JsonFields fields) throws VerificationException {
    return live(fields.text("certificateStatus"), fields.path("certificateStatus"));
  }

  /** Throws {@code MALFORMED} unless {@code text} names a status of a live certificate. */
  static CertificateState.Status live(String text, String path) throws VerificationException {
    for (CertificateState.Status status : CertificateState.Status.values()) {
      if (status.live() && status.name().toLowerCase(Locale.ROOT).equals(text)) {
        return status;
      }
    }
    throw VerificationException.malformed(
        path + ": expected the status of a live certificate, found " + Utf8.quoted(text));
  }

  private static List<RulebookName> rulebooks(JsonFields fields) throws VerificationException {
    List<Json> items = fields.list("rulebooks");
    if (items.size() > MAX_RULEBOOKS) {
      throw VerificationException.malformed(
          fields.path("rulebooks") + ": more than " + MAX_RULEBOOKS);
    }
    List<RulebookName> names = new ArrayList<>();
    for (Json item : items) {
      JsonFields named = JsonFields.of(item, fields.path("rulebooks") + "[" + names.size() + "]");
      names.add(
          new RulebookName(
              VcFields.plain(named, "rulebook"),
              VcFields.plain(named, "version"),
              VcFields.hash(named, "statement").hex()));
      named.done();
    }
    return names;
  }
}
