package dev.comity.log;

import dev.comity.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All partial tiles of the tree of {@code size}, as they lie in one slot: path → place in the
 * record's payload.
 *
 * <p>Payload: tree size (8 bytes), then for each tile its path (2 bytes length, ASCII) and content
 * (4 bytes length).
 *
 * @param slot the slot's number; -1 while in none
 */
record Edge(int slot, long size, Map<TilePath, Range> ranges) {
  static final Edge NONE = new Edge(-1, 0, Map.of());

  /** Eight levels of hashes above one bundle, with room for the paths. */
  static final int MAX_SIZE = EntryBundle.MAX_SIZE + 9 * (TilePath.FULL * 32 + 128);

  record Range(int offset, int length) {}

  /** The payload for {@code tiles}. */
  static Bytes encode(long size, Map<TilePath, Bytes> tiles) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(8).putLong(size).array());
    tiles.forEach(
        (path, content) -> {
          byte[] name = path.text().getBytes(StandardCharsets.US_ASCII);
          out.writeBytes(ByteBuffer.allocate(2).putShort((short) name.length).array());
          out.writeBytes(name);
          out.writeBytes(ByteBuffer.allocate(4).putInt(content.size()).array());
          out.writeBytes(content.toArray());
        });
    return Bytes.of(out.toByteArray());
  }

  /** Empty when {@code payload} is not what {@link #encode} makes. */
  static Optional<Edge> decode(int slot, Bytes payload) {
    Map<TilePath, Range> ranges = new LinkedHashMap<>();
    ByteBuffer in = payload.toBuffer();
    try {
      long size = in.getLong();
      while (in.hasRemaining()) {
        byte[] name = new byte[in.getShort() & 0xffff];
        in.get(name);
        int length = in.getInt();
        Optional<TilePath> path = TilePath.parse(new String(name, StandardCharsets.US_ASCII));
        if (path.isEmpty() || length < 0 || length > in.remaining()) {
          return Optional.empty();
        }
        if (ranges.put(path.get(), new Range(in.position(), length)) != null) {
          return Optional.empty();
        }
        in.position(in.position() + length);
      }
      return Optional.of(new Edge(slot, size, ranges));
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /** The tile read back from the slot's file; empty if it is not in this edge. */
  Optional<Bytes> read(TilePath path, Slots slots) throws IOException {
    Range range = ranges.get(path);
    return range == null
        ? Optional.empty()
        : Optional.of(slots.range(slot, range.offset(), range.length()));
  }
}
