package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The layout that tlog-proof files and add-checkpoint requests share: lines, among them hashes, a
 * blank line, a checkpoint. {@code what} names the format in errors.
 */
record ProofText(String what, List<String> lines, SignedCheckpoint checkpoint) {
  /** No proof in a tree of fewer than 2^63 leaves is longer (C2SP tlog-witness). */
  static final int MAX_HASHES = 63;

  /** Lines before the hashes, at most; what they hold is bounded by the size of the whole. */
  private static final int MAX_LINES = 3 + MAX_HASHES;

  ProofText {
    lines = List.copyOf(lines);
  }

  /** Throws {@code MALFORMED} or {@code TOO_LARGE}. */
  static ProofText parse(String what, Bytes octets, int maxSize) throws VerificationException {
    if (octets.size() > maxSize) {
      throw new VerificationException(Code.TOO_LARGE, what + ": more than " + maxSize + " bytes");
    }
    String all = utf8(what, octets);
    int end = all.indexOf("\n\n");
    if (end < 0) {
      throw malformed(what, "expected a blank line and a checkpoint after the proof");
    }
    String[] lines = all.substring(0, end).split("\n", MAX_LINES + 1);
    if (lines.length > MAX_LINES) {
      throw malformed(what, "expected at most " + MAX_HASHES + " hashes");
    }
    SignedCheckpoint checkpoint = SignedCheckpoint.parse(Bytes.utf8(all.substring(end + 2)));
    return new ProofText(what, Arrays.asList(lines), checkpoint);
  }

  private static String utf8(String what, Bytes octets) throws VerificationException {
    try {
      return Utf8.decode(octets);
    } catch (CharacterCodingException e) {
      throw malformed(what, "not UTF-8");
    }
  }

  /** The rest of line {@code at} behind {@code keyword} and a space. */
  String value(int at, String keyword) throws VerificationException {
    if (at < lines.size() && lines.get(at).startsWith(keyword + " ")) {
      return lines.get(at).substring(keyword.length() + 1);
    }
    throw malformed("line " + (at + 1) + ": expected \"" + keyword + " …\"");
  }

  long number(int at, String keyword) throws VerificationException {
    try {
      return Checkpoint.decimal(value(at, keyword), keyword);
    } catch (IllegalArgumentException e) {
      throw malformed("line " + (at + 1) + ": " + e.getMessage());
    }
  }

  /** The hashes that the lines from {@code first} on hold. */
  List<Hash> hashes(int first) throws VerificationException {
    if (lines.size() - first > MAX_HASHES) {
      throw malformed("expected at most " + MAX_HASHES + " hashes");
    }
    List<Hash> hashes = new ArrayList<>();
    for (int i = first; i < lines.size(); i++) {
      try {
        hashes.add(new Hash(Bytes.fromBase64(lines.get(i))));
      } catch (IllegalArgumentException e) {
        throw malformed("line " + (i + 1) + ": expected 32 bytes in base64");
      }
    }
    return hashes;
  }

  static void write(StringBuilder text, List<Hash> hashes, SignedCheckpoint checkpoint) {
    hashes.forEach(hash -> text.append(hash.bytes().base64()).append('\n'));
    text.append('\n').append(checkpoint.encode().utf8());
  }

  VerificationException malformed(String why) {
    return malformed(what, why);
  }

  private static VerificationException malformed(String what, String why) {
    return VerificationException.malformed(what + ": " + why);
  }
}
