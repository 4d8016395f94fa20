package dev.comity.node;

import dev.comity.core.crypto.CryptoProvider;
import java.lang.System.Logger.Level;
import java.security.Provider;

/**
 * Signatures by the Amazon Corretto Crypto Provider, many times faster than the JDK's, wherever its
 * native library is on the class path and loads. Everywhere else the JDK does the same work.
 */
public final class NativeCrypto {
  private static final System.Logger LOG = System.getLogger(NativeCrypto.class.getName());
  private static final String PROVIDER =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  /** Read once, when the provider's class loads: without it there are no Ed25519 keys. */
  private static final String EDWARDS_KEYS =
      "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

  private NativeCrypto() {}

  /**
   * Chooses without keeping the caller: the library takes half a second to load, in which the JDK
   * verifies a few hundred signatures. Verdicts are the same before and after.
   */
  public static void chooseInBackground() {
    Thread.ofPlatform().daemon().name("native-crypto").start(NativeCrypto::choose);
  }

  /**
   * Chooses for the whole process; an application calls it once, at its start. {@code
   * -Dcomity.crypto=jdk} leaves everything to the JDK.
   */
  public static void choose() {
    if (!"jdk".equals(System.getProperty("comity.crypto"))) {
      System.setProperty(EDWARDS_KEYS, "true");
      try {
        CryptoProvider.use((Provider) Class.forName(PROVIDER).getField("INSTANCE").get(null));
      } catch (ReflectiveOperationException | LinkageError | IllegalArgumentException e) {
        LOG.log(Level.DEBUG, "no native signatures here: " + e);
      }
    }
    LOG.log(Level.DEBUG, "signatures by " + CryptoProvider.current().name());
  }
}
