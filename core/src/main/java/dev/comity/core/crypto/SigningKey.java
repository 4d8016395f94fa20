package dev.comity.core.crypto;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
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
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * A private key with its public half. Not a record: the secret must not appear in {@code toString}.
 */
public final class SigningKey {
  private final VerificationKey publicKey;
  private final Bytes secret;
  private final PrivateKey jcaKey;

  private SigningKey(VerificationKey publicKey, Bytes secret) throws GeneralSecurityException {
    this.publicKey = publicKey;
    this.secret = secret;
    this.jcaKey =
        KeyFactory.getInstance(publicKey.algorithm() == Algorithm.EDDSA ? "Ed25519" : "EC")
            .generatePrivate(
                new PKCS8EncodedKeySpec(Der.privateKeyInfo(publicKey.algorithm(), secret)));
  }

  /** A new key; the caller brings the randomness. ES384 keys are not made here. */
  public static SigningKey generate(Algorithm algorithm, SecureRandom random) {
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
      Signature signer = Signature.getInstance(publicKey.algorithm().jcaSignature());
      signer.initSign(jcaKey);
      signer.update(message.toBuffer());
      return Bytes.of(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a checked key signs", e);
    }
  }

  /** The private JWK. Whoever has it can sign: keep the file unreadable to others. */
  public Json.Obj toPrivateJwk() {
    return publicKey.jwk().put("d", secret.base64Url()).build();
  }

  /** Reads a private JWK; refuses one whose halves do not belong together. */
  public static SigningKey fromPrivateJwk(Json json, String path) throws VerificationException {
    JsonFields fields = JsonFields.of(json, path);
    VerificationKey publicKey = VerificationKey.takeFrom(fields, path);
    String secretText = fields.text("d");
    fields.done();
    try {
      Bytes secret = Bytes.fromBase64Url(secretText);
      if (secret.size() != 32) {
        throw VerificationException.malformed(path + ".d: expected 32 bytes in base64url");
      }
      SigningKey key = new SigningKey(publicKey, secret);
      Bytes probe = Bytes.utf8("comity key check");
      if (!publicKey.verify(key.sign(probe), probe)) {
        throw VerificationException.malformed(path + ": d does not belong to the public key");
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw VerificationException.malformed(path + ".d: not a private key of this kind");
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + publicKey.keyId() + "]";
  }
}
