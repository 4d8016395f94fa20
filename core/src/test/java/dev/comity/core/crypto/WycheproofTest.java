package dev.comity.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.Vectors;
import dev.comity.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our verdicts are Wycheproof's, vector by vector, whichever provider does the arithmetic. */
class WycheproofTest {
  /**
   * Where {@link Ed25519Rule} decides otherwise than Wycheproof: test case → our verdict. Empty:
   * all vectors that the rule alone refuses (points of small order, y not reduced) are invalid
   * there too.
   */
  private static final Map<Integer, Boolean> ED25519_DEVIATIONS = Map.of();

  @ParameterizedTest
  @MethodSource("dev.comity.core.crypto.Providers#all")
  void ed25519_everyVector_hasTheExpectedVerdict(Providers provider) throws Exception {
    Json file = Vectors.read("wycheproof/ed25519_test.json");
    provider.run(
        () -> assertThat(differences(file, Algorithm.EDDSA)).isEqualTo(ED25519_DEVIATIONS));
  }

  @ParameterizedTest
  @MethodSource("dev.comity.core.crypto.Providers#all")
  void es256_everyVector_hasTheExpectedVerdict(Providers provider) throws Exception {
    Json file = Vectors.read("wycheproof/ecdsa_secp256r1_sha256_p1363_test.json");
    provider.run(() -> assertThat(differences(file, Algorithm.ES256)).isEmpty());
  }

  private static Map<Integer, Boolean> differences(Json file, Algorithm algorithm) {
    Map<Integer, Boolean> differences = new TreeMap<>();
    List<Json> seen = new ArrayList<>();
    for (Json group : Vectors.items(file, "testGroups")) {
      for (Json test : Vectors.items(group, "tests")) {
        seen.add(test);
        boolean verdict = verdict(algorithm, material(group), test);
        if (verdict != Vectors.text(test, "result").equals("valid")) {
          differences.put(Vectors.number(test, "tcId"), verdict);
        }
      }
    }
    assertThat(seen).hasSize(Vectors.number(file, "numberOfTests"));
    return differences;
  }

  /** A key that the rule refuses refuses all its signatures. */
  private static boolean verdict(Algorithm algorithm, Bytes material, Json test) {
    try {
      return new VerificationKey(algorithm, material)
          .verify(Vectors.hex(test, "sig"), Vectors.hex(test, "msg"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The point of Ed25519, or the uncompressed point of P-256 without its leading 04. */
  private static Bytes material(Json group) {
    Json key = Vectors.at(group, "publicKey");
    if (Vectors.text(key, "type").equals("EDDSAPublicKey")) {
      return Vectors.hex(key, "pk");
    }
    Bytes uncompressed = Vectors.hex(key, "uncompressed");
    return uncompressed.slice(1, uncompressed.size());
  }
}
