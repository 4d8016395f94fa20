package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.Fsck;
import dev.comity.log.LogReader;
import dev.comity.log.TileSource;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Somewhere a log can be read from. */
sealed interface LogPlace {
  /** For people: the folder, or the address. */
  String name();

  TileSource source();

  /**
   * Checks every hash, every tile and the checkpoint's signature; throws {@link
   * VerificationException} at the first difference.
   */
  Checked check(VerificationKey logKey) throws IOException, VerificationException;

  /** Checks what can be checked without a key, entry 0 at least. */
  void checkUnsigned() throws IOException, VerificationException;

  /** A log whose bytes lead to its signed checkpoint. */
  record Checked(SignedCheckpoint checkpoint, List<String> strayFiles) {
    public Checked {
      strayFiles = List.copyOf(strayFiles);
    }
  }

  /** The largest resource of a log: 256 entries of the largest size, each behind its length. */
  int MAX_RESOURCE = 256 * (2 + 65_535);

  /** A log's folder. */
  record Folder(Path path) implements LogPlace {
    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public TileSource source() {
      return resource -> read(path.resolve(resource));
    }

    private static Bytes read(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] octets = in.readNBytes(MAX_RESOURCE + 1);
        if (octets.length > MAX_RESOURCE) {
          throw new IOException(file + ": expected at most " + MAX_RESOURCE + " bytes");
        }
        return Bytes.of(octets);
      }
    }

    @Override
    public Checked check(VerificationKey logKey) throws IOException, VerificationException {
      Fsck.Report report = Fsck.check(path, logKey);
      return new Checked(report.checkpoint(), report.strayFiles());
    }

    @Override
    public void checkUnsigned() throws IOException, VerificationException {
      Fsck.check(path);
    }
  }

  /** A community on a node. */
  record Address(CommunityUrl url, Web web) implements LogPlace {
    @Override
    public String name() {
      return url.toString();
    }

    @Override
    public TileSource source() {
      return resource -> fetch(url.at(resource));
    }

    private Bytes fetch(URI address) throws IOException {
      try {
        Web.Reply reply = web.get(address, MAX_RESOURCE);
        if (reply.status() == 404) {
          throw new NoSuchFileException(address.toString());
        }
        if (reply.status() != 200) {
          throw new IOException(address + ": expected 200, found " + reply.status());
        }
        return reply.body();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(address + ": interrupted", e);
      }
    }

    @Override
    public Checked check(VerificationKey logKey) throws IOException, VerificationException {
      return new Checked(Fsck.check(source(), logKey), List.of());
    }

    @Override
    public void checkUnsigned() throws IOException, VerificationException {
      LogReader reader = LogReader.open(source());
      try {
        reader
            .inclusionProof(0)
            .verify(MerkleTree.leafHash(reader.entry(0)), reader.checkpoint().checkpoint().root());
      } catch (VerificationException e) {
        throw new VerificationException(
            e.code(), "entry 0: does not hash to what the tiles and the checkpoint hold");
      }
    }
  }

  /** The logs in {@code folder}, which is a log, a community, or a node's data. */
  static List<LogPlace> in(Path folder) throws CommandFailure {
    InputFile.requireFolder(folder);
    if (Files.exists(folder.resolve("checkpoint"))) {
      return List.of(new Folder(folder));
    }
    if (Files.isDirectory(folder.resolve("log"))) {
      return List.of(new Folder(folder.resolve("log")));
    }
    List<LogPlace> logs = ofCommunities(folder.resolve("communities"));
    if (logs.isEmpty()) {
      throw CommandFailure.badInput(
          folder
              + ": expected a log (with a file checkpoint), a community (with a folder log) or a"
              + " node's data (with a folder communities)");
    }
    return logs;
  }

  private static List<LogPlace> ofCommunities(Path communities) throws CommandFailure {
    if (!Files.isDirectory(communities)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(communities)) {
      return found
          .sorted()
          .map(community -> community.resolve("log"))
          .filter(Files::isDirectory)
          .<LogPlace>map(Folder::new)
          .toList();
    } catch (IOException e) {
      throw InputFile.failure(communities, e);
    }
  }
}
