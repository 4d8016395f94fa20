package dev.comity.core.crypto;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * A private key with its public half. Not a record: the secret must not appear in {@code toString}.
 */
public final class SigningKey {
  /** Signed to see whether two halves belong together. */
  private static final Bytes PROBE = Bytes.utf8("comity key check");

  private final VerificationKey publicKey;
  private final Bytes secret;

  /** Made for the provider in use; made anew when another one is chosen. */
  private volatile Prepared prepared;

  private record Prepared(CryptoProvider crypto, PrivateKey key) {}

  private SigningKey(VerificationKey publicKey, Bytes secret) throws GeneralSecurityException {
    this.publicKey = publicKey;
    this.secret = secret;
    this.prepared = prepare(publicKey.algorithm(), secret);
  }

  private static Prepared prepare(Algorithm algorithm, Bytes secret)
      throws GeneralSecurityException {
    CryptoProvider crypto = CryptoProvider.current();
    return new Prepared(crypto, crypto.privateKey(algorithm, secret));
  }

  /**
   * A new key; the caller brings the randomness. Throws {@link IllegalArgumentException} for ES384,
   * which is verified, never produced.
   */
  public static SigningKey generate(Algorithm algorithm, SecureRandom random) {
    if (algorithm == Algorithm.ES384) {
      throw new IllegalArgumentException("ES384 is verified, never produced");
    }
    try {
      boolean edwards = algorithm == Algorithm.EDDSA;
      KeyPairGenerator generator = KeyPairGenerator.getInstance(edwards ? "Ed25519" : "EC");
      AlgorithmParameterSpec curve =
          edwards ? NamedParameterSpec.ED25519 : new ECGenParameterSpec("secp256r1");
      generator.initialize(curve, random);
      KeyPair pair = generator.generateKeyPair();
      return edwards ? ofEdwards(pair) : ofEc(algorithm, pair);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no provider makes " + algorithm.text() + " keys", e);
    }
  }

  private static SigningKey ofEdwards(KeyPair pair) throws GeneralSecurityException {
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    byte[] secret =
        ((EdECPrivateKey) pair.getPrivate())
            .getBytes()
            .orElseThrow(() -> new GeneralSecurityException("the private key is not exportable"));
    return new SigningKey(new VerificationKey(Algorithm.EDDSA, Bytes.of(point)), Bytes.of(secret));
  }

  private static SigningKey ofEc(Algorithm algorithm, KeyPair pair)
      throws GeneralSecurityException {
    var point = ((ECPublicKey) pair.getPublic()).getW();
    Bytes material = fixed32(point.getAffineX()).concat(fixed32(point.getAffineY()));
    return new SigningKey(
        new VerificationKey(algorithm, material),
        fixed32(((ECPrivateKey) pair.getPrivate()).getS()));
  }

  private static Bytes fixed32(BigInteger number) {
    byte[] octets = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, octets.length);
    System.arraycopy(octets, octets.length - length, fixed, 32 - length, length);
    return Bytes.of(fixed);
  }

  public VerificationKey publicKey() {
    return publicKey;
  }

  /** Signs {@code message}; ECDSA signatures are r‖s. */
  public Bytes sign(Bytes message) {
    try {
      return signUnchecked(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a checked key signs", e);
    }
  }

  private Bytes signUnchecked(Bytes message) throws GeneralSecurityException {
    Prepared now = prepared;
    if (now.crypto() != CryptoProvider.current()) {
      now = prepare(publicKey.algorithm(), secret);
      prepared = now;
    }
    Signature signer = now.crypto().signature(publicKey.algorithm());
    signer.initSign(now.key());
    signer.update(message.toBuffer());
    return Bytes.of(signer.sign());
  }

  /** The private JWK. Whoever has it can sign: keep the file unreadable to others. */
  public Json.Obj toPrivateJwk() {
    return publicKey.jwk().put("d", secret.base64Url()).build();
  }

  /** Reads a private JWK; refuses one whose halves do not belong together. */
  public static SigningKey fromPrivateJwk(Json json, String path) throws VerificationException {
    JsonFields fields = JsonFields.of(json, path);
    VerificationKey publicKey = VerificationKey.takeFrom(fields, path);
    if (publicKey.algorithm() == Algorithm.ES384) {
      throw new VerificationException(
          VerificationException.Code.UNSUPPORTED_ALGORITHM,
          path + ": expected a private key for Ed25519 or P-256; P-384 is verified only");
    }
    Bytes secret = VerificationKey.octets(fields, "d", 32);
    fields.done();
    try {
      SigningKey key = new SigningKey(publicKey, secret);
      if (publicKey.verify(key.signUnchecked(PROBE), PROBE)) {
        return key;
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      // Providers refuse secrets outside the group order, each with its own exception.
      throw VerificationException.malformed(fields.path("d") + ": not a private key of this kind");
    }
    throw VerificationException.malformed(path + ": d does not belong to the public key");
  }

  @Override
  public String toString() {
    return "SigningKey[" + publicKey.keyId() + "]";
  }
}
