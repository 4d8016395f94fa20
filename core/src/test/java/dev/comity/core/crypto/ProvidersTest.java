package dev.comity.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
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
          assertThat(CryptoProvider.current().name()).startsWith(ACCP + " 2.");
          assertThat(providerOf(algorithm)).isEqualTo(ACCP);
        });
    assertThat(CryptoProvider.current().name()).isEqualTo("JDK");
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

  /** An application may choose while it already works. */
  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"EDDSA", "ES256"})
  void keys_madeBeforeTheChoiceOrDuringIt_signOnBothSidesOfIt(Algorithm algorithm)
      throws Exception {
    Bytes message = Bytes.utf8("a message");
    SigningKey before = SigningKey.generate(algorithm, new SecureRandom());
    Bytes byJdk = before.sign(message);
    SigningKey[] during = new SigningKey[1];
    Bytes[] byAccp = new Bytes[2];
    Providers.ACCP.run(
        () -> {
          during[0] = SigningKey.generate(algorithm, new SecureRandom());
          byAccp[0] = before.sign(message);
          byAccp[1] = during[0].sign(message);
          assertThat(before.publicKey().verify(byJdk, message)).isTrue();
        });
    assertThat(before.publicKey().verify(byAccp[0], message)).isTrue();
    assertThat(during[0].publicKey().verify(byAccp[1], message)).isTrue();
    assertThat(during[0].publicKey().verify(during[0].sign(message), message)).isTrue();
  }

  private static String providerOf(Algorithm algorithm) throws Exception {
    CryptoProvider crypto = CryptoProvider.current();
    Signature verifier = crypto.signature(algorithm);
    verifier.initVerify(crypto.publicKey(SampleKeys.of(algorithm)));
    return verifier.getProvider().getName();
  }
}
