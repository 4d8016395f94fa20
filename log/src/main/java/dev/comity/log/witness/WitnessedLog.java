package dev.comity.log.witness;

import dev.comity.core.Bytes;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.log.proof.NoteKey;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * A log that a witness is willing to cosign for.
 *
 * @param key its key, whose name is its origin
 * @param maxSize the largest tree that is cosigned
 */
public record WitnessedLog(NoteKey key, long maxSize) {
  public static final int MAX_FILE_SIZE = 1_048_576;
  private static final int MAX_LOGS = 10_000;

  /** A log of any size. */
  public WitnessedLog(NoteKey key) {
    this(key, Long.MAX_VALUE);
  }

  /**
   * Reads a list of logs: on each line a verifier key and, if wanted, {@code max} and the largest
   * size; lines that are empty or begin with {@code #} are skipped. Several keys may have one
   * origin. Throws {@code MALFORMED}, naming the line, or {@code TOO_LARGE}.
   */
  public static List<WitnessedLog> parse(Bytes file) throws VerificationException {
    if (file.size() > MAX_FILE_SIZE) {
      throw new VerificationException(
          Code.TOO_LARGE, "logs: more than " + MAX_FILE_SIZE + " bytes");
    }
    List<WitnessedLog> logs = new ArrayList<>();
    String[] lines = text(file).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        logs.add(log(line, i + 1));
      }
    }
    if (logs.size() > MAX_LOGS) {
      throw new VerificationException(Code.TOO_LARGE, "logs: more than " + MAX_LOGS);
    }
    return logs;
  }

  private static String text(Bytes file) throws VerificationException {
    try {
      return Utf8.decode(file);
    } catch (CharacterCodingException e) {
      throw VerificationException.malformed("logs: not UTF-8");
    }
  }

  private static WitnessedLog log(String line, int number) throws VerificationException {
    String[] words = line.split("[ \t]+", 4);
    try {
      NoteKey key = NoteKey.parseLog(words[0]);
      if (words.length == 1) {
        return new WitnessedLog(key);
      }
      if (words.length == 3 && words[1].equals("max") && words[2].matches("[1-9][0-9]{0,17}")) {
        return new WitnessedLog(key, Long.parseLong(words[2]));
      }
      throw VerificationException.malformed("expected VKEY, or VKEY max SIZE");
    } catch (VerificationException e) {
      throw VerificationException.malformed("logs, line " + number + ": " + e.detail());
    }
  }
}
