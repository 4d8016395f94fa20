package dev.comity.governance.credential;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.SortedSet;
import java.util.zip.GZIPInputStream;

/**
 * The bits of a status list: index 0 is the left-most (most significant) bit of the first byte.
 *
 * @param octets at least {@value #MIN_BITS} bits
 */
public record Bitstring(Bytes octets) {
  /** The least that hides one credential among others. */
  public static final int MIN_BITS = 131_072;

  /** The most that is read: 16 MiB, expanded. */
  public static final int MAX_BITS = 1 << 27;

  /** Throws {@link IllegalArgumentException} when it is too short or too long. */
  public Bitstring {
    if (octets.size() < MIN_BITS / 8 || octets.size() > MAX_BITS / 8) {
      throw new IllegalArgumentException("expected " + MIN_BITS + " to " + MAX_BITS + " bits");
    }
  }

  /**
   * The bits at {@code set} are 1. Grows in steps of {@value #MIN_BITS}, so that the length tells
   * little.
   */
  public static Bitstring of(SortedSet<Long> set) {
    long last = set.isEmpty() ? 0 : set.last();
    if (last >= MAX_BITS) {
      throw new IllegalArgumentException("a status list has at most " + MAX_BITS + " bits");
    }
    byte[] octets = new byte[Math.toIntExact((last / MIN_BITS + 1) * MIN_BITS / 8)];
    for (Iterator<Long> all = set.iterator(); all.hasNext(); ) {
      long index = all.next();
      octets[Math.toIntExact(index / 8)] |= (byte) (0x80 >>> (index % 8));
    }
    return new Bitstring(Bytes.of(octets));
  }

  public long size() {
    return 8L * octets.size();
  }

  /** Throws {@code MISMATCH} when the list ends before {@code index}. */
  public boolean at(long index) throws VerificationException {
    if (index < 0 || index >= size()) {
      throw new VerificationException(
          VerificationException.Code.MISMATCH,
          "the status list has " + size() + " entries, none at " + index);
    }
    return (octets.at(Math.toIntExact(index / 8)) & (0x80 >>> (index % 8))) != 0;
  }

  /** Multibase base64url of GZIP; equal bits have equal text on every machine. */
  public String encode() {
    return "u" + RunLengthGzip.compress(octets).base64Url();
  }

  /** Any GZIP; nothing beyond {@value #MAX_BITS} bits is ever expanded. */
  public static Bitstring decode(String encodedList, String path) throws VerificationException {
    if (!encodedList.startsWith("u")) {
      throw VerificationException.malformed(path + ": expected multibase base64url, u…");
    }
    try (GZIPInputStream in =
        new GZIPInputStream(
            new ByteArrayInputStream(Bytes.fromBase64Url(encodedList.substring(1)).toArray()))) {
      byte[] octets = in.readNBytes(MAX_BITS / 8 + 1);
      return new Bitstring(Bytes.of(octets));
    } catch (IOException e) {
      throw VerificationException.malformed(path + ": expected GZIP");
    } catch (IllegalArgumentException e) {
      throw VerificationException.malformed(
          path
              + ": expected unpadded base64url of GZIP of "
              + MIN_BITS
              + " to "
              + MAX_BITS
              + " bits");
    }
  }

  /** Without the bits. */
  @Override
  public String toString() {
    return "Bitstring[" + size() + "]";
  }
}
