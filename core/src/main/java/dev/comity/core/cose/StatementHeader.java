package dev.comity.core.cose;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.CertificateChain;
import dev.comity.core.crypto.VerificationKey;
import java.util.Optional;
import java.util.Set;

/**
 * The signed claims about a statement; all of them stand in the protected header.
 *
 * @param contentType media type of the payload (label 3)
 * @param keyId thumbprint of the signing key (label 4, RFC 9679); with a chain that of its leaf's
 *     key, whether or not label 4 repeats it
 * @param issuer the party that states (CWT claim 1)
 * @param subject what it is about (CWT claim 2)
 * @param issuedAtSeconds Unix time as the issuer claims it (CWT claim 6); sets no deadline
 * @param chain the certificates that the issuer brings (label 33, RFC 9360); well-formed, but
 *     nothing is said about whom to trust
 */
public record StatementHeader(
    Algorithm algorithm,
    String contentType,
    Hash keyId,
    String issuer,
    String subject,
    Optional<Long> issuedAtSeconds,
    Optional<CertificateChain> chain) {
  private static final int MAX_CLAIM_LENGTH = 1_000;
  private static final long ALG = 1;
  private static final long CRIT = 2;
  private static final long CONTENT_TYPE = 3;
  private static final long KID = 4;
  private static final long CWT_CLAIMS = 15;
  private static final long TYP = 16;
  private static final long X5CHAIN = 33;

  /** Labels that we understand: what {@code crit} may name. */
  private static final Set<Long> UNDERSTOOD =
      Set.of(ALG, CRIT, CONTENT_TYPE, KID, CWT_CLAIMS, TYP, X5CHAIN);

  /** Throws {@link IllegalArgumentException} when a text is empty or too long to be decoded. */
  public StatementHeader {
    requireText(contentType, "content type");
    requireText(issuer, "issuer");
    requireText(subject, "subject");
  }

  /** A header without certificates. */
  public StatementHeader(
      Algorithm algorithm,
      String contentType,
      Hash keyId,
      String issuer,
      String subject,
      Optional<Long> issuedAtSeconds) {
    this(algorithm, contentType, keyId, issuer, subject, issuedAtSeconds, Optional.empty());
  }

  private static void requireText(String text, String name) {
    if (text.isEmpty() || text.length() > MAX_CLAIM_LENGTH) {
      throw new IllegalArgumentException(
          name + ": expected 1 to " + MAX_CLAIM_LENGTH + " characters, found " + text.length());
    }
  }

  /** The protected header with these claims. */
  public Cbor.Map toCbor() {
    Cbor.Map claims = Cbor.Map.EMPTY.with(1, Cbor.of(issuer)).with(2, Cbor.of(subject));
    if (issuedAtSeconds.isPresent()) {
      claims = claims.with(6, Cbor.of(issuedAtSeconds.get()));
    }
    Cbor.Map header =
        Cbor.Map.EMPTY
            .with(ALG, Cbor.of(algorithm.coseId()))
            .with(CONTENT_TYPE, Cbor.of(contentType))
            .with(KID, Cbor.of(keyId.bytes()))
            .with(CWT_CLAIMS, claims);
    return chain.isEmpty() ? header : header.with(X5CHAIN, chain.get().toCbor());
  }

  /** Throws {@code MALFORMED} or {@code UNSUPPORTED_ALGORITHM}, naming the header. */
  public static StatementHeader fromCbor(Cbor.Map header) throws VerificationException {
    requireUnderstood(header);
    Algorithm algorithm = algorithm(header);
    Cbor.Map claims = claims(header);
    Optional<CertificateChain> chain = chain(header);
    return new StatementHeader(
        algorithm,
        text(header, CONTENT_TYPE, "content type (label 3)"),
        chain.isPresent() ? leafKeyId(header, algorithm, chain.get()) : keyId(header),
        text(claims, 1, "claim iss"),
        text(claims, 2, "claim sub"),
        issuedAt(claims),
        chain);
  }

  private static void requireUnderstood(Cbor.Map header) throws VerificationException {
    Optional<Cbor> crit = header.get(CRIT);
    if (crit.isEmpty()) {
      return;
    }
    if (!(crit.get() instanceof Cbor.Array labels) || labels.items().isEmpty()) {
      throw malformed("crit (label 2) must be a non-empty list");
    }
    for (Cbor label : labels.items()) {
      if (!(label instanceof Cbor.Int number && UNDERSTOOD.contains(number.value()))) {
        throw malformed("crit (label 2) names a header that is not understood: " + label);
      }
      if (header.get(label).isEmpty()) {
        throw malformed("crit (label 2) names a header that is absent: " + label);
      }
    }
  }

  private static Algorithm algorithm(Cbor.Map header) throws VerificationException {
    if (header.get(ALG).orElse(null) instanceof Cbor.Int id) {
      return Algorithm.ofCoseId(id.value())
          .orElseThrow(
              () ->
                  new VerificationException(
                      VerificationException.Code.UNSUPPORTED_ALGORITHM,
                      "statement header: expected alg EdDSA (-8), ES256 (-7) or ES384 (-35), found "
                          + id.value()));
    }
    throw new VerificationException(
        VerificationException.Code.UNSUPPORTED_ALGORITHM,
        "statement header: expected alg (label 1) as an integer");
  }

  private static Hash keyId(Cbor.Map header) throws VerificationException {
    if (header.get(KID).orElse(null) instanceof Cbor.Octets kid
        && kid.bytes().size() == Hash.SIZE) {
      return new Hash(kid.bytes());
    }
    throw malformed("kid (label 4) must be the key's 32-byte thumbprint");
  }

  private static Optional<CertificateChain> chain(Cbor.Map header) throws VerificationException {
    Optional<Cbor> value = header.get(X5CHAIN);
    return value.isEmpty() ? Optional.empty() : Optional.of(CertificateChain.fromCbor(value.get()));
  }

  /** With a chain, kid may be left out (RFC 9943 section 6); if it is there, it must agree. */
  private static Hash leafKeyId(Cbor.Map header, Algorithm algorithm, CertificateChain chain)
      throws VerificationException {
    VerificationKey leaf = chain.leafKey();
    if (leaf.algorithm() != algorithm) {
      throw malformed("alg (label 1) is not that of the leaf certificate's key");
    }
    if (header.get(KID).isPresent() && !keyId(header).equals(leaf.keyId())) {
      throw malformed("kid (label 4) is not the thumbprint of the leaf certificate's key");
    }
    return leaf.keyId();
  }

  private static Cbor.Map claims(Cbor.Map header) throws VerificationException {
    if (header.get(CWT_CLAIMS).orElse(null) instanceof Cbor.Map claims) {
      return claims;
    }
    throw malformed("CWT Claims (label 15) must be a map");
  }

  private static Optional<Long> issuedAt(Cbor.Map claims) throws VerificationException {
    Optional<Cbor> value = claims.get(6);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Cbor.Int seconds) {
      return Optional.of(seconds.value());
    }
    throw malformed("claim iat must be an integer");
  }

  private static String text(Cbor.Map map, long label, String name) throws VerificationException {
    if (map.get(label).orElse(null) instanceof Cbor.Text text
        && !text.text().isEmpty()
        && text.text().length() <= MAX_CLAIM_LENGTH) {
      return text.text();
    }
    throw malformed(name + " must be text of 1 to " + MAX_CLAIM_LENGTH + " characters");
  }

  private static VerificationException malformed(String what) {
    return VerificationException.malformed("statement header: " + what);
  }
}
