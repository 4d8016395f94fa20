package dev.comity.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void of_arrayChangedLater_isUnaffected() {
    byte[] octets = {1, 2};
    Bytes bytes = Bytes.of(octets);
    octets[0] = 9;
    bytes.toArray()[1] = 9;
    assertThat(bytes.hex()).isEqualTo("0102");
    assertThat(bytes.toBuffer().isReadOnly()).isTrue();
  }

  @Test
  void compareTo_highBytes_isUnsigned() {
    assertThat(Bytes.fromHex("7f")).isLessThan(Bytes.fromHex("80"));
    assertThat(Bytes.fromHex("ff")).isLessThan(Bytes.fromHex("ff00"));
  }

  /** One byte string has one spelling: padding, other alphabets and stray bits are refused. */
  @Test
  void fromBase64_otherSpellings_areRefused() {
    assertThat(Bytes.fromBase64Url("-_8").hex()).isEqualTo("fbff");
    for (String bad : List.of("-_8=", "+/8", "-_9", "-_8\n", " -_8", "-", "é")) {
      assertThatThrownBy(() -> Bytes.fromBase64Url(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Bytes.fromBase64("+/8=").hex()).isEqualTo("fbff");
    for (String bad : List.of("+/8", "-_8=", "+/9=", "+/8=\n", "+/8==", "=")) {
      assertThatThrownBy(() -> Bytes.fromBase64(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void hash_knownAnswer_isSha256AndHasNoOtherSize() {
    assertThat(Hash.of(Bytes.utf8("a"), Bytes.utf8("bc")))
        .isEqualTo(Hash.of("abc".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    for (String bad : List.of("", "00".repeat(31), "00".repeat(33))) {
      assertThatThrownBy(() -> Hash.fromHex(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void measurement_impossibleNumbers_areRefused() {
    BigDecimal one = BigDecimal.ONE;
    BigDecimal zero = BigDecimal.ZERO;
    assertThat(new Measurement(one, zero, one, one, 0).n()).isZero();
    assertThatThrownBy(() -> new Measurement(one, one, zero, one, 1))
        .hasMessage("lower 1 is above upper 0");
    assertThatThrownBy(() -> new Measurement(one, zero, one, zero, 1))
        .hasMessage("level 0 is not in (0, 1]");
    assertThatThrownBy(() -> new Measurement(one, zero, one, new BigDecimal("1.1"), 1))
        .hasMessage("level 1.1 is not in (0, 1]");
    assertThatThrownBy(() -> new Measurement(one, zero, one, one, -1))
        .hasMessage("n -1 is negative");
  }
}
