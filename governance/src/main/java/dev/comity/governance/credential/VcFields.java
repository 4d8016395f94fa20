package dev.comity.governance.credential;

import dev.comity.core.Hash;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonObject;
import dev.comity.rules.Bilingual;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What both kinds of credential have, written and strictly read. */
final class VcFields {
  private static final String BASE = "https://www.w3.org/ns/credentials/v2";

  /** Must stand last where terms are used that no context defines (VC Data Model 2.0, 5.2). */
  private static final String UNDEFINED_TERMS =
      "https://www.w3.org/ns/credentials/undefined-terms/v2";

  private static final int MAX_TEXT = 1_000;

  private VcFields() {}

  /** Starts a credential of {@code type}. */
  static JsonObject begin(String id, String type, String issuer, Instant from, Instant until) {
    return Json.object()
        .put("@context", Json.strings(List.of(BASE, UNDEFINED_TERMS)))
        .put("id", id)
        .put("type", Json.strings(List.of("VerifiableCredential", type)))
        .put("issuer", issuer)
        .put("validFrom", from.toString())
        .put("validUntil", until.toString());
  }

  /** Takes context and type out of {@code fields}, which must be those of {@link #begin}. */
  static void requireType(JsonFields fields, String type) throws VerificationException {
    requireTexts(fields, "@context", List.of(BASE, UNDEFINED_TERMS));
    requireTexts(fields, "type", List.of("VerifiableCredential", type));
  }

  private static void requireTexts(JsonFields fields, String name, List<String> expected)
      throws VerificationException {
    List<String> found = fields.texts(name);
    if (!found.equals(expected)) {
      throw VerificationException.malformed(
          fields.path(name) + ": expected " + expected + ", found " + Utf8.shown(found.toString()));
    }
  }

  static void requireText(JsonFields fields, String name, String expected)
      throws VerificationException {
    String found = fields.text(name);
    if (!found.equals(expected)) {
      throw VerificationException.malformed(
          fields.path(name) + ": expected " + expected + ", found " + Utf8.shown(found));
    }
  }

  /** Visible ASCII, as identifiers and addresses are. */
  static String plain(JsonFields fields, String name) throws VerificationException {
    String text = fields.text(name);
    if (text.isEmpty()
        || text.length() > MAX_TEXT
        || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw VerificationException.malformed(
          fields.path(name) + ": expected 1 to " + MAX_TEXT + " visible ASCII characters");
    }
    return text;
  }

  static String url(JsonFields fields, String name) throws VerificationException {
    String text = plain(fields, name);
    if (!isUrl(text)) {
      throw VerificationException.malformed(
          fields.path(name) + ": expected an address that begins with https:// or http://");
    }
    return text;
  }

  static boolean isUrl(String text) {
    return text.matches("https?://[!-~]{1,900}");
  }

  static Instant instant(JsonFields fields, String name) throws VerificationException {
    String text = fields.text(name);
    try {
      Instant instant = Instant.parse(text);
      if (instant.equals(instant.truncatedTo(ChronoUnit.SECONDS))
          && instant.toString().equals(text)) {
        return instant;
      }
    } catch (DateTimeException e) {
      // Falls through to the one message.
    }
    throw VerificationException.malformed(
        fields.path(name)
            + ": expected UTC seconds such as 2026-11-21T08:00:00Z, found "
            + Utf8.quoted(text));
  }

  static Hash hash(JsonFields fields, String name) throws VerificationException {
    String hex = fields.text(name);
    if (!hex.matches("[0-9a-f]{64}")) {
      throw VerificationException.malformed(
          fields.path(name) + ": expected 64 lower-case hex digits");
    }
    return Hash.fromHex(hex);
  }

  /** The same text as the model's language value objects. */
  static Json languages(Bilingual text) {
    return new Json.Arr(
        List.of(
            Json.object().put("@value", text.en()).put("@language", "en").build(),
            Json.object().put("@value", text.zh()).put("@language", "zh").build()));
  }

  static Bilingual languages(JsonFields fields, String name) throws VerificationException {
    String path = fields.path(name);
    List<Json> values = fields.list(name);
    if (values.size() != 2) {
      throw VerificationException.malformed(path + ": expected an English and a Chinese text");
    }
    JsonObject both = Json.object();
    both.put("en", language(values.get(0), path + "[0]", "en"));
    both.put("zh", language(values.get(1), path + "[1]", "zh"));
    return Bilingual.take(JsonFields.of(Json.object().put(name, both.build()).build(), path), name);
  }

  private static String language(Json value, String path, String tag) throws VerificationException {
    JsonFields fields = JsonFields.of(value, path);
    requireText(fields, "@language", tag);
    String text = fields.text("@value");
    fields.done();
    return text;
  }
}
