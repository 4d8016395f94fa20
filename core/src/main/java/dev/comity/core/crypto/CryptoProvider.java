package dev.comity.core.crypto;

import dev.comity.core.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/**
 * Who does the arithmetic of signatures: what the JDK offers, or one provider that the application
 * chooses. Verdicts do not depend on it, and it may be chosen while signatures are made and
 * checked. Hashing, randomness and the making of keys stay with the JDK, and no provider is put
 * into the JCA's global list.
 */
public final class CryptoProvider {
  private static final CryptoProvider JDK = new CryptoProvider(Optional.empty());
  private static volatile CryptoProvider current = JDK;

  private final Optional<Provider> chosen;

  private CryptoProvider(Optional<Provider> chosen) {
    this.chosen = chosen;
  }

  /**
   * From now on {@code provider} signs and verifies. Throws {@link IllegalArgumentException},
   * changing nothing, when it lacks an {@link Algorithm} or its keys.
   */
  public static void use(Provider provider) {
    for (Algorithm algorithm : Algorithm.values()) {
      if (provider.getService("Signature", algorithm.jcaSignature()) == null
          || provider.getService("KeyFactory", keys(algorithm)) == null) {
        throw new IllegalArgumentException(provider.getName() + " has no " + algorithm.text());
      }
    }
    current = new CryptoProvider(Optional.of(provider));
  }

  /** From now on the JDK signs and verifies, as at the beginning. */
  public static void useJdk() {
    current = JDK;
  }

  /** The one in use now. A key of one provider is for signatures of the same only. */
  public static CryptoProvider current() {
    return current;
  }

  /** The provider with its version; {@code JDK} when none was chosen. */
  public String name() {
    return chosen.map(p -> p.getName() + " " + p.getVersionStr()).orElse("JDK");
  }

  public boolean isJdk() {
    return chosen.isEmpty();
  }

  Signature signature(Algorithm algorithm) throws GeneralSecurityException {
    return chosen.isPresent()
        ? Signature.getInstance(algorithm.jcaSignature(), chosen.get())
        : Signature.getInstance(algorithm.jcaSignature());
  }

  PublicKey publicKey(VerificationKey key) throws GeneralSecurityException {
    return keyFactory(key.algorithm())
        .generatePublic(new X509EncodedKeySpec(Der.subjectPublicKeyInfo(key)));
  }

  PrivateKey privateKey(Algorithm algorithm, Bytes secret) throws GeneralSecurityException {
    return keyFactory(algorithm)
        .generatePrivate(new PKCS8EncodedKeySpec(Der.privateKeyInfo(algorithm, secret)));
  }

  private KeyFactory keyFactory(Algorithm algorithm) throws GeneralSecurityException {
    return chosen.isPresent()
        ? KeyFactory.getInstance(keys(algorithm), chosen.get())
        : KeyFactory.getInstance(keys(algorithm));
  }

  private static String keys(Algorithm algorithm) {
    return algorithm == Algorithm.EDDSA ? "Ed25519" : "EC";
  }
}
