package dev.comity.governance.refusal;

import dev.comity.core.Hash;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.Refusal;
import dev.comity.governance.RefusalCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a refusal says (docs/spec/refusals.md).
 *
 * <p>The state that refused is named by {@code log}, {@code size} and {@code now}: it is the fold
 * of the log's first {@code size} entries, with time moved to {@code now}. A digest of the state
 * would say the same once more, and cost a walk over all of it for each refusal.
 *
 * @param log origin of the log that refuses
 * @param statement id of the statement that is refused
 * @param size entries before the refusal, at least 1
 * @param now the log's time at the refusal, whole seconds; a clock that says so need not be logged
 */
public record RefusalBody(String log, Hash statement, long size, Instant now, Refusal refusal) {
  /** Characters of a rule or a detail; longer ones are cut. */
  static final int MAX_TEXT = 2_000;

  private static final int MAX_LOG = 200;

  /** Throws {@link IllegalArgumentException} for what no refusal says. */
  public RefusalBody {
    if (log.isEmpty() || log.length() > MAX_LOG || size < 1) {
      throw new IllegalArgumentException("expected the origin of a log with entries");
    }
    if (!now.equals(now.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("expected whole seconds, found " + now);
    }
    refusal = new Refusal(refusal.code(), cut(refusal.rule()), cut(refusal.detail()));
  }

  private static String cut(String text) {
    String line = text.codePoints().anyMatch(Character::isISOControl) ? oneLine(text) : text;
    if (line.length() <= MAX_TEXT) {
      return line;
    }
    int end = MAX_TEXT - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(point -> line.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
    return line.toString();
  }

  Json.Obj toJson() {
    return Json.object()
        .put("log", log)
        .put("statement", statement.hex())
        .put("size", size)
        .put("now", now.toString())
        .put("code", refusal.code().text())
        .put("rule", refusal.rule())
        .put("detail", refusal.detail())
        .build();
  }

  /** Throws {@code MALFORMED}, naming the field; unknown fields and codes are refused. */
  static RefusalBody read(Json payload) throws VerificationException {
    JsonFields fields = JsonFields.of(payload, "refusal");
    String log = text(fields, "log", MAX_LOG);
    Hash statement = hash(fields, "statement");
    long size = fields.count("size");
    if (size < 1) {
      throw VerificationException.malformed("refusal.size: expected at least 1");
    }
    Instant now = instant(fields, "now");
    Refusal refusal =
        new Refusal(code(fields), text(fields, "rule", MAX_TEXT), text(fields, "detail", MAX_TEXT));
    fields.done();
    return new RefusalBody(log, statement, size, now, refusal);
  }

  private static String text(JsonFields fields, String name, int maxLength)
      throws VerificationException {
    String text = fields.text(name);
    if (text.isEmpty()
        || text.length() > maxLength
        || text.codePoints().anyMatch(Character::isISOControl)) {
      throw VerificationException.malformed(
          fields.path(name) + ": expected one line of 1 to " + maxLength + " characters");
    }
    return text;
  }

  private static Hash hash(JsonFields fields, String name) throws VerificationException {
    String hex = fields.text(name);
    if (!hex.matches("[0-9a-f]{64}")) {
      throw VerificationException.malformed(
          fields.path(name) + ": expected 64 lower-case hex digits, found " + Utf8.quoted(hex));
    }
    return Hash.fromHex(hex);
  }

  private static Instant instant(JsonFields fields, String name) throws VerificationException {
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

  private static RefusalCode code(JsonFields fields) throws VerificationException {
    String text = fields.text("code");
    for (RefusalCode code : RefusalCode.values()) {
      if (code.text().equals(text)) {
        return code;
      }
    }
    throw VerificationException.malformed(
        fields.path("code")
            + ": "
            + Utf8.quoted(text)
            + " is no refusal code of reducer versions known here");
  }
}
