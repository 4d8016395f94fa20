package dev.comity.governance.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BitstringTest {
  /** The example of Bitstring Status List 1.0, section 2.2: 131,072 zeros by another deflater. */
  private static final String OF_THE_SPECIFICATION =
      "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";

  /** Bits 0, 9 and 131,071; any GZIP expands it. */
  private static final String GOLDEN =
      "uH4sIAAAAAAAA_2twYBgFo2AUjIJRMApGwSgYBaNgFIyCUTAKRsEoGAWjYBSMglEwCkbBK"
          + "BgFo2AUjIJRMApGwSgYBaNgFIyCUTAKRsEoGAWjYBSMglEwCkbBKBgFo2AUjIJRMApGwSg"
          + "YBaNgFIyCUTAKRgECIAACIAACIAACIAACIAACIAAEMAIAqBK6HQBAAAA";

  private static Bytes expanded(Bytes gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.toArray()))) {
      return Bytes.of(in.readAllBytes());
    }
  }

  @Test
  void decode_ofTheSpecificationsExample_isTheLeastListOfZeros() throws VerificationException {
    assertThat(Bitstring.decode(OF_THE_SPECIFICATION, "x"))
        .isEqualTo(Bitstring.of(new TreeSet<>()));
  }

  @Test
  void encode_ofFewBits_isTheSameEverywhere() throws VerificationException {
    SortedSet<Long> set = new TreeSet<>(List.of(0L, 9L, 131_071L));
    Bitstring bits = Bitstring.of(set);
    assertThat(bits.octets().at(0)).isEqualTo((byte) 0x80);
    assertThat(bits.octets().at(1)).isEqualTo((byte) 0x40);
    assertThat(bits.octets().at(16_383)).isEqualTo((byte) 0x01);
    assertThat(bits.encode()).isEqualTo(GOLDEN);
    assertThat(Bitstring.decode(GOLDEN, "x")).isEqualTo(bits);
    for (long i = 0; i < bits.size(); i++) {
      assertThat(bits.at(i)).isEqualTo(set.contains(i));
    }
  }

  @Test
  void of_aLaterIndex_growsInWholeSteps() throws VerificationException {
    Bitstring bits = Bitstring.of(new TreeSet<>(List.of(131_072L)));
    assertThat(bits.size()).isEqualTo(262_144);
    assertThat(bits.at(131_072)).isTrue();
    assertThatThrownBy(() -> bits.at(262_144)).hasMessageContaining("none at 262144");
    assertThatThrownBy(() -> Bitstring.of(new TreeSet<>(List.of((long) Bitstring.MAX_BITS))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void compress_ofAnything_isGzipOfIt() throws IOException {
    Random random = new Random(20_261_122);
    for (int size = 0; size < 700; size++) {
      byte[] octets = new byte[size];
      for (int i = 0; i < size; ) {
        int run = Math.min(size - i, 1 + random.nextInt(random.nextInt(400) + 1));
        byte value = (byte) random.nextInt(256);
        for (int end = i + run; i < end; i++) {
          octets[i] = value;
        }
      }
      Bytes plain = Bytes.of(octets);
      assertThat(expanded(RunLengthGzip.compress(plain))).as("size %s", size).isEqualTo(plain);
    }
  }

  @Test
  void decode_ofHostileText_namesThePath() throws IOException {
    for (String text :
        List.of(
            "",
            "u",
            "zH4sI",
            OF_THE_SPECIFICATION + "=",
            OF_THE_SPECIFICATION.substring(0, 40),
            "u" + gzip(new byte[16_383]),
            "u" + gzip(new byte[(1 << 24) + 1]))) {
      assertThatThrownBy(() -> Bitstring.decode(text, "list.path"))
          .isInstanceOf(VerificationException.class)
          .hasMessageStartingWith("list.path: expected");
    }
  }

  private static String gzip(byte[] octets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(octets);
    }
    return Bytes.of(out.toByteArray()).base64Url();
  }
}
