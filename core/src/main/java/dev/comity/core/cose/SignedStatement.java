package dev.comity.core.cose;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import java.util.Optional;

/**
 * A signed statement as it is logged: a COSE_Sign1 with attached payload, CWT claims and an empty
 * unprotected header.
 *
 * @param entry the exact logged bytes, at most {@value #MAX_SIZE}
 * @param toBeSigned the content that the signature covers
 * @param id SHA-256 of {@code toBeSigned}: the same statement signed again has the same id
 */
public record SignedStatement(
    Bytes entry,
    StatementHeader header,
    Bytes payload,
    Bytes signature,
    Bytes toBeSigned,
    Hash id) {
  /** The largest entry that a tlog-tiles bundle holds. */
  public static final int MAX_SIZE = 65_535;

  /** Throws {@link IllegalArgumentException} when the entry is too large to be logged. */
  public SignedStatement {
    if (entry.size() > MAX_SIZE) {
      throw new IllegalArgumentException(tooLarge(entry));
    }
  }

  private static String tooLarge(Bytes entry) {
    return "a statement has at most " + MAX_SIZE + " bytes, this one has " + entry.size();
  }

  /**
   * Decodes, checks the headers and empties the unprotected header; verifies no signature. Throws
   * {@code TOO_LARGE}, {@code MALFORMED}, {@code UNSUPPORTED_ALGORITHM} or {@code PAYLOAD_MISSING}.
   */
  public static SignedStatement decode(Bytes submitted) throws VerificationException {
    if (submitted.size() > MAX_SIZE) {
      throw new VerificationException(VerificationException.Code.TOO_LARGE, tooLarge(submitted));
    }
    CoseSign1 received = CoseSign1.decode(submitted);
    CoseSign1 cose = received.withoutUnprotected();
    StatementHeader header = StatementHeader.fromCbor(cose.protectedHeader());
    Bytes payload =
        cose.payload()
            .orElseThrow(
                () ->
                    new VerificationException(
                        VerificationException.Code.PAYLOAD_MISSING,
                        "a statement carries its payload attached"));
    Bytes toBeSigned = cose.toBeSigned();
    // Every item has one encoding, so what is not changed need not be encoded again.
    Bytes entry = received.unprotected().entries().isEmpty() ? submitted : cose.encode();
    return new SignedStatement(
        entry, header, payload, cose.signature(), toBeSigned, Hash.of(toBeSigned));
  }

  /**
   * Signs {@code payload} under {@code contentType} in the name of {@code issuer}. Throws {@link
   * IllegalArgumentException} when the result would be too large or a claim is empty or too long.
   */
  public static SignedStatement sign(
      SigningKey key,
      String contentType,
      String issuer,
      String subject,
      long issuedAtSeconds,
      Bytes payload) {
    StatementHeader header =
        new StatementHeader(
            key.publicKey().algorithm(),
            contentType,
            key.publicKey().keyId(),
            issuer,
            subject,
            Optional.of(issuedAtSeconds));
    return sign(key, header, payload);
  }

  /**
   * Signs {@code payload} under {@code header}, which must name the key. Throws {@link
   * IllegalArgumentException} when it does not, or when the result would be too large.
   */
  public static SignedStatement sign(SigningKey key, StatementHeader header, Bytes payload) {
    if (!header.keyId().equals(key.publicKey().keyId())
        || header.algorithm() != key.publicKey().algorithm()) {
      throw new IllegalArgumentException("the header names another key than the one that signs");
    }
    Cbor.Map protectedHeader = header.toCbor();
    Bytes toBeSigned = CoseSign1.toBeSigned(protectedHeader, payload);
    Bytes signature = key.sign(toBeSigned);
    CoseSign1 cose = CoseSign1.of(protectedHeader, Cbor.Map.EMPTY, Optional.of(payload), signature);
    return new SignedStatement(
        cose.encode(), header, payload, signature, toBeSigned, Hash.of(toBeSigned));
  }

  /**
   * Throws {@code UNKNOWN_KEY} when {@code key} is not the one the header names, else {@code
   * BAD_SIGNATURE}.
   */
  public void verify(VerificationKey key) throws VerificationException {
    if (!key.keyId().equals(header.keyId()) || key.algorithm() != header.algorithm()) {
      throw new VerificationException(
          VerificationException.Code.UNKNOWN_KEY,
          "the statement names key " + header.keyId() + ", not " + key.keyId());
    }
    if (!key.verify(signature, toBeSigned)) {
      throw new VerificationException(
          VerificationException.Code.BAD_SIGNATURE,
          "the "
              + header.algorithm().text()
              + " signature of "
              + header.issuer()
              + " is not valid");
    }
  }
}
