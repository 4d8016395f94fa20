package dev.comity.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Vectors;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chains made with OpenSSL; see {@code vectors/x509/openssl.cnf}. */
class CertificateChainTest {
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant BEFORE = Instant.parse("2025-12-31T23:59:59Z");
  private static final List<Bytes> ROOT = List.of(der("root"));

  private static Bytes der(String name) {
    return Vectors.bytes("x509/" + name + ".der");
  }

  private static CertificateChain chain(String... names) {
    return new CertificateChain(List.of(names).stream().map(CertificateChainTest::der).toList());
  }

  @Test
  void requireTrusted_toTheRootWithOrWithoutIt_passes() throws Exception {
    chain("leaf-ed25519", "intermediate").requireTrusted(ROOT, JUNE);
    chain("leaf-p256", "intermediate", "root").requireTrusted(ROOT, JUNE);
    chain("leaf-p256", "intermediate")
        .requireTrusted(List.of(der("other-root"), der("root")), JUNE);
  }

  @ParameterizedTest
  @CsvSource({
    "leaf-ed25519 intermediate, other-root, 2026-06-01T00:00:00Z",
    "leaf-ed25519, root, 2026-06-01T00:00:00Z",
    "leaf-ed25519 intermediate, root, 2025-12-31T23:59:59Z",
    "leaf-ed25519 intermediate, root, 2036-01-01T00:00:01Z",
    "leaf-brief intermediate, root, 2026-06-01T00:00:00Z",
    "leaf-may-not-sign intermediate, root, 2026-06-01T00:00:00Z",
    "leaf-under-no-authority no-authority, root, 2026-06-01T00:00:00Z",
    "intermediate leaf-ed25519, root, 2026-06-01T00:00:00Z",
    "root, root, 2026-06-01T00:00:00Z",
    "leaf-ed25519 root intermediate, root, 2026-06-01T00:00:00Z"
  })
  void requireTrusted_otherwise_saysWhyNot(String names, String anchor, Instant at) {
    assertThatThrownBy(() -> chain(names.split(" ")).requireTrusted(List.of(der(anchor)), at))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.code()).isEqualTo(VerificationException.Code.MISMATCH))
        .hasMessageContaining("leads to no trust anchor of this log: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void requireTrusted_withoutAnchorsInForce_saysSo() {
    CertificateChain chain = chain("leaf-ed25519", "intermediate");
    assertThatThrownBy(() -> chain.requireTrusted(List.of(), JUNE))
        .hasMessageContaining("no trust anchor is in force");
    assertThatThrownBy(() -> chain.requireTrusted(ROOT, BEFORE))
        .hasMessageContaining("no trust anchor is in force");
  }

  @Test
  void leaf_givesKeyAndNames() throws Exception {
    CertificateChain chain = chain("leaf-ed25519", "intermediate");
    SigningKey key =
        SigningKey.fromPrivateJwk(Vectors.read("x509/leaf-ed25519.jwk"), "leaf-ed25519");
    assertThat(chain.leafKey()).isEqualTo(key.publicKey());
    assertThat(chain.leafNames())
        .containsExactlyInAnyOrder(
            "vendor.example", "https://vendor.example/issuer", "O=Vendor,CN=Signing key 1");
    assertThat(chain("leaf-p256").leafKey().algorithm()).isEqualTo(Algorithm.ES256);
    assertThat(chain("root").leafNames()).containsExactly("O=Comity test vectors,CN=Root");
  }

  @Test
  void leafKey_ofAnotherKind_isUnsupported() {
    assertThatThrownBy(() -> chain("leaf-rsa").leafKey())
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.code()).isEqualTo(VerificationException.Code.UNSUPPORTED_ALGORITHM));
  }

  @Test
  void cbor_roundtripsInItsOneForm() throws Exception {
    CertificateChain one = chain("leaf-p256");
    CertificateChain two = chain("leaf-p256", "intermediate");
    assertThat(one.toCbor()).isEqualTo(Cbor.of(der("leaf-p256")));
    assertThat(CertificateChain.fromCbor(one.toCbor())).isEqualTo(one);
    assertThat(CertificateChain.fromCbor(two.toCbor())).isEqualTo(two);
    for (Cbor bad :
        List.of(
            Cbor.array(),
            Cbor.array(Cbor.of(der("root"))),
            Cbor.array(Cbor.of(der("root")), Cbor.of(1)),
            Cbor.of("pem"))) {
      assertThatThrownBy(() -> CertificateChain.fromCbor(bad))
          .isInstanceOf(VerificationException.class);
    }
  }

  @Test
  void requireAnchor_takesAuthoritiesInExactDer() throws Exception {
    CertificateChain.requireAnchor(der("root"), "anchor");
    Bytes pem =
        Bytes.utf8(
            "-----BEGIN CERTIFICATE-----\n"
                + der("root").base64()
                + "\n-----END CERTIFICATE-----\n");
    for (Bytes bad :
        List.of(der("leaf-p256"), der("root").concat(Bytes.of((byte) 0)), pem, Bytes.EMPTY)) {
      assertThatThrownBy(() -> CertificateChain.requireAnchor(bad, "anchor"))
          .isInstanceOf(VerificationException.class)
          .hasMessageStartingWith("anchor: expected");
    }
  }

  @Test
  void anyBytes_areRefusedNotFatal() {
    long seed = 9360;
    Random random = new Random(seed);
    byte[] good = der("leaf-p256").toArray();
    for (int round = 0; round < 500; round++) {
      byte[] bad = good.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      CertificateChain chain = new CertificateChain(List.of(Bytes.of(bad), der("intermediate")));
      try {
        chain.leafKey();
        chain.leafNames();
        chain.requireTrusted(ROOT, JUNE);
        assertThat(Bytes.of(bad)).as("seed %d, round %d", seed, round).isEqualTo(Bytes.of(good));
      } catch (VerificationException e) {
        assertThat(e.detail()).isNotBlank();
      }
    }
  }
}
