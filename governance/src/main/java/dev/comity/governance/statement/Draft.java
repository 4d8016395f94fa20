package dev.comity.governance.statement;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/**
 * A statement about to be signed.
 *
 * @param fields the body without {@code log} and {@code seq}
 * @param subject what it is about, for the signed header
 */
public record Draft(BodyType type, String subject, Json.Obj fields) {

  /**
   * Signs as the party whose first key {@code key} is. Checks the body first, as strictly as a log
   * will, so that a mistake is found before anything is sent.
   *
   * @param seq above every number that the key has used in this log
   */
  public SignedStatement sign(SigningKey key, String log, long seq, Instant issuedAt)
      throws VerificationException {
    JsonObject withPlace = Json.object().put("log", log).put("seq", seq);
    for (Map.Entry<String, Json> field : fields.fields().entrySet()) {
      if (field.getKey().equals("log") || field.getKey().equals("seq")) {
        throw VerificationException.malformed(
            type.text() + "." + field.getKey() + ": is added by signing; leave it out");
      }
      withPlace.put(field.getKey(), field.getValue());
    }
    Json.Obj body = withPlace.build();
    Statement.check(type, body);
    Bytes payload = Bytes.utf8(body.compact());
    try {
      return signed(key, issuedAt, payload);
    } catch (IllegalArgumentException e) {
      throw VerificationException.malformed(type.text() + ": " + e.getMessage());
    }
  }

  private SignedStatement signed(SigningKey key, Instant issuedAt, Bytes payload) {
    return SignedStatement.sign(
        key,
        type.contentType(),
        key.publicKey().partyId(),
        subject,
        issuedAt.getEpochSecond(),
        payload);
  }
}
