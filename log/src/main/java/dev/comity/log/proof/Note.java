package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A signed note (C2SP signed-note): a text that ends in LF, a blank line, signature lines. A parsed
 * note is only well-formed; {@link #requireSignature} judges its signatures.
 */
public record Note(String text, List<NoteSignature> signatures) {
  public static final int MAX_SIZE = 1_000_000;
  public static final int MAX_SIGNATURES = 100;

  /** Throws {@link IllegalArgumentException} for a text or a number that no note can have. */
  public Note {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new IllegalArgumentException("the text must end in LF and hold no other control");
    }
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException(
          "expected 1 to " + MAX_SIGNATURES + " signatures, found " + signatures.size());
    }
  }

  /** Throws {@code MALFORMED} or {@code TOO_LARGE}. */
  public static Note parse(Bytes note) throws VerificationException {
    if (note.size() > MAX_SIZE) {
      throw new VerificationException(Code.TOO_LARGE, "note: more than " + MAX_SIZE + " bytes");
    }
    String all = strictUtf8(note);
    int end = all.lastIndexOf("\n\n");
    if (end < 0 || !all.endsWith("\n") || end + 2 == all.length()) {
      throw malformed("expected a text, a blank line and signature lines that end in LF");
    }
    List<NoteSignature> signatures = signatureLines(all.substring(end + 2));
    try {
      return new Note(all.substring(0, end + 1), signatures);
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Signature lines without their note, as witnesses answer with them: at least one, each with its
   * LF. Throws {@code MALFORMED} or {@code TOO_LARGE}.
   */
  public static List<NoteSignature> parseSignatures(Bytes lines) throws VerificationException {
    if (lines.size() > MAX_SIZE) {
      throw new VerificationException(Code.TOO_LARGE, "note: more than " + MAX_SIZE + " bytes");
    }
    return signatureLines(strictUtf8(lines));
  }

  private static List<NoteSignature> signatureLines(String text) throws VerificationException {
    if (!text.endsWith("\n")) {
      throw malformed("expected signature lines that end in LF");
    }
    String[] lines = text.substring(0, text.length() - 1).split("\n", MAX_SIGNATURES + 1);
    if (lines.length > MAX_SIGNATURES) {
      throw new VerificationException(
          Code.TOO_LARGE, "note: more than " + MAX_SIGNATURES + " signatures");
    }
    try {
      List<NoteSignature> signatures = new ArrayList<>();
      for (String line : lines) {
        signatures.add(NoteSignature.parse(line));
      }
      return signatures;
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  /** The exact bytes; {@link #parse} gives an equal note back. */
  public Bytes encode() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return Bytes.utf8(note.toString());
  }

  /**
   * Ignores signatures of other keys. Throws {@code UNKNOWN_KEY} when none is of {@code key},
   * {@code BAD_SIGNATURE} when any that claims to be fails.
   */
  public void requireSignature(NoteKey key) throws VerificationException {
    boolean found = false;
    for (NoteSignature signature : signatures) {
      if (key.claims(signature)) {
        if (!key.verifies(text, signature)) {
          throw new VerificationException(
              Code.BAD_SIGNATURE, "note: the signature of " + key.name() + " does not verify");
        }
        found = true;
      }
    }
    if (!found) {
      throw new VerificationException(
          Code.UNKNOWN_KEY, "note: expected a signature of " + key.encode() + ", found none");
    }
  }

  private static String strictUtf8(Bytes note) throws VerificationException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(note.toBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw malformed("not UTF-8");
    }
  }

  private static VerificationException malformed(String why) {
    return VerificationException.malformed("note: " + why);
  }
}
