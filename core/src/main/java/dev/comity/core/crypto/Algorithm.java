package dev.comity.core.crypto;

import java.util.Arrays;
import java.util.Optional;

/** A signature algorithm of the COSE registry (RFC 9053), with its sizes in bytes. */
public enum Algorithm {
  /** Ed25519 (the only curve admitted for EdDSA here). */
  EDDSA(-8, "EdDSA", "Ed25519", "OKP", "Ed25519", 6, 32, 64),
  ES256(-7, "ES256", "SHA256withECDSAinP1363Format", "EC", "P-256", 1, 64, 64),
  /** Verified, never produced. */
  ES384(-35, "ES384", "SHA384withECDSAinP1363Format", "EC", "P-384", 2, 96, 96);

  private final long coseId;
  private final String text;
  private final String jcaSignature;
  private final String jwkType;
  private final String curve;
  private final int coseCurve;
  private final int materialSize;
  private final int signatureSize;

  Algorithm(
      long coseId,
      String text,
      String jcaSignature,
      String jwkType,
      String curve,
      int coseCurve,
      int materialSize,
      int signatureSize) {
    this.coseId = coseId;
    this.text = text;
    this.jcaSignature = jcaSignature;
    this.jwkType = jwkType;
    this.curve = curve;
    this.coseCurve = coseCurve;
    this.materialSize = materialSize;
    this.signatureSize = signatureSize;
  }

  public static Optional<Algorithm> ofCoseId(long coseId) {
    return Arrays.stream(values()).filter(a -> a.coseId == coseId).findFirst();
  }

  static Optional<Algorithm> ofCurve(String curve) {
    return Arrays.stream(values()).filter(a -> a.curve.equals(curve)).findFirst();
  }

  public long coseId() {
    return coseId;
  }

  /** The name in JOSE, COSE and on our command line. */
  public String text() {
    return text;
  }

  String jcaSignature() {
    return jcaSignature;
  }

  String jwkType() {
    return jwkType;
  }

  String curve() {
    return curve;
  }

  int coseCurve() {
    return coseCurve;
  }

  /** Bytes of the raw public key: the point for Ed25519, x‖y for ECDSA. */
  public int materialSize() {
    return materialSize;
  }

  public int signatureSize() {
    return signatureSize;
  }
}
