package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Up to 256 consecutive entries, each behind its length as two bytes, big-endian (C2SP tlog-tiles).
 */
final class EntryBundle {
  static final int MAX_ENTRY_SIZE = 65_535;
  static final int MAX_SIZE = TilePath.FULL * (2 + MAX_ENTRY_SIZE);

  private final Bytes bytes;
  private int position;

  /** Reads from the beginning of {@code bytes}. */
  EntryBundle(Bytes bytes) {
    this.bytes = bytes;
  }

  static void write(Bytes entry, ByteArrayOutputStream out) {
    out.write(entry.size() >>> 8);
    out.write(entry.size());
    out.writeBytes(entry.toArray());
  }

  /** The first {@code count} entries; throws {@code MALFORMED} when there are fewer. */
  static List<Bytes> parse(Bytes bytes, int count) throws VerificationException {
    EntryBundle bundle = new EntryBundle(bytes);
    List<Bytes> entries = new ArrayList<>(count);
    while (entries.size() < count) {
      entries.add(bundle.next());
    }
    return entries;
  }

  /** Throws {@code MALFORMED} when the bundle ends within the entry. */
  Bytes next() throws VerificationException {
    if (position + 2 > bytes.size()) {
      throw VerificationException.malformed("the bundle ends before the length of an entry");
    }
    int length = (bytes.at(position) & 0xff) << 8 | (bytes.at(position + 1) & 0xff);
    int start = position + 2;
    if (start + length > bytes.size()) {
      throw VerificationException.malformed(
          "the bundle ends within an entry of " + length + " bytes");
    }
    position = start + length;
    return bytes.slice(start, position);
  }

  int position() {
    return position;
  }

  int remaining() {
    return bytes.size() - position;
  }
}
