package dev.comity.log.witness;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at a witness's files from outside. */
final class CheckpointFolderFiles {
  private CheckpointFolderFiles() {}

  static Path onlyFile(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found = files.toList();
      if (found.size() != 1) {
        throw new AssertionError("expected one file, found " + found);
      }
      return found.getFirst();
    }
  }

  static SignedCheckpoint only(Path directory) throws IOException, VerificationException {
    return read(onlyFile(directory));
  }

  static SignedCheckpoint read(Path file) throws IOException, VerificationException {
    return SignedCheckpoint.parse(Bytes.of(Files.readAllBytes(file)));
  }
}
