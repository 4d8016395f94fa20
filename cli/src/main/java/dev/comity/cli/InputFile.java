package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Reads whole files of bounded size; every failure names the file. */
final class InputFile {
  private InputFile() {}

  static Bytes read(Path file, int maxSize) throws CommandFailure {
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.badInput(
          file
              + (Files.isDirectory(file)
                  ? ": expected a file, found a folder"
                  : Files.exists(file) ? ": expected a file" : ": no such file"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(maxSize + 1);
      if (octets.length > maxSize) {
        throw CommandFailure.badInput(file + ": expected at most " + maxSize + " bytes");
      }
      return Bytes.of(octets);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  static String text(Path file, int maxSize) throws CommandFailure {
    return text(file, read(file, maxSize));
  }

  static String text(Path file, Bytes content) throws CommandFailure {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(content.toBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw CommandFailure.badInput(file + ": not valid UTF-8; save the file as UTF-8");
    }
  }

  static void requireFolder(Path folder) throws CommandFailure {
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.badInput(
          folder
              + (Files.exists(folder) ? ": expected a folder, found a file" : ": no such folder"));
    }
  }

  /** Writes {@code content} over whatever the file held. */
  static void write(Path file, Bytes content) throws CommandFailure {
    try {
      Files.write(file, content.toArray());
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** A slip of the pen must not replace what is read. */
  static void requireOther(Path output, Path input) throws CommandFailure {
    try {
      if (Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input)) {
        throw CommandFailure.badInput(
            output + ": is also read; choose another name for the output");
      }
    } catch (IOException e) {
      throw failure(output, e);
    }
  }

  /** {@code problem} with the file before it. */
  static CommandFailure badInput(Path file, VerificationException problem) {
    return CommandFailure.badInput(file + ": " + problem.detail());
  }

  static CommandFailure failure(Path file, IOException problem) {
    String reason = reason(problem);
    return CommandFailure.badInput(
        reason.startsWith(file.toString()) ? reason : file + ": " + reason);
  }

  /** In words; the messages of the file system's exceptions are only names. */
  static String reason(IOException problem) {
    String message = String.valueOf(problem.getMessage());
    return switch (problem) {
      case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
      case NotDirectoryException file -> file.getFile() + ": expected a folder";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileAlreadyExistsException exists -> exists.getFile() + ": exists already";
      default -> message;
    };
  }
}
