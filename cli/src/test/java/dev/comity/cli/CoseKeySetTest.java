package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborEncoder;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoseKeySetTest {
  private static final VerificationKey EDWARDS = generate(Algorithm.EDDSA);

  private static VerificationKey generate(Algorithm algorithm) {
    return SigningKey.generate(algorithm, new SecureRandom()).publicKey();
  }

  @Test
  void parse_readsBothKindsAndLeavesOthersOut() throws Exception {
    VerificationKey ec = generate(Algorithm.ES256);
    Cbor.Map symmetric = Cbor.Map.EMPTY.with(1, Cbor.of(4)).with(-1, Cbor.of(Bytes.utf8("k")));

    Bytes set = CborEncoder.encode(Cbor.array(EDWARDS.toCoseKey(), symmetric, ec.toCoseKey()));

    assertThat(CoseKeySet.parse(set)).containsExactly(EDWARDS, ec);
  }

  static Cbor[] malformed() {
    Cbor.Map okp = Cbor.Map.EMPTY.with(1, Cbor.of(1)).with(-1, Cbor.of(6));
    return new Cbor[] {
      EDWARDS.toCoseKey(),
      Cbor.array(Cbor.of("key")),
      Cbor.array(okp),
      Cbor.array(okp.with(-2, Cbor.of("text"))),
      Cbor.array(okp.with(-2, Cbor.of(Bytes.utf8("too short")))),
      Cbor.array(okp.with(-2, Cbor.of(Bytes.of(new byte[32]))))
    };
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void parse_refusesWhatIsNoKeySet(Cbor wrong) {
    assertThatThrownBy(() -> CoseKeySet.parse(CborEncoder.encode(wrong)))
        .isInstanceOf(VerificationException.class)
        .hasMessageStartingWith("COSE Key Set: ");
  }
}
