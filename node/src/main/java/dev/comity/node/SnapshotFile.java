package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.state.State;
import dev.comity.governance.state.StateJson;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A state in a file: frames of JSON, each behind its length in four bytes. The first is the {@link
 * Head}; the parts of the state ({@link StateJson}) follow in one zlib stream and end with an empty
 * frame.
 */
final class SnapshotFile {
  private static final String FORMAT = "comity-snapshot/1";

  /** The longest part is a request with all the evidence that its decision rested on. */
  private static final int MOST_BYTES = 64 << 20;

  private static final int BUFFER = 1 << 16;

  private SnapshotFile() {}

  /**
   * What a snapshot says about itself.
   *
   * @param reducer the version of the reducer that computed the state
   * @param size how many entries the state is after
   * @param root of the tree with these entries
   * @param digest of the state
   */
  record Head(long reducer, long size, Hash root, Hash digest) {
    private Json toJson() {
      return Json.object()
          .put("format", FORMAT)
          .put("reducer", reducer)
          .put("size", size)
          .put("root", root.hex())
          .put("state", digest.hex())
          .build();
    }

    private static Head parse(Json json) throws VerificationException {
      JsonFields fields = JsonFields.of(json, "");
      String format = fields.text("format");
      if (!format.equals(FORMAT)) {
        throw VerificationException.malformed("format: expected " + FORMAT);
      }
      try {
        Head head =
            new Head(
                fields.count("reducer"),
                fields.count("size"),
                Hash.fromHex(fields.text("root")),
                Hash.fromHex(fields.text("state")));
        fields.done();
        return head;
      } catch (IllegalArgumentException e) {
        throw VerificationException.malformed("root or state: expected 64 hex digits");
      }
    }
  }

  /**
   * Writes the file as a whole or not at all; durable when it returns. A crash may leave a file
   * {@code new} behind, which the next one replaces.
   */
  static void write(Path file, Head head, State state) throws IOException {
    Path temporary = file.resolveSibling("new");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE))) {
      // Not closed, since that would close the channel before its content is durable.
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      frame(new DataOutputStream(out), head.toJson());
      DeflaterOutputStream deflater = new DeflaterOutputStream(out);
      DataOutputStream parts = new DataOutputStream(new BufferedOutputStream(deflater, BUFFER));
      StateJson.write(state, part -> frame(parts, part));
      parts.writeInt(0);
      parts.flush();
      deflater.finish();
      out.flush();
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncDirectory(file);
  }

  private static void syncDirectory(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void frame(DataOutputStream out, Json json) throws IOException {
    byte[] utf8 = Bytes.utf8(json.compact()).toArray();
    if (utf8.length > MOST_BYTES) {
      throw new IOException("a part of the state has more than " + MOST_BYTES + " bytes");
    }
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  /** Throws {@link VerificationException} when it is no snapshot of this format. */
  static Head head(Path file) throws IOException, VerificationException {
    try (InputStream in = Files.newInputStream(file)) {
      return Head.parse(parse(new DataInputStream(in)));
    }
  }

  /** The state, which has the digest that the head names; throws {@code MISMATCH} else. */
  static State read(Path file) throws IOException, VerificationException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      Head head = Head.parse(parse(new DataInputStream(in)));
      DataInputStream parts =
          new DataInputStream(new BufferedInputStream(new InflaterInputStream(in), BUFFER));
      StateJson.Reader reader = new StateJson.Reader();
      for (int length = length(parts); length > 0; length = length(parts)) {
        reader.take(parse(parts, length));
      }
      if (parts.read() >= 0) {
        throw VerificationException.malformed("something follows the end");
      }
      State state = reader.done();
      if (state.size() != head.size() || !state.digest().equals(head.digest())) {
        throw new VerificationException(
            VerificationException.Code.MISMATCH, "the state is not the one that its head names");
      }
      return state;
    }
  }

  private static Json parse(DataInputStream in) throws IOException, VerificationException {
    return parse(in, length(in));
  }

  private static int length(DataInputStream in) throws IOException, VerificationException {
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw VerificationException.malformed("a frame of " + length + " bytes");
    }
    return length;
  }

  private static Json parse(DataInputStream in, int length)
      throws IOException, VerificationException {
    byte[] utf8 = in.readNBytes(length);
    if (utf8.length < length) {
      throw VerificationException.malformed("ends too early");
    }
    return JsonParser.parse(Bytes.of(utf8));
  }
}
