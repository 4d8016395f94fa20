package dev.comity.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Vectors;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
  private static final List<Algorithm> SIGNING = List.of(Algorithm.EDDSA, Algorithm.ES256);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** RFC 8032 section 7.1, test 1. */
  private static final Json RFC_8032 =
      Json.object()
          .put("kty", "OKP")
          .put("crv", "Ed25519")
          .put("x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
          .put("d", "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")
          .build();

  @ParameterizedTest
  @MethodSource("dev.comity.core.crypto.Providers#all")
  void sign_rfc8032Test1_isTheSignaturePrintedThere(Providers provider) throws Exception {
    provider.run(
        () ->
            assertThat(SigningKey.fromPrivateJwk(RFC_8032, "key").sign(Bytes.EMPTY).hex())
                .isEqualTo(
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
  }

  @ParameterizedTest
  @MethodSource("dev.comity.core.crypto.Providers#all")
  void generatedKey_signsAndSurvivesItsJwk(Providers provider) throws Exception {
    Bytes message = Bytes.utf8("a message");
    provider.run(
        () -> {
          for (Algorithm algorithm : SIGNING) {
            SigningKey key = SigningKey.generate(algorithm, RANDOM);
            SigningKey again = SigningKey.fromPrivateJwk(key.toPrivateJwk(), "key");
            assertThat(again.publicKey()).isEqualTo(key.publicKey());
            assertThat(again.toPrivateJwk()).isEqualTo(key.toPrivateJwk());
            Bytes signature = again.sign(message);
            assertThat(signature.size()).isEqualTo(algorithm.signatureSize());
            assertThat(key.publicKey().verify(signature, message)).isTrue();
            assertThat(key.publicKey().verify(signature, Bytes.utf8("another"))).isFalse();
            assertThat(key.publicKey().verify(signature.slice(1, 64), message)).isFalse();
            assertThat(key.publicKey().verify(Bytes.of(new byte[64]), message)).isFalse();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("dev.comity.core.crypto.Providers#all")
  void fromPrivateJwk_halvesOfTwoKeys_isRefused(Providers provider) throws Exception {
    provider.run(
        () -> {
          for (Algorithm algorithm : SIGNING) {
            Json one = SigningKey.generate(algorithm, RANDOM).toPrivateJwk();
            Json other = SigningKey.generate(algorithm, RANDOM).toPrivateJwk();
            Json mixed = with((Json.Obj) one, "d", Vectors.at(other, "d"));
            assertThatThrownBy(() -> SigningKey.fromPrivateJwk(mixed, "me.jwk"))
                .isInstanceOf(VerificationException.class)
                .hasMessage("me.jwk: d does not belong to the public key");
          }
        });
  }

  /** 0, the order of P-256, and 2^256 − 1. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void fromPrivateJwk_secretOutsideTheOrder_isRefusedUnderEveryProvider(String secret)
      throws Exception {
    Json.Obj jwk = SigningKey.generate(Algorithm.ES256, RANDOM).toPrivateJwk();
    Json bad = with(jwk, "d", Json.of(Bytes.fromHex(secret).base64Url()));
    for (Providers provider : Providers.all()) {
      provider.run(
          () ->
              assertThatThrownBy(() -> SigningKey.fromPrivateJwk(bad, "key"))
                  .isInstanceOf(VerificationException.class)
                  .message()
                  .startsWith("key")
                  .doesNotContain(Bytes.fromHex(secret).base64Url()));
    }
  }

  @Test
  void fromPrivateJwk_publicOrShortOrStrangeSecret_isRefusedWithoutRepeatingIt() {
    Map<Json, String> cases =
        Map.of(
            without((Json.Obj) RFC_8032, "d"), "key.d: missing",
            with((Json.Obj) RFC_8032, "d", Json.of("c2VjcmV0")),
                "key.d: expected 32 bytes in unpadded base64url",
            with((Json.Obj) RFC_8032, "d", Json.of("secret!")),
                "key.d: expected 32 bytes in unpadded base64url",
            with((Json.Obj) RFC_8032, "password", Json.of("x")), "key.password: unknown field");
    cases.forEach(
        (json, error) ->
            assertThatThrownBy(() -> SigningKey.fromPrivateJwk(json, "key"))
                .isInstanceOf(VerificationException.class)
                .hasMessage(error));
  }

  @Test
  void es384_isNeverProduced() {
    assertThatThrownBy(() -> SigningKey.generate(Algorithm.ES384, RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
    Json jwk =
        Json.object()
            .put("kty", "EC")
            .put("crv", "P-384")
            .put("x", "kTJyP2KSsBBhnb4kjWmMF7WHVsY55xUPgb7k64rDcjatChoZ1nvjKmYmPh5STRKc")
            .put("y", "mM0weMVU2DKsYDxDJkEP9hZiRZtB8fPfXbzINZj_fF7YQRynNWedHEyzAJOX2e8s")
            .put("d", "ok3Nq97AXlpEusO7jIy1FZATlBP9PNReMU7DWbkLQ5dU90snHuuHVDjEPmtV0fTo")
            .build();
    assertThatThrownBy(() -> SigningKey.fromPrivateJwk(jwk, "key"))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.code()).isEqualTo(VerificationException.Code.UNSUPPORTED_ALGORITHM));
  }

  @Test
  void toString_anyKey_hidesTheSecret() throws Exception {
    SigningKey key = SigningKey.fromPrivateJwk(RFC_8032, "key");
    assertThat(key.toString()).isEqualTo("SigningKey[" + key.publicKey().keyId() + "]");
  }

  private static Json.Obj with(Json.Obj jwk, String name, Json value) {
    Map<String, Json> fields = new LinkedHashMap<>(jwk.fields());
    fields.put(name, value);
    return new Json.Obj(fields);
  }

  private static Json.Obj without(Json.Obj jwk, String name) {
    Map<String, Json> fields = new LinkedHashMap<>(jwk.fields());
    fields.remove(name);
    return new Json.Obj(fields);
  }
}
