package dev.comity.core.cose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborEncoder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoseSign1Test {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          8440a04040           | expected tag 18
          d18440a04040         | expected tag 18
          d2d28440a04040       | expected [bytes, map, bytes or nil, bytes] under tag 18
          d240                 | expected [bytes, map, bytes or nil, bytes] under tag 18
          d28340a040           | expected [bytes, map, bytes or nil, bytes] under tag 18
          d28540a0404040       | expected [bytes, map, bytes or nil, bytes] under tag 18
          d284a0a04040         | expected [bytes, map, bytes or nil, bytes] under tag 18
          d28440404040         | expected [bytes, map, bytes or nil, bytes] under tag 18
          d28440a040f6         | expected [bytes, map, bytes or nil, bytes] under tag 18
          d28440a06040         | payload is not bytes or nil
          d28440a0f540         | payload is not bytes or nil
          d28440a00040         | payload is not bytes or nil
          d2844180a04040       | the protected header is not a map
          d28441f6a04040       | the protected header is not a map
          d28443a10126a101264040 | header label 1 stands in both buckets
          d28444a1616126a16161f64040 | header label "a" stands in both buckets
          """)
  void decode_otherShapes_areMalformed(String hex, String error) {
    assertThatThrownBy(() -> CoseSign1.decode(Bytes.fromHex(hex)))
        .isInstanceOf(VerificationException.class)
        .hasMessage("COSE_Sign1: " + error);
  }

  /** The byte string of the protected header is decoded as strictly as the message. */
  @ParameterizedTest
  @CsvSource({
    "d28445a201260126a04040, duplicate",
    "d28444a1180126a04040, long form",
    "d28443bf01ffa04040, indefinite",
    "d28444a1012600a04040, trailing",
    "d28442a101a04040, truncated"
  })
  void decode_protectedHeader_isStrict(String hex, String kind) throws Exception {
    CoseSign1.decode(Bytes.fromHex("d28443a10126a04040"));
    assertThatThrownBy(() -> CoseSign1.decode(Bytes.fromHex(hex)))
        .as(kind)
        .isInstanceOf(VerificationException.class)
        .hasMessageStartingWith("CBOR at byte ");
  }

  @Test
  void decode_headerWithTooManyLabels_isMalformed() throws Exception {
    CoseSign1.decode(withLabels(CoseSign1.MAX_LABELS).encode());
    Bytes tooMany = withLabels(CoseSign1.MAX_LABELS + 1).encode();
    assertThatThrownBy(() -> CoseSign1.decode(tooMany))
        .hasMessage("COSE_Sign1: expected at most 100 labels in a header");
  }

  private static CoseSign1 withLabels(int count) {
    Cbor.Map header = Cbor.Map.EMPTY;
    for (int i = 0; i < count; i++) {
      header = header.with(1_000 + i, Cbor.of(0));
    }
    return CoseSign1.of(header, Cbor.Map.EMPTY, Optional.of(Bytes.EMPTY), Bytes.EMPTY);
  }

  @Test
  void encode_detachedPayload_isNilAndComesBack() throws Exception {
    CoseSign1 cose =
        CoseSign1.of(
            Cbor.Map.EMPTY.with(1, Cbor.of(-8)),
            Cbor.Map.EMPTY.with(396, Cbor.of("proofs")),
            Optional.empty(),
            Bytes.of((byte) 7));
    assertThat(CoseSign1.decode(cose.encode())).isEqualTo(cose);
    assertThatThrownBy(cose::toBeSigned).hasMessage("COSE_Sign1: the payload is detached");
    assertThat(cose.toBeSigned(Bytes.utf8("root")))
        .isEqualTo(CoseSign1.toBeSigned(cose.protectedHeader(), Bytes.utf8("root")));
  }

  /** RFC 9052 section 4.4: h'' and h'a0' are the same header to the signature. */
  @Test
  void toBeSigned_emptyHeader_isTheZeroLengthStringHoweverSent() throws Exception {
    CoseSign1 none = CoseSign1.decode(Bytes.fromHex("d28440a04040"));
    CoseSign1 map = CoseSign1.decode(Bytes.fromHex("d28441a0a04040"));
    assertThat(map.toBeSigned()).isEqualTo(none.toBeSigned());
    assertThat(none.toBeSigned())
        .isEqualTo(
            CborEncoder.encode(
                Cbor.array(
                    Cbor.of("Signature1"),
                    Cbor.of(Bytes.EMPTY),
                    Cbor.of(Bytes.EMPTY),
                    Cbor.of(Bytes.EMPTY))));
    assertThat(map.encode().hex()).isEqualTo("d28441a0a04040");
  }
}
