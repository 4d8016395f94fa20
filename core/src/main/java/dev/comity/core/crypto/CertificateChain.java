package dev.comity.core.crypto;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A chain of X.509 certificates as COSE carries it (x5chain, RFC 9360): the leaf first, then each
 * issuer's. The trust anchor may be left out. Nothing is judged before {@link #requireTrusted}.
 *
 * @param certificates 1 to {@value #MAX_CERTIFICATES} in DER
 */
public record CertificateChain(List<Bytes> certificates) {
  public static final int MAX_CERTIFICATES = 8;
  private static final int SAN_DNS = 2;
  private static final int SAN_URI = 6;

  /** Throws {@link IllegalArgumentException} when there are too few or too many. */
  public CertificateChain {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty() || certificates.size() > MAX_CERTIFICATES) {
      throw new IllegalArgumentException(
          "expected 1 to " + MAX_CERTIFICATES + " certificates, found " + certificates.size());
    }
  }

  /** Reads COSE_X509: one byte string, or an array of at least two. */
  public static CertificateChain fromCbor(Cbor value) throws VerificationException {
    List<Bytes> certificates = new ArrayList<>();
    if (value instanceof Cbor.Octets one) {
      certificates.add(one.bytes());
    } else if (value instanceof Cbor.Array several
        && several.items().size() >= 2
        && several.items().size() <= MAX_CERTIFICATES) {
      for (Cbor item : several.items()) {
        if (!(item instanceof Cbor.Octets octets)) {
          throw malformed("expected certificates as byte strings");
        }
        certificates.add(octets.bytes());
      }
    } else {
      throw malformed(
          "expected a certificate, or a list of 2 to " + MAX_CERTIFICATES + " certificates");
    }
    return new CertificateChain(certificates);
  }

  public Cbor toCbor() {
    List<Cbor> items = certificates.stream().map(Cbor::of).toList();
    return items.size() == 1 ? items.getFirst() : new Cbor.Array(items);
  }

  /**
   * The key of the leaf: what signed. Throws {@code MALFORMED}, or {@code UNSUPPORTED_ALGORITHM}
   * when it is not of a kind that statements are signed with.
   */
  public VerificationKey leafKey() throws VerificationException {
    return VerificationKey.ofSubjectPublicKeyInfo(
        Bytes.of(leaf().getPublicKey().getEncoded()), "the leaf certificate's key");
  }

  /**
   * What the leaf certifies its holder to be called, as {@code iss} may say it: each URI and DNS
   * name among its subject alternative names, and its subject's distinguished name (RFC 2253) when
   * it has one.
   */
  public Set<String> leafNames() throws VerificationException {
    X509Certificate leaf = leaf();
    Set<String> names = new TreeSet<>();
    try {
      Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
      for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
        if ((name.get(0).equals(SAN_DNS) || name.get(0).equals(SAN_URI))
            && name.get(1) instanceof String text) {
          names.add(text);
        }
      }
    } catch (CertificateParsingException | RuntimeException e) {
      throw malformed("the leaf's alternative names cannot be read");
    }
    names.add(leaf.getSubjectX500Principal().getName());
    names.remove("");
    return names;
  }

  private X509Certificate leaf() throws VerificationException {
    return Certificate.parse(certificates.getFirst(), "x5chain (label 33), leaf");
  }

  /**
   * Throws unless the chain leads to one of {@code trustAnchors} (X.509 roots in DER) by RFC 5280
   * at the time {@code at}, without revocation, and the leaf may sign. {@code MISMATCH} says why
   * not. An anchor that is not valid at that time counts as absent.
   */
  public void requireTrusted(Collection<Bytes> trustAnchors, Instant at)
      throws VerificationException {
    Set<TrustAnchor> anchors = anchors(trustAnchors, at);
    if (anchors.isEmpty()) {
      throw untrusted("no trust anchor is in force");
    }
    List<X509Certificate> path = path(trustAnchors);
    boolean[] usage = path.getFirst().getKeyUsage();
    if (usage != null && !usage[0]) {
      throw untrusted("the leaf's key usage does not admit signatures");
    }
    try {
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    } catch (CertPathValidatorException e) {
      throw untrusted(e.getReason().toString());
    } catch (GeneralSecurityException | RuntimeException e) {
      throw untrusted("the path cannot be followed");
    }
  }

  /** Without the anchor at the end, which the validator wants apart. */
  private List<X509Certificate> path(Collection<Bytes> trustAnchors) throws VerificationException {
    List<X509Certificate> path = new ArrayList<>();
    int last = certificates.size() - 1;
    int end = last > 0 && trustAnchors.contains(certificates.get(last)) ? last : last + 1;
    for (Bytes der : certificates.subList(0, end)) {
      if (trustAnchors.contains(der)) {
        throw untrusted("a trust anchor stands where only the end of the chain may");
      }
      path.add(Certificate.parse(der, "x5chain (label 33)"));
    }
    return path;
  }

  private static Set<TrustAnchor> anchors(Collection<Bytes> trustAnchors, Instant at)
      throws VerificationException {
    Set<TrustAnchor> anchors = new HashSet<>();
    for (Bytes der : trustAnchors) {
      X509Certificate root = Certificate.parse(der, "trust anchor");
      if (!at.isBefore(root.getNotBefore().toInstant())
          && !at.isAfter(root.getNotAfter().toInstant())) {
        anchors.add(new TrustAnchor(root, null));
      }
    }
    return anchors;
  }

  /**
   * Throws {@code MALFORMED} or {@code UNSUPPORTED_ALGORITHM}, naming {@code what}, unless {@code
   * der} is the certificate of an authority.
   */
  public static void requireAnchor(Bytes der, String what) throws VerificationException {
    if (Certificate.parse(der, what).getBasicConstraints() < 0) {
      throw VerificationException.malformed(
          what + ": expected an authority's certificate (basic constraints with cA true)");
    }
  }

  private static VerificationException malformed(String why) {
    return VerificationException.malformed("x5chain (label 33): " + why);
  }

  private static VerificationException untrusted(String why) {
    return new VerificationException(
        VerificationException.Code.MISMATCH,
        "x5chain (label 33): leads to no trust anchor of this log: " + why);
  }
}
