package dev.comity.core.crypto;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;

/**
 * Strict reading of one X.509 certificate: exactly one, in DER, signed with an algorithm that is
 * listed here. The list is ours and short because a replay must not depend on which algorithms a
 * machine's Java happens to disable; nobody disables these.
 */
final class Certificate {
  static final int MAX_SIZE = 16_384;
  private static final int MIN_RSA_BITS = 2_048;
  private static final int MAX_RSA_BITS = 8_192;

  /** Object identifiers of the admitted signature algorithms. */
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "1.3.101.112", "Ed25519",
          "1.2.840.10045.4.3.2", "ECDSA with SHA-256",
          "1.2.840.10045.4.3.3", "ECDSA with SHA-384",
          "1.2.840.10045.4.3.4", "ECDSA with SHA-512",
          "1.2.840.113549.1.1.11", "RSA with SHA-256",
          "1.2.840.113549.1.1.12", "RSA with SHA-384",
          "1.2.840.113549.1.1.13", "RSA with SHA-512");

  private Certificate() {}

  /** Throws {@code MALFORMED} or {@code UNSUPPORTED_ALGORITHM}, naming {@code what}. */
  static X509Certificate parse(Bytes der, String what) throws VerificationException {
    X509Certificate certificate = read(der, what);
    if (!SIGNATURES.containsKey(certificate.getSigAlgOID())) {
      throw unsupported(
          what + ": expected a signature by " + SIGNATURES.values().stream().sorted().toList());
    }
    requireKeySize(key(certificate, what), what);
    return certificate;
  }

  private static X509Certificate read(Bytes der, String what) throws VerificationException {
    if (der.size() > MAX_SIZE) {
      throw VerificationException.malformed(what + ": more than " + MAX_SIZE + " bytes");
    }
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der.toArray()));
      // The factory also reads PEM, and stops before what follows the certificate.
      if (found instanceof X509Certificate x509 && Bytes.of(x509.getEncoded()).equals(der)) {
        return x509;
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      // Falls through: whatever a provider throws at hostile bytes is the same to the reader.
    }
    throw VerificationException.malformed(what + ": expected exactly one X.509 certificate in DER");
  }

  private static PublicKey key(X509Certificate certificate, String what)
      throws VerificationException {
    try {
      return certificate.getPublicKey();
    } catch (RuntimeException e) {
      throw unsupported(what + ": its public key cannot be read");
    }
  }

  private static void requireKeySize(PublicKey key, String what) throws VerificationException {
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
        throw unsupported(
            "%s: expected an RSA key of %d to %d bits, found %d"
                .formatted(what, MIN_RSA_BITS, MAX_RSA_BITS, bits));
      }
    }
  }

  static VerificationException unsupported(String detail) {
    return new VerificationException(VerificationException.Code.UNSUPPORTED_ALGORITHM, detail);
  }
}
