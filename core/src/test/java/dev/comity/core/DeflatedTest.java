package dev.comity.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DeflatedTest {
  @Test
  void inflate_whatWasDeflated_isTheSame() throws Exception {
    Random random = new Random(7);
    for (int size : new int[] {0, 1, 100, 65_535}) {
      byte[] octets = new byte[size];
      random.nextBytes(octets);
      Bytes plain = Bytes.of(octets);
      assertThat(Deflated.inflate(Deflated.deflate(plain), 65_535)).isEqualTo(plain);
    }
  }

  @Test
  void inflate_bomb_isTooLarge() {
    Bytes bomb = Deflated.deflate(Bytes.of(new byte[50_000_000]));
    assertThatThrownBy(() -> Deflated.inflate(bomb, 65_535))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.code()).isEqualTo(VerificationException.Code.TOO_LARGE));
  }

  @Test
  void inflate_cutTrailingOrOther_isMalformed() {
    Bytes good = Deflated.deflate(Bytes.utf8("a rulebook, a rulebook, a rulebook"));
    for (Bytes bad :
        new Bytes[] {
          Bytes.EMPTY,
          good.slice(0, good.size() - 1),
          good.concat(Bytes.of((byte) 0)),
          Bytes.utf8("plain text")
        }) {
      assertThatThrownBy(() -> Deflated.inflate(bad, 1_000))
          .isInstanceOf(VerificationException.class);
    }
  }
}
