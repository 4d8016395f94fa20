package dev.comity.core.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;

/**
 * Who does the arithmetic of signatures: what the JDK offers, or one provider that the application
 * chooses. Verdicts do not depend on it. Hashing, randomness and the making of keys stay with the
 * JDK, and no provider is put into the JCA's global list.
 */
public final class CryptoProvider {
  /** Empty: the JDK's. */
  private static volatile Optional<Provider> chosen = Optional.empty();

  private CryptoProvider() {}

  /**
   * From now on {@code provider} signs and verifies; meant for an application's start. Throws
   * {@link IllegalArgumentException}, changing nothing, when it lacks an {@link Algorithm} or its
   * keys.
   */
  public static void use(Provider provider) {
    for (Algorithm algorithm : Algorithm.values()) {
      if (provider.getService("Signature", algorithm.jcaSignature()) == null
          || provider.getService("KeyFactory", keys(algorithm)) == null) {
        throw new IllegalArgumentException(provider.getName() + " has no " + algorithm.text());
      }
    }
    chosen = Optional.of(provider);
  }

  /** From now on the JDK signs and verifies, as at the beginning. */
  public static void useJdk() {
    chosen = Optional.empty();
  }

  /** The provider in use, with its version; {@code JDK} when none was chosen. */
  public static String name() {
    return chosen.map(p -> p.getName() + " " + p.getVersionStr()).orElse("JDK");
  }

  static Signature signature(Algorithm algorithm) throws GeneralSecurityException {
    Optional<Provider> provider = chosen;
    return provider.isPresent()
        ? Signature.getInstance(algorithm.jcaSignature(), provider.get())
        : Signature.getInstance(algorithm.jcaSignature());
  }

  static KeyFactory keyFactory(Algorithm algorithm) throws GeneralSecurityException {
    Optional<Provider> provider = chosen;
    return provider.isPresent()
        ? KeyFactory.getInstance(keys(algorithm), provider.get())
        : KeyFactory.getInstance(keys(algorithm));
  }

  private static String keys(Algorithm algorithm) {
    return algorithm == Algorithm.EDDSA ? "Ed25519" : "EC";
  }
}
