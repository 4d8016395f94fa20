package dev.comity.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The other tests are worth nothing if the JDK silently does ACCP's work. */
class ProvidersTest {
  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void accp_putFirst_doesKeysAndSignatures(Algorithm algorithm) throws Exception {
    Providers.ACCP.run(
        () -> {
          VerificationKey key = SampleKeys.of(algorithm);
          KeyFactory factory =
              KeyFactory.getInstance(algorithm == Algorithm.EDDSA ? "Ed25519" : "EC");
          assertThat(factory.getProvider().getName()).isEqualTo("AmazonCorrettoCryptoProvider");
          PublicKey jcaKey =
              factory.generatePublic(new X509EncodedKeySpec(Der.subjectPublicKeyInfo(key)));
          Signature verifier = Signature.getInstance(algorithm.jcaSignature());
          verifier.initVerify(jcaKey);
          assertThat(verifier.getProvider().getName()).isEqualTo("AmazonCorrettoCryptoProvider");
        });
    assertThat(Security.getProvider("AmazonCorrettoCryptoProvider")).isNull();
  }
}
