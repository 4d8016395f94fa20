package dev.comity.core.cbor;

import dev.comity.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the one encoding that {@link CborDecoder} accepts of an item; map entries keep the order
 * given.
 */
public final class CborEncoder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private CborEncoder() {}

  public static Bytes encode(Cbor item) {
    CborEncoder encoder = new CborEncoder();
    encoder.write(item);
    return Bytes.of(encoder.out.toByteArray());
  }

  private void write(Cbor item) {
    switch (item) {
      case Cbor.Int number when number.value() >= 0 -> head(0, number.value());
      case Cbor.Int number -> head(1, -1 - number.value());
      case Cbor.Octets octets -> {
        head(2, octets.bytes().size());
        octets.bytes().feed(out);
      }
      case Cbor.Text text -> {
        byte[] utf8 = text.text().getBytes(StandardCharsets.UTF_8);
        head(3, utf8.length);
        out.writeBytes(utf8);
      }
      case Cbor.Array array -> {
        head(4, array.items().size());
        array.items().forEach(this::write);
      }
      case Cbor.Map map -> {
        head(5, map.entries().size());
        for (Cbor.Entry entry : map.entries()) {
          write(entry.label());
          write(entry.value());
        }
      }
      case Cbor.Tag tag -> {
        head(6, tag.number());
        write(tag.content());
      }
      case Cbor.Simple simple -> out.write(simpleByte(simple));
    }
  }

  private static int simpleByte(Cbor.Simple simple) {
    return switch (simple) {
      case FALSE -> 0xf4;
      case TRUE -> 0xf5;
      case NULL -> 0xf6;
    };
  }

  /** The initial byte and the shortest argument (RFC 8949 section 4.2.1). */
  private void head(int majorType, long argument) {
    int type = majorType << 5;
    if (argument < 24) {
      out.write(type | (int) argument);
    } else if (argument < 0x100) {
      out.write(type | 24);
      bigEndian(argument, 1);
    } else if (argument < 0x10000) {
      out.write(type | 25);
      bigEndian(argument, 2);
    } else if (argument < 0x1_0000_0000L) {
      out.write(type | 26);
      bigEndian(argument, 4);
    } else {
      out.write(type | 27);
      bigEndian(argument, 8);
    }
  }

  private void bigEndian(long argument, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      out.write((int) (argument >>> shift));
    }
  }
}
