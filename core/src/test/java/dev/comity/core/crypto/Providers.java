package dev.comity.core.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The crypto providers that every verdict must agree under, chosen as an application chooses them,
 * so the code under test is the one that runs in production.
 */
enum Providers {
  JDK,
  ACCP;

  /** What a test does under a provider. */
  interface Work {
    void run() throws Exception;
  }

  static List<Providers> all() {
    return List.of(values());
  }

  /** Runs {@code work}; skips the test, saying so, where the provider's library does not load. */
  void run(Work work) throws Exception {
    switch (this) {
      case JDK -> work.run();
      case ACCP -> runUnder(accp(), work);
    }
  }

  private static void runUnder(Provider provider, Work work) throws Exception {
    CryptoProvider.use(provider);
    try {
      work.run();
    } finally {
      CryptoProvider.useJdk();
    }
  }

  private static Provider accp() {
    // Read once, when the provider's class loads: without it there are no Ed25519 keys.
    System.setProperty("com.amazon.corretto.crypto.provider.registerEdKeyFactory", "true");
    AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
    Throwable reason = provider.getLoadingError();
    if (reason != null) {
      System.out.println("skipped: Amazon Corretto Crypto Provider does not load: " + reason);
    }
    Assumptions.assumeTrue(reason == null, "Amazon Corretto Crypto Provider does not load here");
    return provider;
  }
}
