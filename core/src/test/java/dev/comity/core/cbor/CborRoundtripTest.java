package dev.comity.core.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the decoder accepts has no second encoding. */
class CborRoundtripTest {
  private static final long SEED = 20_261_121;

  @Test
  void decode_encodedItem_isTheItem() throws Exception {
    CborGenerator generator = new CborGenerator(new Random(SEED));
    for (int i = 0; i < 5_000; i++) {
      Cbor item = generator.item(5);
      assertThat(CborDecoder.decode(CborEncoder.encode(item))).as("item %s", i).isEqualTo(item);
    }
  }

  @Test
  void decode_mutatedBytes_isRefusedOrEncodesToTheSameBytes() {
    Random random = new Random(SEED);
    CborGenerator generator = new CborGenerator(random);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] octets = CborEncoder.encode(generator.item(4)).toArray();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      Bytes mutated = Bytes.of(octets);
      try {
        if (!CborEncoder.encode(CborDecoder.decode(mutated)).equals(mutated)) {
          throw new AssertionError("a second encoding: " + mutated);
        }
        accepted++;
      } catch (VerificationException e) {
        refused++;
      }
    }
    // Both outcomes are exercised, or the test shows nothing.
    assertThat(accepted).isGreaterThan(1_000);
    assertThat(refused).isGreaterThan(1_000);
  }
}
