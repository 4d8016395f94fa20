package dev.comity.governance.refusal;

import dev.comity.core.Bytes;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.StatementHeader;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.JsonParser;

/**
 * A refusal under the operator's signature (docs/spec/refusals.md). It has the form of a statement
 * but is none of a log's own: the reducer takes its content type for a foreign one.
 */
public record SignedRefusal(RefusalBody body, SignedStatement signed) {
  public static final String CONTENT_TYPE = "application/vnd.comity.refusal+json";

  /** Signs {@code body} with the key that the log's policy names as its operator's. */
  public static SignedRefusal sign(SigningKey operatorKey, RefusalBody body) {
    SignedStatement signed =
        SignedStatement.sign(
            operatorKey,
            CONTENT_TYPE,
            operatorKey.publicKey().partyId(),
            body.statement().hex(),
            body.now().getEpochSecond(),
            Bytes.utf8(body.toJson().compact()));
    return new SignedRefusal(body, signed);
  }

  /**
   * Strict; verifies no signature. Throws {@code MALFORMED} or what decoding a statement throws,
   * naming the field.
   */
  public static SignedRefusal decode(Bytes encoded) throws VerificationException {
    SignedStatement signed = SignedStatement.decode(encoded);
    StatementHeader header = signed.header();
    if (!header.contentType().equals(CONTENT_TYPE)) {
      throw VerificationException.malformed(
          "refusal: expected content type "
              + CONTENT_TYPE
              + ", found "
              + Utf8.quoted(header.contentType()));
    }
    RefusalBody body = RefusalBody.read(JsonParser.parse(signed.payload()));
    if (!header.subject().equals(body.statement().hex())) {
      throw VerificationException.malformed("refusal: claim sub is not the refused statement's id");
    }
    return new SignedRefusal(body, signed);
  }

  public Bytes encode() {
    return signed.entry();
  }

  /** Throws {@code UNKNOWN_KEY}, {@code MISMATCH} or {@code BAD_SIGNATURE}. */
  public void verify(VerificationKey operatorKey) throws VerificationException {
    if (!signed.header().issuer().equals(operatorKey.partyId())) {
      throw new VerificationException(
          Code.MISMATCH,
          "refusal: is issued by "
              + Utf8.shown(signed.header().issuer())
              + ", not by the operator "
              + operatorKey.partyId());
    }
    signed.verify(operatorKey);
  }

  /** Throws {@code MISMATCH} unless {@code statement} is the one that is refused. */
  public void requireAbout(SignedStatement statement) throws VerificationException {
    if (!statement.id().equals(body.statement())) {
      throw new VerificationException(
          Code.MISMATCH,
          "refusal: is about statement " + body.statement() + ", not " + statement.id());
    }
  }
}
