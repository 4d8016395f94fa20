package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.Note;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A whole log as of one checkpoint in one file: a ZIP of {@code checkpoint} and {@code tile/…}
 * under their public names and in a fixed order, so that equal logs give equal archives. The hash
 * tiles are the proofs: any copy can be checked, and proves every entry.
 */
public final class LogArchive {
  private LogArchive() {}

  /** Reads a log, which may go on meanwhile, and writes it as of its published checkpoint. */
  public static SignedCheckpoint write(TileSource source, OutputStream out)
      throws IOException, VerificationException {
    SignedCheckpoint signed = SignedCheckpoint.parse(source.fetch(LogReader.CHECKPOINT));
    ZipOutputStream zip = new ZipOutputStream(out);
    put(zip, LogReader.CHECKPOINT, signed.encode());
    for (TileRange range : ranges(signed.checkpoint())) {
      for (long i = 0; i < range.count(); i++) {
        TilePath tile = range.at(i);
        put(zip, tile.text(), exactly(tile, TileReader.fetch(source, tile)));
      }
    }
    zip.finish();
    return signed;
  }

  private static void put(ZipOutputStream zip, String name, Bytes content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setLastModifiedTime(FileTime.fromMillis(0));
    zip.putNextEntry(entry);
    zip.write(content.toArray());
    zip.closeEntry();
  }

  /** A tile that has grown since is cut to what the checkpoint covers. */
  private static Bytes exactly(TilePath wanted, TileReader.Found found)
      throws VerificationException {
    if (found.path().width() == wanted.width()) {
      return found.bytes();
    }
    if (!wanted.isEntries()) {
      return found.bytes().slice(0, wanted.width() * Hash.SIZE);
    }
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    for (Bytes entry : EntryBundle.parse(found.bytes(), wanted.width())) {
      EntryBundle.write(entry, bundle);
    }
    return Bytes.of(bundle.toByteArray());
  }

  /** The tiles of one level. */
  private record TileRange(int level, long places) {
    long count() {
      return (places + TilePath.FULL - 1) / TilePath.FULL;
    }

    TilePath at(long index) {
      long left = places - index * TilePath.FULL;
      return new TilePath(level, index, (int) Math.min(TilePath.FULL, left));
    }
  }

  private static List<TileRange> ranges(Checkpoint checkpoint) {
    List<TileRange> ranges = new ArrayList<>();
    long size = checkpoint.size();
    for (int level = TilePath.ENTRIES; TilePath.places(level, size) > 0; level++) {
      ranges.add(new TileRange(level, TilePath.places(level, size)));
    }
    return ranges;
  }

  /**
   * Unpacks an archive into {@code directory}, which must not exist, and checks all of it before
   * the directory gets its name. Throws {@link VerificationException} for anything but an archive
   * that {@link #write} makes of a sound log, signed by {@code logKey} if one is given.
   */
  public static SignedCheckpoint extract(
      InputStream in, Path directory, Optional<VerificationKey> logKey)
      throws IOException, VerificationException {
    if (Files.exists(directory)) {
      throw new IOException(directory + ": exists already; an archive is unpacked to a new one");
    }
    Path unfinished = directory.resolveSibling(directory.getFileName() + ".unfinished");
    if (Files.exists(unfinished)) {
      throw new IOException(unfinished + ": left over from an interrupted import; remove it");
    }
    DurableFiles files =
        new DurableFiles(PosixDisk.INSTANCE, unfinished, unfinished.resolve(FileStore.TEMPORARY));
    files.ensureRoot();
    files.ensureDirectory(unfinished.resolve(FileStore.SEQUENCER));
    unpack(new ZipInputStream(in), unfinished, files);
    Fsck.Report report = Fsck.check(PosixDisk.INSTANCE, unfinished, logKey);
    Files.move(unfinished, directory);
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      PosixDisk.INSTANCE.syncDirectory(parent);
    }
    return report.checkpoint();
  }

  private static void unpack(ZipInputStream zip, Path directory, DurableFiles files)
      throws IOException, VerificationException {
    try {
      Bytes checkpoint = next(zip, LogReader.CHECKPOINT, Note.MAX_SIZE);
      SignedCheckpoint signed = SignedCheckpoint.parse(checkpoint);
      for (TileRange range : ranges(signed.checkpoint())) {
        for (long i = 0; i < range.count(); i++) {
          TilePath tile = range.at(i);
          Bytes content = next(zip, tile.text(), EntryBundle.MAX_SIZE);
          files.writeAll(Map.of(directory.resolve(tile.text()), content));
        }
      }
      files.writeAll(Map.of(directory.resolve(LogReader.CHECKPOINT), checkpoint));
      if (zip.getNextEntry() != null) {
        throw VerificationException.malformed("archive: something follows the last tile");
      }
    } catch (ZipException | EOFException e) {
      throw VerificationException.malformed("archive: " + e.getMessage());
    }
  }

  /** Names are expected, never followed: nothing in an archive says where to write. */
  private static Bytes next(ZipInputStream zip, String name, int maxSize)
      throws IOException, VerificationException {
    ZipEntry entry = zip.getNextEntry();
    if (entry == null || !entry.getName().equals(name)) {
      throw VerificationException.malformed(
          "archive: expected " + name + ", found " + (entry == null ? "its end" : "another file"));
    }
    byte[] content = zip.readNBytes(maxSize + 1);
    if (content.length > maxSize) {
      throw VerificationException.malformed("archive: " + name + " is larger than " + maxSize);
    }
    return Bytes.of(content);
  }

  /**
   * Makes an unpacked log one that its owner can open and continue. Whoever continues a copy that
   * is not the newest forks the log, so {@code newest}, a checkpoint that witnesses or readers
   * hold, must not be ahead of it and must be part of it.
   */
  public static void adopt(Path directory, SignedCheckpoint newest)
      throws IOException, VerificationException {
    LogReader reader = LogReader.open(directory);
    Checkpoint copy = reader.checkpoint().checkpoint();
    Checkpoint known = newest.checkpoint();
    if (!known.origin().equals(copy.origin()) || known.size() > copy.size()) {
      throw Fsck.mismatch(
          "the copy has size "
              + copy.size()
              + " of "
              + copy.origin()
              + ", known is size "
              + known.size()
              + " of "
              + known.origin()
              + "; continuing it would fork the log");
    }
    if (known.size() > 0 && !reader.rootAt(known.size()).equals(known.root())) {
      throw Fsck.mismatch("the copy is no continuation of the checkpoint that is known");
    }
    try (FileStore store = FileStore.open(directory)) {
      store.sign(Optional.empty(), reader.checkpoint());
    }
  }
}
