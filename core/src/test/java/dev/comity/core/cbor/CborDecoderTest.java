package dev.comity.core.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CborDecoderTest {
  /** RFC 8949 appendix A, as far as the subset goes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00                   | 0
          17                   | 23
          1818                 | 24
          18ff                 | 255
          190100               | 256
          19ffff               | 65535
          1a00010000           | 65536
          1affffffff           | 4294967295
          1b0000000100000000   | 4294967296
          1b7fffffffffffffff   | 9223372036854775807
          20                   | -1
          37                   | -24
          3818                 | -25
          3903e7               | -1000
          3b7fffffffffffffff   | -9223372036854775808
          """)
  void decode_integer_isReadAndWrittenAlike(String hex, long value) throws Exception {
    assertThat(CborDecoder.decode(Bytes.fromHex(hex))).isEqualTo(Cbor.of(value));
    assertThat(CborEncoder.encode(Cbor.of(value)).hex()).isEqualTo(hex);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
                               | at byte 0: ends too early
          5fff                 | at byte 1: indefinite or reserved length
          7fff                 | at byte 1: indefinite or reserved length
          9fff                 | at byte 1: indefinite or reserved length
          bfff                 | at byte 1: indefinite or reserved length
          1f                   | at byte 1: indefinite or reserved length
          df00                 | at byte 1: indefinite or reserved length
          1c                   | at byte 1: indefinite or reserved length
          1d                   | at byte 1: indefinite or reserved length
          1e                   | at byte 1: indefinite or reserved length
          ff                   | at byte 1: expected false, true or null, found initial byte 0xff
          f7                   | at byte 1: expected false, true or null, found initial byte 0xf7
          e0                   | at byte 1: expected false, true or null, found initial byte 0xe0
          f8ff                 | at byte 1: expected false, true or null, found initial byte 0xf8
          f93c00               | at byte 1: expected false, true or null, found initial byte 0xf9
          fa47c35000           | at byte 1: expected false, true or null, found initial byte 0xfa
          fb3ff199999999999a   | at byte 1: expected false, true or null, found initial byte 0xfb
          1b8000000000000000   | at byte 9: an integer beyond 63 bits
          1bffffffffffffffff   | at byte 9: an integer beyond 63 bits
          3b8000000000000000   | at byte 9: an integer beyond 63 bits
          a201000100           | at byte 4: duplicate map label 1
          a2616100616100       | at byte 6: duplicate map label "a"
          a2610a00610a00       | at byte 6: duplicate map label "\uFFFD"
          a1410000             | at byte 3: expected an integer or text as map label
          a1f400               | at byte 2: expected an integer or text as map label
          a18000               | at byte 2: expected an integer or text as map label
          0000                 | at byte 1: expected the end, found 1 more bytes
          8000ff               | at byte 1: expected the end, found 2 more bytes
          9a7fffffff           | at byte 5: announces 2147483647 items or bytes where 0 are left
          9b7fffffffffffffff   | at byte 9: announces 9223372036854775807 items or bytes where 0 are left
          ba7fffffff           | at byte 5: announces 2147483647 items or bytes where 0 are left
          bb7fffffffffffffff00 | at byte 9: announces 9223372036854775807 items or bytes where 1 are left
          5affffffff           | at byte 5: announces 4294967295 items or bytes where 0 are left
          7b7fffffffffffffff   | at byte 9: announces 9223372036854775807 items or bytes where 0 are left
          61ff                 | at byte 2: text that is not UTF-8
          62c080               | at byte 3: text that is not UTF-8
          63eda080             | at byte 4: text that is not UTF-8
          64f4908080           | at byte 5: text that is not UTF-8
          61c3                 | at byte 2: text that is not UTF-8
          d2                   | at byte 1: ends too early
          """)
  void decode_malformed_isRefusedNamingTheByte(String hex, String error) {
    Bytes bytes = Bytes.fromHex(hex == null ? "" : hex);
    assertMalformed(bytes).hasMessage("CBOR " + error);
  }

  /** Every argument below the least of its size, for integers, lengths, counts and tags alike. */
  static Stream<String> longForms() {
    String[] longForms = {
      "1800",
      "1817",
      "190000",
      "1900ff",
      "1a00000000",
      "1a0000ffff",
      "1b0000000000000000",
      "1b00000000ffffffff"
    };
    return IntStream.range(0, 7)
        .boxed()
        .flatMap(
            majorType ->
                Stream.of(longForms)
                    .map(hex -> Bytes.fromHex(hex).toArray())
                    .peek(octets -> octets[0] |= (byte) (majorType << 5))
                    .map(octets -> Bytes.of(octets).hex()));
  }

  @ParameterizedTest
  @MethodSource("longForms")
  void decode_argumentNotInItsShortestForm_isRefused(String hex) {
    Bytes padded = Bytes.fromHex(hex).concat(Bytes.of(new byte[300]));
    assertMalformed(padded).hasMessageEndingWith("an integer that is not in its shortest form");
  }

  @Test
  void decode_truncatedAnywhere_isRefused() throws Exception {
    Bytes sample =
        Bytes.fromHex(
            "d28443a10126a10442313154546869732069732074686520636f6e74656e742e"
                + "84f4f5f6a2616101190100f6");
    CborDecoder.decode(sample);
    for (int end = 0; end < sample.size(); end++) {
      assertMalformed(sample.slice(0, end));
    }
  }

  @Test
  void decode_nesting_isBounded() throws Exception {
    String open = "81".repeat(CborDecoder.MAX_DEPTH);
    CborDecoder.decode(Bytes.fromHex(open + "00"));
    for (String opener : new String[] {"81", "a100", "d8ff"}) {
      Bytes bomb = Bytes.fromHex(opener.repeat(30_000) + "00");
      assertMalformed(bomb).hasMessageEndingWith("nested deeper than " + CborDecoder.MAX_DEPTH);
    }
    assertMalformed(Bytes.fromHex("81" + open + "00"));
  }

  /** 2^14 labels of one hash code; comparing each with each would take minutes of a verifier. */
  @Test
  void decode_labelsOfOneHashCode_areAllRead() throws Exception {
    int count = 1 << 14;
    StringBuilder hex = new StringBuilder("b9%04x".formatted(count));
    for (int i = 0; i < count; i++) {
      StringBuilder label = new StringBuilder();
      for (int bit = 0; bit < 14; bit++) {
        label.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      hex.append("781c").append(Bytes.utf8(label.toString()).hex()).append("00");
    }
    Cbor decoded = CborDecoder.decode(Bytes.fromHex(hex.toString()));
    assertThat(((Cbor.Map) decoded).entries()).hasSize(count);
  }

  @Test
  void text_unpairedSurrogate_hasNoEncoding() {
    for (String text : new String[] {"\uD800", "\uDC00x", "a\uD83D", "\uDE00\uD83D"}) {
      assertThatThrownBy(() -> Cbor.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(CborEncoder.encode(Cbor.of("\uD83D\uDE00")).hex()).isEqualTo("64f09f9880");
  }

  @Test
  void tag_negative_hasNoEncoding() {
    assertThatThrownBy(() -> new Cbor.Tag(-1, Cbor.of(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertMalformed(Bytes bytes) {
    return assertThatThrownBy(() -> CborDecoder.decode(bytes))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.code()).isEqualTo(VerificationException.Code.MALFORMED));
  }
}
