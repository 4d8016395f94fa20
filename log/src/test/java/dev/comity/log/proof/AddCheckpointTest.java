package dev.comity.log.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddCheckpointTest {
  private static final String NOTE =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
      """;

  private static final String HASH = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";

  /** From C2SP tlog-witness. */
  private static final String EXAMPLE =
      "old 20852014\n"
          + HASH
          + "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
          + "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
          + "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n"
          + NOTE;

  @Test
  void parse_ofTheSpecificationsExample_roundTrips() throws Exception {
    AddCheckpoint request = AddCheckpoint.parse(Bytes.utf8(EXAMPLE));
    assertThat(request.oldSize()).isEqualTo(20_852_014);
    assertThat(request.path()).hasSize(4);
    assertThat(request.checkpoint().checkpoint().size()).isEqualTo(20_852_163);
    assertThat(request.encode().utf8()).isEqualTo(EXAMPLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "old 0\n",
        "old 0\n" + NOTE,
        "old\n\n" + NOTE,
        "old \n\n" + NOTE,
        "old  0\n\n" + NOTE,
        "old 00\n\n" + NOTE,
        "old -0\n\n" + NOTE,
        "old 0 \n\n" + NOTE,
        "Old 0\n\n" + NOTE,
        "old 0\r\n\n" + NOTE,
        "old 9223372036854775808\n\n" + NOTE,
        "\nold 0\n\n" + NOTE,
        "old 0\n\n\n" + NOTE,
        "old 0\n" + HASH + "x\n\n" + NOTE,
        "old 0\n" + HASH + "PlRN\n\n" + NOTE,
        "old 0\nold 0\n\n" + NOTE,
        "old 0\n\n" + NOTE + "x"
      })
  void parse_ofABadRequest_isMalformed(String body) {
    assertThatThrownBy(() -> AddCheckpoint.parse(Bytes.utf8(body)))
        .isInstanceOfSatisfying(
            VerificationException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED));
  }

  @Test
  void parse_of63Hashes_isTheMost() throws Exception {
    assertThat(AddCheckpoint.parse(Bytes.utf8("old 1\n" + HASH.repeat(63) + "\n" + NOTE)).path())
        .hasSize(63);
    for (int count : new int[] {64, 65, 66, 10_000}) {
      Bytes body = Bytes.utf8("old 1\n" + HASH.repeat(count) + "\n" + NOTE);
      assertThatThrownBy(() -> AddCheckpoint.parse(body)).hasMessageContaining("at most 63 hashes");
    }
    assertThatThrownBy(() -> AddCheckpoint.parse(Bytes.of(new byte[AddCheckpoint.MAX_SIZE + 1])))
        .hasMessageContaining("more than 1004096 bytes");
    assertThatThrownBy(() -> AddCheckpoint.parse(Bytes.fromHex("ff0a0a")))
        .hasMessageContaining("UTF-8");
  }

  @Test
  void parse_ofRandomMutations_throwsOrRoundTrips() {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      byte[] octets = Bytes.utf8(EXAMPLE).toArray();
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      Bytes mutated = Bytes.of(octets);
      try {
        assertThat(AddCheckpoint.parse(mutated).encode())
            .as("seed %d, round %d", seed, i)
            .isEqualTo(mutated);
      } catch (VerificationException e) {
        assertThat(e.detail()).isNotBlank();
      }
    }
  }
}
