package dev.comity.core.cose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Vectors;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SampleKeys;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The COSE working group's examples, and where we decide otherwise. */
class CoseExamplesTest {
  private static final String VALID = "valid";
  private static final String BAD_SIGNATURE = "bad-signature";
  private static final String MALFORMED = "malformed";
  private static final String UNSUPPORTED = "unsupported-algorithm";

  /** Examples of COSE_Sign1 and our verdict. */
  private static final Map<String, String> SIGN1 =
      Map.ofEntries(
          Map.entry("ecdsa-examples/ecdsa-sig-01", VALID),
          Map.entry("ecdsa-examples/ecdsa-sig-02", VALID),
          // ES512 is valid COSE; we do not admit it.
          Map.entry("ecdsa-examples/ecdsa-sig-03", UNSUPPORTED),
          Map.entry("ecdsa-examples/ecdsa-sig-04", UNSUPPORTED),
          Map.entry("eddsa-examples/eddsa-sig-01", VALID),
          // Ed448 is valid COSE; we admit Ed25519 only.
          Map.entry("eddsa-examples/eddsa-sig-02", UNSUPPORTED),
          Map.entry("sign1-tests/sign-fail-01", MALFORMED),
          Map.entry("sign1-tests/sign-fail-02", BAD_SIGNATURE),
          Map.entry("sign1-tests/sign-fail-03", UNSUPPORTED),
          Map.entry("sign1-tests/sign-fail-04", UNSUPPORTED),
          Map.entry("sign1-tests/sign-fail-06", BAD_SIGNATURE),
          Map.entry("sign1-tests/sign-fail-07", BAD_SIGNATURE),
          Map.entry("sign1-tests/sign-pass-01", VALID),
          Map.entry("sign1-tests/sign-pass-02", VALID),
          // COSE admits an untagged message where the context tells; we require tag 18.
          Map.entry("sign1-tests/sign-pass-03", MALFORMED));

  @Test
  void sign1Examples_everyOne_hasTheListedVerdict() {
    Map<String, String> verdicts = new TreeMap<>();
    for (String folder : new String[] {"ecdsa-examples", "eddsa-examples", "sign1-tests"}) {
      for (String file : Vectors.files("cose/" + folder)) {
        Json example = Vectors.read(file);
        if (Vectors.fields(Vectors.at(example, "input")).containsKey("sign0")) {
          verdicts.put(file.replace("cose/", "").replace(".json", ""), verdict(example));
        }
      }
    }
    assertThat(verdicts).isEqualTo(new TreeMap<>(SIGN1));
  }

  private static String verdict(Json example) {
    try {
      CoseSign1 cose = CoseSign1.decode(Vectors.hex(example, "output", "cbor"));
      Json key = Vectors.at(example, "input", "sign0", "key");
      VerificationKey verifier = SampleKeys.ofCoseExample(key);
      if (!algorithm(cose).equals(Optional.of(verifier.algorithm()))) {
        return UNSUPPORTED;
      }
      return verifier.verify(cose.signature(), toBeSigned(example, cose)) ? VALID : BAD_SIGNATURE;
    } catch (VerificationException e) {
      return e.code().text();
    }
  }

  /** COSE admits alg in either bucket; statements admit it in the protected one only. */
  private static Optional<Algorithm> algorithm(CoseSign1 cose) {
    return cose.protectedHeader()
        .get(1)
        .or(() -> cose.unprotected().get(1))
        .flatMap(alg -> alg instanceof Cbor.Int id ? Algorithm.ofCoseId(id.value()) : none());
  }

  private static Optional<Algorithm> none() {
    return Optional.empty();
  }

  private static Bytes toBeSigned(Json example, CoseSign1 cose) {
    Json message = Vectors.at(example, "input", "sign0");
    Bytes external =
        Vectors.fields(message).containsKey("external")
            ? Vectors.hex(message, "external")
            : Bytes.EMPTY;
    return CoseSign1.toBeSigned(
        cose.protectedHeader(), cose.protectedBytes(), external, cose.payload().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecdsa-examples/ecdsa-sig-01",
        "ecdsa-examples/ecdsa-sig-02",
        "ecdsa-examples/ecdsa-sig-03",
        "ecdsa-examples/ecdsa-sig-04",
        "eddsa-examples/eddsa-sig-01",
        "eddsa-examples/eddsa-sig-02",
        "sign1-tests/sign-pass-01",
        "sign1-tests/sign-pass-02"
      })
  void toBeSigned_example_isTheIntermediateValue(String name) throws Exception {
    Json example = Vectors.read("cose/" + name + ".json");
    CoseSign1 cose = CoseSign1.decode(Vectors.hex(example, "output", "cbor"));
    assertThat(toBeSigned(example, cose))
        .isEqualTo(Vectors.hex(example, "intermediates", "ToBeSign_hex"));
    assertThat(cose.encode()).isEqualTo(Vectors.hex(example, "output", "cbor"));
  }

  @Test
  void sign_eddsaExample_isTheSignatureInTheExample() throws Exception {
    Json example = Vectors.read("cose/eddsa-examples/eddsa-sig-01.json");
    CoseSign1 cose = CoseSign1.decode(Vectors.hex(example, "output", "cbor"));
    Json key = Vectors.at(example, "input", "sign0", "key");
    assertThat(SampleKeys.pairOfCoseExample(key).sign(cose.toBeSigned()))
        .isEqualTo(cose.signature());
  }

  /** COSE_Sign (tag 98) is no COSE_Sign1. */
  @Test
  void signExamples_everyOne_isMalformed() {
    int seen = 0;
    for (String folder : new String[] {"ecdsa-examples", "eddsa-examples"}) {
      for (String file : Vectors.files("cose/" + folder)) {
        Json example = Vectors.read(file);
        if (Vectors.fields(Vectors.at(example, "input")).containsKey("sign")) {
          seen++;
          assertThatThrownBy(() -> CoseSign1.decode(Vectors.hex(example, "output", "cbor")))
              .isInstanceOf(VerificationException.class)
              .hasMessage("COSE_Sign1: expected tag 18");
        }
      }
    }
    assertThat(seen).isEqualTo(6);
  }

  /** None of them has the CWT Claims of a statement; a foreign alg is named as such. */
  @Test
  void statementDecode_everyExample_isRefused() {
    for (String name : SIGN1.keySet()) {
      Bytes bytes = Vectors.hex(Vectors.read("cose/" + name + ".json"), "output", "cbor");
      boolean foreignAlgorithm = name.matches(".*(ecdsa-sig-0[34]|sign-fail-0[34]|sign-pass-01)");
      assertThatThrownBy(() -> SignedStatement.decode(bytes))
          .as(name)
          .isInstanceOfSatisfying(
              VerificationException.class,
              e ->
                  assertThat(e.code().text())
                      .isEqualTo(foreignAlgorithm ? UNSUPPORTED : MALFORMED));
    }
  }
}
