package dev.comity.log;

import dev.comity.core.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Values in two files that are overwritten in turn, in place: one sync of data and no change of
 * names a write. A crash tears at most the file being written, which its checksum shows; the other
 * one is whole.
 *
 * <p>Record: 8 bytes magic, sequence number (8), payload size (4), payload, CRC-32C of all before
 * it (4); what an earlier, longer record left behind it is not looked at.
 */
final class Slots {
  static final int HEADER = 20;

  private static final long MAGIC = 0x436f6d6974793031L;
  private static final int CHECKSUM = 4;

  private final Disk disk;
  private final List<Path> files;
  private final int maxPayload;

  Slots(Disk disk, Path base, int maxPayload) {
    this.disk = disk;
    this.files = names(base);
    this.maxPayload = maxPayload;
  }

  /** The two files of the pair called {@code base}. */
  static List<Path> names(Path base) {
    String name = String.valueOf(base.getFileName());
    return List.of(base.resolveSibling(name + ".0"), base.resolveSibling(name + ".1"));
  }

  /** One whole record. */
  record Slot(int number, long sequence, Bytes payload) {}

  /** The whole records, the later one first; a torn or missing one is not there. */
  List<Slot> read() throws IOException {
    List<Slot> slots = new ArrayList<>();
    for (int number = 0; number < files.size(); number++) {
      try {
        Bytes file = disk.read(files.get(number), HEADER + maxPayload + CHECKSUM);
        parse(number, file.toBuffer(), slots);
      } catch (NoSuchFileException e) {
        // Not written yet.
      }
    }
    slots.sort(Comparator.comparingLong(Slot::sequence).reversed());
    return slots;
  }

  private void parse(int number, ByteBuffer file, List<Slot> slots) {
    if (file.remaining() < HEADER + CHECKSUM || file.getLong() != MAGIC) {
      return;
    }
    long sequence = file.getLong();
    int size = file.getInt();
    if (size < 0 || size > file.remaining() - CHECKSUM) {
      return;
    }
    byte[] payload = new byte[size];
    file.get(payload);
    int end = file.position();
    if (file.getInt() == checksum(file.duplicate().position(0).limit(end))) {
      slots.add(new Slot(number, sequence, Bytes.of(payload)));
    }
  }

  /** Durable when it returns; the record that was in slot {@code number} is gone. */
  void write(int number, long sequence, Bytes payload) throws IOException {
    if (payload.size() > maxPayload) {
      throw new IllegalArgumentException("more than " + maxPayload + " bytes");
    }
    ByteBuffer record = ByteBuffer.allocate(HEADER + payload.size() + CHECKSUM);
    record.putLong(MAGIC).putLong(sequence).putInt(payload.size()).put(payload.toBuffer());
    record.putInt(checksum(record.duplicate().flip()));
    disk.overwrite(files.get(number), Bytes.of(record.array()));
  }

  /** Makes the latest record durable, if there is any; see {@link #rewrite}. */
  void rewriteLatest() throws IOException {
    List<Slot> slots = read();
    if (!slots.isEmpty()) {
      rewrite(slots.getFirst().number());
    }
  }

  /**
   * Makes the record in slot {@code number} durable as it is read: it may be in the page cache
   * only, and after a failed sync only writing it again brings it to the disk. If it was durable,
   * nothing can be torn, for the same bytes are written.
   */
  void rewrite(int number) throws IOException {
    for (Slot slot : read()) {
      if (slot.number() == number) {
        write(number, slot.sequence(), slot.payload());
      }
    }
  }

  /** {@code length} bytes of the payload in slot {@code number}, from the disk. */
  Bytes range(int number, int offset, int length) throws IOException {
    return disk.read(files.get(number), HEADER + offset, length);
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
