package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.LogArchive;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.Note;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Unpacks an exported log. */
@Command(
    name = "import",
    description = {
      "Unpack an archive of comity log export into a new folder, after checking every hash and the"
          + " checkpoint. Without --continue-from the folder is a copy to read, check or serve.",
      "With --continue-from the log's operator can go on with it. Going on with a copy that is not"
          + " the newest forks the log for ever, so name the newest checkpoint that anybody holds:"
          + " a witness, a mirror, a reader."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity log import floor.zip --to copy",
      "  comity log import floor.zip --to data/communities/floor/log --continue-from newest.txt",
      "",
      "Exit code: 0 unpacked, 1 it does not verify or is not the newest, 2 bad input."
    })
final class LogImport implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The archive.")
  private Path archive;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "A folder that does not exist yet.")
  private Path directory;

  @Option(
      names = "--log-key",
      paramLabel = "FILE",
      description = "The log's public key, a JWK from a source that you trust.")
  private @Nullable Path logKeyFile;

  @Option(
      names = "--continue-from",
      paramLabel = "FILE|URL",
      description = "The newest checkpoint known anywhere; the log may be continued then.")
  private @Nullable String newest;

  LogImport(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    Optional<VerificationKey> key =
        logKeyFile == null ? Optional.empty() : Optional.of(Keys.publicKey(logKeyFile));
    Optional<SignedCheckpoint> known =
        newest == null ? Optional.empty() : Optional.of(checkpoint(newest));
    if (!Files.isRegularFile(archive)) {
      throw CommandFailure.badInput(archive + ": no such file");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
      Checkpoint imported = LogArchive.extract(in, directory, key).checkpoint();
      if (known.isPresent()) {
        LogArchive.adopt(directory, known.get());
      }
      terminal.print(
          terminal
              .words()
              .text(
                  known.isPresent() ? "log.continued" : "log.imported",
                  imported.origin(),
                  imported.size(),
                  directory));
      return Exit.OK;
    } catch (VerificationException e) {
      throw CommandFailure.failed(archive + ": " + e.detail());
    } catch (IOException e) {
      throw CommandFailure.badInput(InputFile.reason(e));
    }
  }

  private static SignedCheckpoint checkpoint(String place) throws CommandFailure {
    try {
      return SignedCheckpoint.parse(
          CommunityUrl.isUrl(place) ? fetch(place) : InputFile.read(Path.of(place), Note.MAX_SIZE));
    } catch (VerificationException e) {
      throw CommandFailure.badInput(place + ": " + e.detail());
    }
  }

  /** The address of a community, or of a checkpoint itself. */
  private static Bytes fetch(String place) throws CommandFailure {
    URI address =
        place.endsWith("/checkpoint")
            ? URI.create(place)
            : CommunityUrl.parse(place).at("checkpoint");
    try (Web web = new Web()) {
      Web.Reply reply = web.get(address, Note.MAX_SIZE);
      if (reply.status() != 200) {
        throw CommandFailure.unreachable(
            address + ": expected a checkpoint, found status " + reply.status());
      }
      return reply.body();
    } catch (IOException e) {
      throw Web.unreachable(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.unreachable(address + ": interrupted");
    }
  }
}
