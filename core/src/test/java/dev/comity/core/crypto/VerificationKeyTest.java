package dev.comity.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.CborEncoder;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationKeyTest {
  /** The key of RFC 9679 section 6. */
  private static final VerificationKey RFC_9679 =
      new VerificationKey(
          Algorithm.ES256,
          Bytes.fromHex(
              "65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d"
                  + "1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c"));

  /** The key of RFC 8032 section 7.1, test 1, and of RFC 8037 appendix A. */
  private static final VerificationKey RFC_8037 =
      new VerificationKey(
          Algorithm.EDDSA,
          Bytes.fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));

  @Test
  void keyId_rfc9679Example_isTheThumbprintPrintedThere() {
    assertThat(RFC_9679.keyId().hex())
        .isEqualTo("496bd8afadf307e5b08c64b0421bf9dc01528a344a43bda88fadd1669da253ec");
    assertThat(RFC_9679.partyId())
        .isEqualTo("urn:ietf:params:oauth:ckt:sha-256:SWvYr63zB-WwjGSwQhv53AFSijRKQ72oj63RZp2iU-w");
  }

  /** SHA-256 of a3 01 01 20 06 21 58 20 ‖ x, computed with sha256sum. */
  @Test
  void keyId_ed25519_isTheHashOfTheRequiredParametersInOrder() {
    assertThat(RFC_8037.keyId().hex())
        .isEqualTo("866eefbd6718c8846cd7ddfe43fc74ab1daac4538ff8514ea2ec2d410a415743");
  }

  @Test
  void toCoseKey_ed25519_hasKidAndAlgInCanonicalOrder() {
    assertThat(CborEncoder.encode(RFC_8037.toCoseKey()).hex())
        .isEqualTo(
            "a50101025820"
                + RFC_8037.keyId().hex()
                + "0327"
                + "2006215820"
                + RFC_8037.material().hex());
  }

  @Test
  void toJwk_rfc8037Example_isThePublicKeyPrintedThere() {
    assertThat(RFC_8037.toJwk().compact())
        .isEqualTo(
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
                + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");
  }

  @Test
  void fromJwk_writtenByToJwk_isTheSameKey() throws Exception {
    for (VerificationKey key : new VerificationKey[] {RFC_8037, RFC_9679}) {
      assertThat(VerificationKey.fromJwk(key.toJwk(), "key")).isEqualTo(key);
    }
  }

  /** Columns: what is in the file, then the whole error. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                    | malformed: key: expected an object, found []
          {}                                    | malformed: key.kty: missing
          {"kty":"OKP"}                         | malformed: key.crv: missing
          {"kty":1,"crv":"Ed25519"}             | malformed: key.kty: expected text, found 1
          {"kty":"RSA","crv":"x\\n"}            | unsupported-algorithm: key: expected kty OKP with crv Ed25519, or EC with P-256 or P-384, found RSA x\uFFFD
          {"kty":"EC","crv":"Ed25519"}          | unsupported-algorithm: key: expected kty OKP with crv Ed25519, or EC with P-256 or P-384, found EC Ed25519
          {"kty":"OKP","crv":"Ed25519"}         | malformed: key.x: missing
          {"kty":"OKP","crv":"Ed25519","x":"AAAA"}  | malformed: key.x: expected 32 bytes in unpadded base64url
          {"kty":"OKP","crv":"Ed25519","x":"+/=="}  | malformed: key.x: expected 32 bytes in unpadded base64url
          {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp"}  | malformed: key.x: expected 32 bytes in unpadded base64url
          {"kty":"OKP","crv":"Ed25519","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}  | malformed: key: not an admissible EdDSA point
          {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"sig"} | malformed: key.use: unknown field
          {"kty":"EC","crv":"P-256","x":"Ze2loSV3wrroKUN_4zhwGhCqo3Xhu1td4QjeQ5wIVR0"} | malformed: key.y: missing
          {"kty":"EC","crv":"P-256","x":"Ze2loSV3wrroKUN_4zhwGhCqo3Xhu1td4QjeQ5wIVR0","y":"Ze2loSV3wrroKUN_4zhwGhCqo3Xhu1td4QjeQ5wIVR0"} | malformed: key: not an admissible ES256 point
          """)
  void fromJwk_badInput_isRefusedNamingTheField(String file, String error) throws Exception {
    Json json = JsonParser.parse(file);
    assertThatThrownBy(() -> VerificationKey.fromJwk(json, "key"))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.code().text() + ": " + e.detail()).isEqualTo(error));
  }

  /** The same 64 bytes cut elsewhere would be a second spelling of the same key. */
  @Test
  void fromJwk_halvesCutElsewhere_isRefused() {
    Bytes material = RFC_9679.material();
    Json jwk =
        Json.object()
            .put("kty", "EC")
            .put("crv", "P-256")
            .put("x", material.slice(0, 31).base64Url())
            .put("y", material.slice(31, 64).base64Url())
            .build();
    assertThatThrownBy(() -> VerificationKey.fromJwk(jwk, "key"))
        .hasMessage("key.x: expected 32 bytes in unpadded base64url");
  }

  @Test
  void constructor_wrongSizeOrPointOffTheCurve_throws() {
    for (Algorithm algorithm : Algorithm.values()) {
      byte[] one = new byte[algorithm.materialSize()];
      one[0] = 1;
      assertThatThrownBy(() -> new VerificationKey(algorithm, Bytes.of(one)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not an admissible " + algorithm.text() + " point");
      assertThatThrownBy(() -> new VerificationKey(algorithm, Bytes.of(one).concat(Bytes.of(one))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(algorithm.text() + " keys have " + one.length + " bytes");
    }
  }

  /** x + p names the same point of P-256 whenever it fits into 32 bytes. */
  @Test
  void constructor_unreducedCoordinate_throws() {
    // The point with x = 5 of P-256 (y from SEC 1 point decompression).
    Bytes x = Bytes.fromHex("0".repeat(63) + "5");
    Bytes y = Bytes.fromHex("459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc");
    assertThat(new VerificationKey(Algorithm.ES256, x.concat(y)).material()).isEqualTo(x.concat(y));
    Bytes unreduced =
        Bytes.fromHex("ffffffff00000001000000000000000000000001000000000000000000000004");
    assertThatThrownBy(() -> new VerificationKey(Algorithm.ES256, unreduced.concat(y)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
