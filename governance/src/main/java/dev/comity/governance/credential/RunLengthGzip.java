package dev.comity.governance.credential;

import dev.comity.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;

/**
 * GZIP (RFC 1952) of long runs of equal bytes, as status lists are, with the same result on every
 * machine: deflaters differ between platforms, and their output is a signed text here. One block of
 * fixed Huffman codes (RFC 1951, section 3.2.6); the only matches are at distance 1.
 */
final class RunLengthGzip {
  private static final int LONGEST = 258;

  /** The longest length that has a symbol of its own without extra bits, but for the longest. */
  private static final int LONGEST_PLAIN = 10;

  private static final int SHORTEST = 3;
  private static final int END_OF_BLOCK = 256;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int bits;
  private int bitCount;

  private RunLengthGzip() {}

  static Bytes compress(Bytes plain) {
    byte[] octets = plain.toArray();
    RunLengthGzip gzip = new RunLengthGzip();
    // No name, no time, no operating system.
    gzip.out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
    gzip.deflate(octets);
    CRC32 crc = new CRC32();
    crc.update(octets);
    gzip.littleEndian((int) crc.getValue());
    gzip.littleEndian(octets.length);
    return Bytes.of(gzip.out.toByteArray());
  }

  private void deflate(byte[] octets) {
    // The last block, with fixed codes.
    put(1, 1);
    put(1, 2);
    for (int at = 0; at < octets.length; ) {
      int end = at + 1;
      while (end < octets.length && octets[end] == octets[at]) {
        end++;
      }
      run(octets[at] & 0xff, end - at);
      at = end;
    }
    symbol(END_OF_BLOCK);
    if (bitCount > 0) {
      put(0, 8 - bitCount);
    }
  }

  private void run(int octet, int length) {
    symbol(octet);
    int left = length - 1;
    while (left >= SHORTEST) {
      int match = left >= LONGEST ? LONGEST : Math.min(left, LONGEST_PLAIN);
      symbol(match == LONGEST ? 285 : 257 + match - SHORTEST);
      // Distance 1 is code 0.
      put(0, 5);
      left -= match;
    }
    for (; left > 0; left--) {
      symbol(octet);
    }
  }

  private void symbol(int symbol) {
    if (symbol < 144) {
      code(0x30 + symbol, 8);
    } else if (symbol < 256) {
      code(0x190 + symbol - 144, 9);
    } else if (symbol < 280) {
      code(symbol - 256, 7);
    } else {
      code(0xc0 + symbol - 280, 8);
    }
  }

  /** Huffman codes go most significant bit first. */
  private void code(int code, int length) {
    for (int i = length - 1; i >= 0; i--) {
      put(code >>> i & 1, 1);
    }
  }

  /** Everything else goes least significant bit first. */
  private void put(int value, int length) {
    bits |= value << bitCount;
    bitCount += length;
    while (bitCount >= 8) {
      out.write(bits);
      bits >>>= 8;
      bitCount -= 8;
    }
  }

  private void littleEndian(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }
}
