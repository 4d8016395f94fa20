package dev.comity.core;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborDecoder;
import dev.comity.core.cbor.CborEncoder;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import org.junit.jupiter.api.Tag;

/**
 * Coverage-guided search, one parser at a time and on request: {@code bench/fuzz.sh}. Every build
 * runs {@link ParserRobustnessTest} instead.
 */
@Tag("fuzz")
class ParserFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void cbor(byte[] input) {
    Bytes bytes = Bytes.of(input);
    Cbor item;
    try {
      item = CborDecoder.decode(bytes);
    } catch (VerificationException e) {
      return;
    }
    if (!CborEncoder.encode(item).equals(bytes)) {
      throw new AssertionError("a second encoding");
    }
  }

  @FuzzTest(maxDuration = "1m")
  void json(byte[] input) throws VerificationException {
    Json value;
    try {
      value = JsonParser.parse(Bytes.of(input));
    } catch (VerificationException e) {
      return;
    }
    if (!JsonParser.parse(value.canonical()).equals(value)) {
      throw new AssertionError("changed by its canonical form");
    }
  }
}
