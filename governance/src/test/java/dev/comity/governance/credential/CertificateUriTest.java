package dev.comity.governance.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateUriTest {
  private static final String CERTIFICATE = "cert-0123456789abcdef";

  @ParameterizedTest
  @ValueSource(strings = {"town.example/log", "a", "x?y#z%", "~\"<>\\^`{|}", "a/cert-b"})
  void text_ofAnyOrigin_isReadAgain(String log) throws VerificationException {
    for (Optional<Hash> passport :
        java.util.List.of(Optional.<Hash>empty(), Optional.of(Hash.of(Bytes.EMPTY)))) {
      CertificateUri uri = new CertificateUri(log, CERTIFICATE, passport);
      assertThat(CertificateUri.parse(uri.text())).isEqualTo(uri);
      assertThat(java.net.URI.create(uri.text()).getScheme()).isEqualTo("comity");
    }
  }

  @Test
  void text_isShort() {
    CertificateUri uri =
        new CertificateUri("town.example/log", CERTIFICATE, Optional.of(Hash.of(Bytes.EMPTY)));
    assertThat(uri.text())
        .isEqualTo(
            "comity:town.example/log/cert-0123456789abcdef"
                + "?sha-256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "comity:a",
        "comity:/cert-0123456789abcdef",
        "COMITY:a/cert-0123456789abcdef",
        "comity:a/cert-0123456789ABCDEF",
        "comity:a/cert-0123456789abcdef?sha-256=47DEQpj8",
        "comity:a/cert-0123456789abcdef?sha-256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFV",
        "comity:%61/cert-0123456789abcdef",
        "comity:%zz/cert-0123456789abcdef",
        "comity:%2/cert-0123456789abcdef",
        "comity:%0A/cert-0123456789abcdef"
      })
  void parse_ofAnythingElse_isRefused(String text) {
    assertThatThrownBy(() -> CertificateUri.parse(text))
        .isInstanceOf(VerificationException.class)
        .hasMessageContaining("expected comity:<log>/cert-");
  }
}
