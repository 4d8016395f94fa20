package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.log.proof.NoteKey;
import java.nio.file.Path;

/** Reads keys of logs and witnesses as C2SP writes them: {@code name+id+base64}. */
final class VerifierKeys {
  private VerifierKeys() {}

  /**
   * The key of a log: a verifier key, or a file with the public JWK of the log named {@code
   * origin}.
   */
  static NoteKey log(String option, String text, String origin) throws CommandFailure {
    if (!text.contains("+")) {
      return new NoteKey(origin, Keys.publicKey(Path.of(text)));
    }
    return log(option, text);
  }

  /** The verifier key of a log. */
  static NoteKey log(String option, String text) throws CommandFailure {
    try {
      return NoteKey.parseLog(text);
    } catch (VerificationException e) {
      throw CommandFailure.badInput(option + ": " + e.detail());
    }
  }
}
