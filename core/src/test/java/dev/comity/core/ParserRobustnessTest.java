package dev.comity.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborDecoder;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever arrives, a parser returns a value or throws {@link VerificationException}. */
class ParserRobustnessTest {
  private static final long SEED = 20_261_123;
  private static final int ROUNDS = 50_000;

  /** A parser under test. */
  private interface Parser {
    Object parse(Bytes input) throws VerificationException;
  }

  private static final List<Bytes> CBOR =
      List.of(
          Vectors.hex(Vectors.read("cose/ecdsa-examples/ecdsa-sig-02.json"), "output", "cbor"),
          Vectors.hex(Vectors.read("cose/ecdsa-examples/ecdsa-01.json"), "output", "cbor"),
          SampleStatements.eddsa().entry());

  private static final List<Bytes> JSON =
      List.of(
          Bytes.utf8(Vectors.read("cose/sign1-tests/sign-pass-01.json").compact()),
          Bytes.utf8(
              "[1e9,-0.5,{\"a\":[true,false,null]},\"\\u00e9\\ud83d\\ude00 é\uD83D\uDE00\"]"));

  @Test
  void cbor_anyBytes_returnsOrRefuses() {
    hammer(CborDecoder::decode, CBOR);
  }

  @Test
  void statement_anyBytes_returnsOrRefuses() {
    hammer(SignedStatement::decode, CBOR);
  }

  @Test
  void json_anyBytes_returnsOrRefusesAndIsStable() {
    hammer(
        bytes -> {
          Json value = JsonParser.parse(bytes);
          if (!JsonParser.parse(Bytes.utf8(value.canonical())).equals(value)) {
            throw new AssertionError("changed by its canonical form: " + value.canonical());
          }
          return value;
        },
        JSON);
  }

  private static void hammer(Parser parser, List<Bytes> samples) {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      Bytes input =
          round % 4 == 0 ? noise(random) : mutated(samples.get(round % samples.size()), random);
      try {
        parser.parse(input);
      } catch (VerificationException e) {
        if (e.detail().isBlank() || e.detail().chars().anyMatch(Character::isISOControl)) {
          throw new AssertionError("not one line: " + e.detail(), e);
        }
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError("seed " + SEED + ", round " + round + ": " + input, e);
      }
    }
  }

  private static Bytes noise(Random random) {
    byte[] octets = new byte[random.nextInt(64)];
    random.nextBytes(octets);
    return Bytes.of(octets);
  }

  /** Overwrites, drops or repeats a few stretches. */
  private static Bytes mutated(Bytes sample, Random random) {
    Bytes mutated = sample;
    for (int changes = 1 + random.nextInt(4); changes > 0 && mutated.size() > 0; changes--) {
      int start = random.nextInt(mutated.size());
      int end = Math.min(mutated.size(), start + 1 + random.nextInt(8));
      Bytes before = mutated.slice(0, start);
      Bytes after = mutated.slice(end, mutated.size());
      mutated =
          switch (random.nextInt(4)) {
            case 0 -> before.concat(after);
            case 1 -> mutated.slice(0, end).concat(mutated.slice(start, mutated.size()));
            case 2 -> before.concat(Bytes.of((byte) random.nextInt(256))).concat(after);
            default -> before;
          };
    }
    return mutated;
  }

  /** Keeps the samples honest: all of them are valid before they are mutated. */
  @Test
  void samples_areValid() throws Exception {
    for (Bytes sample : CBOR) {
      assertThat(CborDecoder.decode(sample)).isInstanceOf(Cbor.Tag.class);
    }
    for (Bytes sample : JSON) {
      assertThat(JsonParser.parse(sample)).isNotNull();
    }
    assertThat(SignedStatement.decode(CBOR.getLast())).isEqualTo(SampleStatements.eddsa());
  }
}
