package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import java.util.Arrays;
import java.util.List;

/**
 * A tree head (C2SP tlog-checkpoint): the lines origin, decimal size and base64 root, then
 * extension lines, which are kept but mean nothing here.
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
  /** Throws {@link IllegalArgumentException} for what the text form cannot carry. */
  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (!NoteKey.isName(origin)) {
      throw new IllegalArgumentException(
          "the origin must be a key name: not empty, without spaces, plus or control characters");
    }
    if (size < 0) {
      throw new IllegalArgumentException("a tree has no negative size");
    }
    if (size == 0 && !root.equals(MerkleTree.EMPTY_ROOT)) {
      throw new IllegalArgumentException("size 0 has the root of the empty tree");
    }
    if (extensions.stream().anyMatch(line -> line.isEmpty() || line.contains("\n"))) {
      throw new IllegalArgumentException("an extension line is empty or has a line feed");
    }
  }

  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  /** The note text, which ends in LF. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n');
    text.append(root.bytes().base64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /** Throws {@code MALFORMED} unless {@code text} is exactly what {@link #text} writes. */
  public static Checkpoint parse(String text) throws VerificationException {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
      throw malformed("expected the lines origin, size and root, each with its LF");
    }
    try {
      List<String> extensions = Arrays.asList(lines).subList(3, lines.length - 1);
      return new Checkpoint(lines[0], decimal(lines[1], "size"), root(lines[2]), extensions);
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  /** Throws {@link IllegalArgumentException} unless {@code digits} are how 0 to 2^63 - 1 looks. */
  static long decimal(String digits, String what) {
    if (!digits.matches("0|[1-9][0-9]{0,18}")) {
      throw new IllegalArgumentException("expected a decimal " + what + " without leading zeros");
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a " + what + " below 2^63", e);
    }
  }

  private static Hash root(String base64) {
    Bytes root = Bytes.fromBase64(base64);
    if (root.size() != Hash.SIZE) {
      throw new IllegalArgumentException("expected a root of 32 bytes, found " + root.size());
    }
    return new Hash(root);
  }

  private static VerificationException malformed(String why) {
    return VerificationException.malformed("checkpoint: " + why);
  }
}
