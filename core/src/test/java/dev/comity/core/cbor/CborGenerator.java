package dev.comity.core.cbor;

import dev.comity.core.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Items of the whole subset, small ones more often. */
public final class CborGenerator {
  private static final List<Cbor.Simple> SIMPLE = List.of(Cbor.Simple.values());

  private final Random random;

  public CborGenerator(Random random) {
    this.random = random;
  }

  /** An item that nests at most {@code depth} deep. */
  public Cbor item(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0, 1 -> new Cbor.Int(number());
      case 2 -> new Cbor.Octets(octets());
      case 3 -> new Cbor.Text(text());
      case 4 -> SIMPLE.get(random.nextInt(SIMPLE.size()));
      case 5 -> array(depth);
      case 6 -> map(depth);
      default -> new Cbor.Tag(number() & Long.MAX_VALUE, item(depth - 1));
    };
  }

  /** Every width is equally likely. */
  private long number() {
    return random.nextLong() >> random.nextInt(64);
  }

  private Bytes octets() {
    byte[] octets = new byte[random.nextInt(random.nextInt(10) == 0 ? 400 : 30)];
    random.nextBytes(octets);
    return Bytes.of(octets);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1) >> random.nextInt(17);
      boolean surrogate = codePoint >= 0xd800 && codePoint < 0xe000;
      text.appendCodePoint(surrogate ? 'x' : codePoint);
    }
    return text.toString();
  }

  private Cbor array(int depth) {
    List<Cbor> items = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      items.add(item(depth - 1));
    }
    return new Cbor.Array(items);
  }

  private Cbor map(int depth) {
    Map<Cbor, Cbor> entries = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      Cbor label = random.nextBoolean() ? new Cbor.Int(number()) : new Cbor.Text(text());
      entries.put(label, item(depth - 1));
    }
    return new Cbor.Map(
        entries.entrySet().stream().map(e -> new Cbor.Entry(e.getKey(), e.getValue())).toList());
  }
}
