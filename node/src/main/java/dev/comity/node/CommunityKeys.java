package dev.comity.node;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.LogKeys;
import dev.comity.log.proof.NoteKey;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of a community's operator: one signs the log, the other signs statements (policy, clock,
 * decision).
 *
 * @param outgoing earlier log keys that still sign checkpoints beside it
 * @param next the log key that the operator wants to change to
 */
record CommunityKeys(
    SigningKey log, SigningKey operator, List<SigningKey> outgoing, Optional<SigningKey> next) {
  CommunityKeys {
    outgoing = List.copyOf(outgoing);
  }

  CommunityKeys(SigningKey log, SigningKey operator) {
    this(log, operator, List.of(), Optional.empty());
  }

  static CommunityKeys read(Path directory) throws IOException, VerificationException {
    Path log = CommunityFiles.logKey(directory);
    Path next = CommunityFiles.nextLogKey(directory);
    if (!Files.exists(log) && Files.exists(next)) {
      // A crash came between the two renames of a rotation.
      rename(next, log);
    }
    return new CommunityKeys(
        KeyFile.read(log),
        KeyFile.read(CommunityFiles.operatorKey(directory)),
        outgoing(directory),
        Files.exists(next) ? Optional.of(KeyFile.read(next)) : Optional.empty());
  }

  private static List<SigningKey> outgoing(Path directory)
      throws IOException, VerificationException {
    List<Path> files;
    try (Stream<Path> all = Files.list(CommunityFiles.keys(directory))) {
      files =
          all.filter(file -> String.valueOf(file.getFileName()).startsWith("log-outgoing-"))
              .sorted()
              .toList();
    }
    List<SigningKey> keys = new ArrayList<>();
    for (Path file : files) {
      keys.add(KeyFile.read(file));
    }
    return keys;
  }

  void write(Path directory) throws IOException {
    KeyFile.write(CommunityFiles.logKey(directory), log);
    KeyFile.write(CommunityFiles.operatorKey(directory), operator);
  }

  /** What the log is run with; it may have been signed by the next key already. */
  LogKeys logKeys() {
    List<VerificationKey> also = next.map(SigningKey::publicKey).stream().toList();
    return new LogKeys(log, outgoing, also);
  }

  /** Under which a witness policy may name this log. */
  List<NoteKey> noteKeys(String origin) {
    return Stream.concat(Stream.of(log), outgoing.stream())
        .map(key -> new NoteKey(origin, key.publicKey()))
        .toList();
  }

  /** Whether a crash came after the rotation was signed and before the files were renamed. */
  boolean haveRotated(SignedCheckpoint signed) {
    if (next.isEmpty()) {
      return false;
    }
    try {
      signed.requireSignature(next.get().publicKey());
      return true;
    } catch (VerificationException e) {
      return false;
    }
  }

  /** The same once the next log key has taken over. */
  CommunityKeys rotated() {
    List<SigningKey> leaving = new ArrayList<>(outgoing);
    leaving.add(log);
    return new CommunityKeys(next.orElseThrow(), operator, leaving, Optional.empty());
  }

  /** Gives the files the names that {@link #rotated} reads; a crash within is made good by read. */
  void renameFiles(Path directory) throws IOException {
    String name = "log-outgoing-" + log.publicKey().keyId().hex().substring(0, 16) + ".jwk";
    rename(CommunityFiles.logKey(directory), CommunityFiles.keys(directory).resolve(name));
    rename(CommunityFiles.nextLogKey(directory), CommunityFiles.logKey(directory));
  }

  private static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(to.resolveSibling("."), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
