package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.governance.passport.Passport;
import java.nio.file.Path;

/** Reads passports from files. */
final class PassportFile {
  private PassportFile() {}

  static Passport read(Path file) throws CommandFailure {
    return parse(file, InputFile.read(file, Passport.MAX_SIZE));
  }

  /** The passport in {@code content}, which was read from {@code file}. */
  static Passport parse(Path file, Bytes content) throws CommandFailure {
    try {
      return Passport.parse(content);
    } catch (VerificationException e) {
      throw InputFile.badInput(file, e);
    }
  }
}
