package dev.comity.core.cbor;

import dev.comity.core.Bytes;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads exactly one item and refuses everything that has a second encoding: indefinite lengths,
 * integers longer than needed, duplicate map labels, trailing bytes; also floats, other simple
 * values, integers beyond a {@code long}, invalid UTF-8 and nesting deeper than {@value
 * #MAX_DEPTH}. Never allocates more than the input can fill.
 */
public final class CborDecoder {
  static final int MAX_DEPTH = 16;

  private final Bytes input;
  private int position;

  private CborDecoder(Bytes input) {
    this.input = input;
  }

  /** Throws {@code MALFORMED}, naming the byte offset. */
  public static Cbor decode(Bytes input) throws VerificationException {
    CborDecoder decoder = new CborDecoder(input);
    Cbor item = decoder.item(0);
    if (decoder.position != input.size()) {
      throw decoder.malformed("expected the end, found " + decoder.remaining() + " more bytes");
    }
    return item;
  }

  private Cbor item(int depth) throws VerificationException {
    if (depth > MAX_DEPTH) {
      throw malformed("nested deeper than " + MAX_DEPTH);
    }
    int initial = nextByte();
    int majorType = initial >>> 5;
    if (majorType == 7) {
      return simple(initial);
    }
    long argument = argument(initial & 0x1f);
    return switch (majorType) {
      case 0 -> new Cbor.Int(argument);
      case 1 -> new Cbor.Int(-1 - argument);
      case 2 -> new Cbor.Octets(octets(argument));
      case 3 -> new Cbor.Text(text(argument));
      case 4 -> array(argument, depth);
      case 5 -> map(argument, depth);
      case 6 -> new Cbor.Tag(argument, item(depth + 1));
      default -> throw new IllegalStateException("three bits hold no " + majorType);
    };
  }

  private Cbor simple(int initial) throws VerificationException {
    return switch (initial) {
      case 0xf4 -> Cbor.Simple.FALSE;
      case 0xf5 -> Cbor.Simple.TRUE;
      case 0xf6 -> Cbor.Simple.NULL;
      default ->
          throw malformed(
              "expected false, true or null, found initial byte 0x" + Integer.toHexString(initial));
    };
  }

  private long argument(int information) throws VerificationException {
    if (information < 24) {
      return information;
    }
    if (information > 27) {
      throw malformed("indefinite or reserved length");
    }
    int size = 1 << (information - 24);
    long argument = 0;
    for (int i = 0; i < size; i++) {
      argument = (argument << 8) | nextByte();
    }
    long least = size == 1 ? 24 : 1L << (4 * size);
    if (argument < 0) {
      throw malformed("an integer beyond 63 bits");
    }
    if (argument < least) {
      throw malformed("an integer that is not in its shortest form");
    }
    return argument;
  }

  private Cbor array(long count, int depth) throws VerificationException {
    requireRoomFor(count);
    List<Cbor> items = new ArrayList<>((int) count);
    for (long i = 0; i < count; i++) {
      items.add(item(depth + 1));
    }
    return new Cbor.Array(items);
  }

  private Cbor map(long count, int depth) throws VerificationException {
    requireRoomFor(count);
    List<Cbor.Entry> entries = new ArrayList<>((int) count);
    Set<Comparable<?>> labels = new HashSet<>();
    for (long i = 0; i < count; i++) {
      Cbor label = item(depth + 1);
      if (!labels.add(comparable(label))) {
        throw malformed("duplicate map label " + label);
      }
      entries.add(new Cbor.Entry(label, item(depth + 1)));
    }
    return new Cbor.Map(entries);
  }

  /** Comparable, so that labels with colliding hashes cost a hostile sender's map no n² time. */
  private Comparable<?> comparable(Cbor label) throws VerificationException {
    if (label instanceof Cbor.Int number) {
      return number.value();
    }
    if (label instanceof Cbor.Text text) {
      return text.text();
    }
    throw malformed("expected an integer or text as map label");
  }

  private Bytes octets(long length) throws VerificationException {
    requireRoomFor(length);
    int start = position;
    position += (int) length;
    return input.slice(start, position);
  }

  private String text(long length) throws VerificationException {
    try {
      return Utf8.decode(octets(length));
    } catch (CharacterCodingException e) {
      throw malformed("text that is not UTF-8");
    }
  }

  /** An item has at least one byte, so a count beyond the remaining bytes is a lie. */
  private void requireRoomFor(long count) throws VerificationException {
    if (count > remaining()) {
      throw malformed("announces " + count + " items or bytes where " + remaining() + " are left");
    }
  }

  private int nextByte() throws VerificationException {
    if (position == input.size()) {
      throw malformed("ends too early");
    }
    return input.at(position++) & 0xff;
  }

  private int remaining() {
    return input.size() - position;
  }

  private VerificationException malformed(String what) {
    return VerificationException.malformed("CBOR at byte " + position + ": " + what);
  }
}
