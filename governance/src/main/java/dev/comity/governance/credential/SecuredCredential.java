package dev.comity.governance.credential;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cose.CoseSign1;
import dev.comity.core.cose.StatementHeader;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonParser;
import java.time.Instant;
import java.util.Optional;

/**
 * A credential under a COSE_Sign1 (Securing Verifiable Credentials using JOSE and COSE, section
 * 3.3.1): the payload is the credential's JSON, {@code typ} says {@value #MEDIA_TYPE}, the content
 * type {@value #CONTENT_TYPE}, and the CWT claims repeat issuer and subject.
 *
 * @param credential the unsecured credential
 */
public record SecuredCredential(Json.Obj credential, StatementHeader header, CoseSign1 message) {
  public static final String MEDIA_TYPE = "application/vc+cose";
  static final String CONTENT_TYPE = "application/vc";

  /** The largest that is read: a status list of {@value Bitstring#MAX_BITS} bits fits by far. */
  public static final int MAX_SIZE = 1_000_000;

  private static final long TYP = 16;

  /** Signs {@code credential}, which has an issuer, {@code validFrom} and a subject with an id. */
  static SecuredCredential sign(SigningKey key, Json.Obj credential) {
    try {
      Claims claims = Claims.of(credential);
      StatementHeader header =
          new StatementHeader(
              key.publicKey().algorithm(),
              CONTENT_TYPE,
              key.publicKey().keyId(),
              claims.issuer(),
              claims.subject(),
              Optional.of(claims.validFrom().getEpochSecond()));
      Cbor.Map labels = header.toCbor().with(TYP, Cbor.of(MEDIA_TYPE));
      Bytes payload = Bytes.utf8(credential.compact());
      Bytes signature = key.sign(CoseSign1.toBeSigned(labels, payload));
      return new SecuredCredential(
          credential,
          header,
          CoseSign1.of(labels, Cbor.Map.EMPTY, Optional.of(payload), signature));
    } catch (VerificationException e) {
      throw new IllegalArgumentException(e.detail(), e);
    }
  }

  /**
   * Strict about the envelope; verifies no signature and reads of the credential only what the
   * claims repeat. Throws {@code TOO_LARGE}, {@code MALFORMED} or {@code MISMATCH}.
   */
  public static SecuredCredential decode(Bytes encoded) throws VerificationException {
    if (encoded.size() > MAX_SIZE) {
      throw new VerificationException(
          Code.TOO_LARGE,
          "a credential has at most " + MAX_SIZE + " bytes, this one has " + encoded.size());
    }
    CoseSign1 message = CoseSign1.decode(encoded).withoutUnprotected();
    StatementHeader header = StatementHeader.fromCbor(message.protectedHeader());
    if (!message.protectedHeader().get(TYP).equals(Optional.of(Cbor.of(MEDIA_TYPE)))
        || !header.contentType().equals(CONTENT_TYPE)) {
      throw VerificationException.malformed(
          "credential: expected typ "
              + MEDIA_TYPE
              + " and content type "
              + CONTENT_TYPE
              + " in the protected header");
    }
    Bytes payload =
        message
            .payload()
            .orElseThrow(
                () -> VerificationException.malformed("credential: expected its payload attached"));
    if (!(JsonParser.parse(payload) instanceof Json.Obj credential)) {
      throw VerificationException.malformed("credential: expected an object");
    }
    requireSame(header, Claims.of(credential));
    return new SecuredCredential(credential, header, message);
  }

  private static void requireSame(StatementHeader header, Claims claims)
      throws VerificationException {
    if (!header.issuer().equals(claims.issuer()) || !header.subject().equals(claims.subject())) {
      throw new VerificationException(
          Code.MISMATCH, "credential: the CWT claims name another issuer or subject than it does");
    }
  }

  public Bytes encode() {
    return message.encode();
  }

  /** Throws {@code MISMATCH}, {@code UNKNOWN_KEY} or {@code BAD_SIGNATURE}. */
  public void verify(VerificationKey issuerKey) throws VerificationException {
    if (!header.issuer().equals(issuerKey.partyId())) {
      throw new VerificationException(
          Code.MISMATCH,
          "credential: its issuer is " + header.issuer() + ", not " + issuerKey.partyId());
    }
    if (!header.keyId().equals(issuerKey.keyId()) || header.algorithm() != issuerKey.algorithm()) {
      throw new VerificationException(
          Code.UNKNOWN_KEY,
          "credential: names key " + header.keyId() + ", not " + issuerKey.keyId());
    }
    if (!issuerKey.verify(message.signature(), message.toBeSigned())) {
      throw new VerificationException(
          Code.BAD_SIGNATURE, "credential: the signature of its issuer is not valid");
    }
  }

  /** What envelope and credential both say. */
  private record Claims(String issuer, String subject, Instant validFrom) {
    static Claims of(Json.Obj credential) throws VerificationException {
      JsonFields fields = JsonFields.of(credential, "credential");
      return new Claims(
          VcFields.plain(fields, "issuer"),
          VcFields.plain(fields.object("credentialSubject"), "id"),
          VcFields.instant(fields, "validFrom"));
    }
  }
}
