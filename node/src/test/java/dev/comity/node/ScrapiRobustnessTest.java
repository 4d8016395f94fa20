package dev.comity.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.TransparentStatement;
import dev.comity.core.crypto.SigningKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is sent to SCRAPI, the node answers, never with 5xx, and goes on. */
class ScrapiRobustnessTest {
  private static final long SEED = 20_261_121;
  private static final int ROUNDS = 250;

  @TempDir static Path data;

  @Test
  void anyBytes_areAnsweredAndChangeNothing() throws Exception {
    try (ScittNode node = ScittNode.start(data.resolve("node"))) {
      SigningKey key = ScittNode.key();
      Bytes statement = ScittNode.party(key, "one", 1);
      Bytes transparent =
          new TransparentStatement(SignedStatement.decode(statement), List.of(statement)).encode();
      List<Bytes> samples = List.of(statement, transparent, Bytes.utf8("0respond-async,wait=1"));
      Random random = new Random(SEED);
      for (int round = 0; round < ROUNDS; round++) {
        Bytes sample = samples.get(random.nextInt(samples.size()));
        Bytes start = Bytes.of((byte) random.nextInt(256), (byte) random.nextInt(32));
        try {
          ScrapiInput.send(node, start.concat(mutated(sample, random)));
        } catch (AssertionError e) {
          throw new AssertionError("seed " + SEED + ", round " + round, e);
        }
      }
      assertThat(node.register("/entries", ScittNode.party(key, "one", 2)).statusCode())
          .isEqualTo(201);
    }
  }

  /** Overwrites or cuts a few places, so that no sample stays what it was. */
  private static Bytes mutated(Bytes sample, Random random) {
    byte[] octets = sample.toArray();
    for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
      octets[random.nextInt(octets.length)] ^= (byte) (1 + random.nextInt(255));
    }
    int length = random.nextInt(4) == 0 ? random.nextInt(octets.length) : octets.length;
    return Bytes.copy(octets, 0, length);
  }
}
