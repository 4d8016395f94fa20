package dev.comity.core.cbor;

import dev.comity.core.Bytes;
import dev.comity.core.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A CBOR data item of the subset that COSE needs: no floats, no undefined, integers within a {@code
 * long}. Labels print in diagnostic notation (RFC 8949 section 8), as error messages show them.
 */
public sealed interface Cbor {
  /** Major types 0 and 1. */
  record Int(long value) implements Cbor {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /** Major type 2. */
  record Octets(Bytes bytes) implements Cbor {}

  /** Major type 3; no unpaired surrogates, since they have no UTF-8. */
  record Text(String text) implements Cbor {
    public Text {
      if (!Utf8.encodes(text)) {
        throw new IllegalArgumentException("text with an unpaired surrogate has no UTF-8");
      }
    }

    @Override
    public String toString() {
      return Utf8.quoted(text);
    }
  }

  /** Major type 4. */
  record Array(List<Cbor> items) implements Cbor {
    public Array {
      items = List.copyOf(items);
    }
  }

  /** Major type 5; entries keep their order. The decoder admits no duplicate labels. */
  record Map(List<Entry> entries) implements Cbor {
    public static final Map EMPTY = new Map(List.of());

    public Map {
      entries = List.copyOf(entries);
    }

    /** The value at an integer label. */
    public Optional<Cbor> get(long label) {
      return get(new Int(label));
    }

    public Optional<Cbor> get(Cbor label) {
      for (Entry entry : entries) {
        if (entry.label().equals(label)) {
          return Optional.of(entry.value());
        }
      }
      return Optional.empty();
    }

    /** A copy with one more entry at the end. */
    public Map with(long label, Cbor value) {
      List<Entry> more = new ArrayList<>(entries);
      more.add(new Entry(new Int(label), value));
      return new Map(more);
    }
  }

  /** One label and its value. */
  record Entry(Cbor label, Cbor value) {}

  /** Major type 6; tag numbers start at 0. */
  record Tag(long number, Cbor content) implements Cbor {
    public Tag {
      if (number < 0) {
        throw new IllegalArgumentException("tag " + number + " is negative");
      }
    }
  }

  /** Major type 7, the three simple values in use. */
  enum Simple implements Cbor {
    FALSE,
    TRUE,
    NULL
  }

  static Cbor of(long value) {
    return new Int(value);
  }

  static Cbor of(String text) {
    return new Text(text);
  }

  static Cbor of(Bytes bytes) {
    return new Octets(bytes);
  }

  static Array array(Cbor... items) {
    return new Array(List.of(items));
  }
}
