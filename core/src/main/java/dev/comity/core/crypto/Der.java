package dev.comity.core.crypto;

import dev.comity.core.Bytes;

/** The few fixed DER encodings that every JCA provider reads. */
final class Der {
  private static final Bytes ED25519_PUBLIC = Bytes.fromHex("302a300506032b6570032100");
  private static final Bytes ED25519_PRIVATE = Bytes.fromHex("302e020100300506032b657004220420");
  private static final Bytes P256_PUBLIC =
      Bytes.fromHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
  private static final Bytes P384_PUBLIC =
      Bytes.fromHex("3076301006072a8648ce3d020106052b8104002203620004");
  private static final Bytes P256_PRIVATE =
      Bytes.fromHex("3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420");

  private Der() {}

  /** SubjectPublicKeyInfo (RFC 5280, RFC 8410, RFC 5480). */
  static byte[] subjectPublicKeyInfo(VerificationKey key) {
    return publicKeyPrefix(key.algorithm()).concat(key.material()).toArray();
  }

  /** What stands before the key material in a SubjectPublicKeyInfo. */
  static Bytes publicKeyPrefix(Algorithm algorithm) {
    return switch (algorithm) {
      case EDDSA -> ED25519_PUBLIC;
      case ES256 -> P256_PUBLIC;
      case ES384 -> P384_PUBLIC;
    };
  }

  /** PKCS #8 (RFC 5958) of a 32-byte secret. */
  static byte[] privateKeyInfo(Algorithm algorithm, Bytes secret) {
    return switch (algorithm) {
      case EDDSA -> ED25519_PRIVATE.concat(secret).toArray();
      case ES256 -> P256_PRIVATE.concat(secret).toArray();
      case ES384 -> throw new IllegalArgumentException("ES384 is verified, never produced");
    };
  }
}
