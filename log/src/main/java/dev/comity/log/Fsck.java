package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Recomputes a log from its entries: every leaf hash, every tile, the root, the checkpoint. Needs
 * no lock; a running log may be checked, as of its last checkpoint. Holds one bundle and one tile
 * per level in memory.
 *
 * <p>The first difference is a {@link VerificationException} whose detail names the entry ({@code
 * entry 17}) when the entries do not lead to the signed root, else the file that disagrees with
 * them.
 */
public final class Fsck {
  private Fsck() {}

  /**
   * What was checked and found right.
   *
   * @param strayFiles names in the directory that are no part of this log as of its checkpoint,
   *     among them what a crash left for the next start to remove; at most {@value
   *     StrayCheck#MAX_STRAY}; not checked
   */
  public record Report(SignedCheckpoint checkpoint, List<String> strayFiles) {
    public Report {
      strayFiles = List.copyOf(strayFiles);
    }
  }

  /** Checks everything but signatures, for whoever has no key at hand. */
  public static Report check(Path directory) throws IOException, VerificationException {
    return check(PosixDisk.INSTANCE, directory, Optional.empty());
  }

  /** Checks everything; {@code logKey} must have signed the checkpoint. */
  public static Report check(Path directory, VerificationKey logKey)
      throws IOException, VerificationException {
    return check(PosixDisk.INSTANCE, directory, Optional.of(logKey));
  }

  /** Checks a log that is not a directory here; there is no list of files to find strays in. */
  public static SignedCheckpoint check(TileSource source, VerificationKey logKey)
      throws IOException, VerificationException {
    return check(source, Optional.of(logKey));
  }

  static Report check(Disk disk, Path directory, Optional<VerificationKey> logKey)
      throws IOException, VerificationException {
    TileSource source = LogReader.directory(disk, directory);
    SignedCheckpoint checkpoint = check(source, logKey);
    checkSigned(disk, directory, checkpoint.checkpoint(), logKey);
    StrayCheck strays = new StrayCheck(disk, directory, source, checkpoint.checkpoint().size());
    return new Report(checkpoint, strays.run());
  }

  private static SignedCheckpoint check(TileSource source, Optional<VerificationKey> logKey)
      throws IOException, VerificationException {
    SignedCheckpoint signed =
        checkpoint(source, LogReader.CHECKPOINT, logKey)
            .orElseThrow(() -> mismatch("checkpoint: missing; is this a log?"));
    new TreeCheck(source, signed.checkpoint()).run();
    return signed;
  }

  /** The owner's copy, absent in an export; ahead of the published one after a crash. */
  private static void checkSigned(
      Disk disk, Path directory, Checkpoint published, Optional<VerificationKey> logKey)
      throws IOException, VerificationException {
    Optional<SignedCheckpoint> copy = FileStore.signed(disk, directory);
    if (copy.isEmpty()) {
      return;
    }
    if (logKey.isPresent()) {
      requireSignature(copy.get(), FileStore.SIGNED, logKey.get());
    }
    Checkpoint signed = copy.get().checkpoint();
    boolean agrees =
        signed.origin().equals(published.origin())
            && (signed.size() == published.size()
                ? signed.root().equals(published.root())
                : signed.size() > published.size());
    if (!agrees) {
      throw mismatch(
          FileStore.SIGNED + ": states size " + signed.size() + ", checkpoint another tree");
    }
  }

  private static void requireSignature(
      SignedCheckpoint checkpoint, String name, VerificationKey logKey)
      throws VerificationException {
    try {
      checkpoint.requireSignature(logKey);
    } catch (VerificationException e) {
      throw new VerificationException(e.code(), name + ": " + e.detail());
    }
  }

  private static Optional<SignedCheckpoint> checkpoint(
      TileSource source, String name, Optional<VerificationKey> logKey)
      throws IOException, VerificationException {
    Bytes bytes;
    try {
      bytes = source.fetch(name);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    SignedCheckpoint signed;
    try {
      signed = SignedCheckpoint.parse(bytes);
    } catch (VerificationException e) {
      throw new VerificationException(e.code(), name + ": " + e.detail());
    }
    if (logKey.isPresent()) {
      requireSignature(signed, name, logKey.get());
    }
    return Optional.of(signed);
  }

  static VerificationException mismatch(String detail) {
    return new VerificationException(Code.MISMATCH, detail);
  }
}
