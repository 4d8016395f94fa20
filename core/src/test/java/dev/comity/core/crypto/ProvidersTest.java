package dev.comity.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The other tests are worth nothing if the JDK silently does ACCP's work. */
class ProvidersTest {
  private static final String ACCP = "AmazonCorrettoCryptoProvider";

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void accp_chosen_doesKeysAndSignatures(Algorithm algorithm) throws Exception {
    Providers.ACCP.run(
        () -> {
          assertThat(CryptoProvider.name()).startsWith(ACCP + " 2.");
          assertThat(providerOf(algorithm)).isEqualTo(ACCP);
        });
    assertThat(CryptoProvider.name()).isEqualTo("JDK");
    assertThat(providerOf(algorithm)).isEqualTo("SunEC");
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void accp_chosen_isNobodyElsesDefault(Algorithm algorithm) throws Exception {
    Providers.ACCP.run(
        () -> {
          assertThat(Security.getProvider(ACCP)).isNull();
          assertThat(Signature.getInstance(algorithm.jcaSignature()).getProvider().getName())
              .isNotEqualTo(ACCP);
        });
  }

  private static String providerOf(Algorithm algorithm) throws Exception {
    var factory = CryptoProvider.keyFactory(algorithm);
    byte[] encoded = Der.subjectPublicKeyInfo(SampleKeys.of(algorithm));
    PublicKey key = factory.generatePublic(new X509EncodedKeySpec(encoded));
    Signature verifier = CryptoProvider.signature(algorithm);
    verifier.initVerify(key);
    assertThat(verifier.getProvider()).isEqualTo(factory.getProvider());
    return verifier.getProvider().getName();
  }
}
