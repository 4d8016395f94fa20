package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.log.LogArchive;
import dev.comity.log.proof.Checkpoint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a whole log into one file. */
@Command(
    name = "export",
    description = {
      "Write a whole log, with all its proofs, into one archive (ZIP), as of its published"
          + " checkpoint. The node may run meanwhile: this is the backup. Equal logs give equal"
          + " archives.",
      "DIR is a log or a community, URL a community. Keys are not part of it: keep them elsewhere."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity log export data/communities/floor -o floor.zip",
      "  comity log export http://localhost:7070/c/floor -o floor.zip",
      "",
      "Exit code: 0 written, 1 the log is damaged, 5 the address cannot be reached, 2 bad input."
    })
final class LogExport implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "DIR|URL", description = "Where the log is.")
  private String place;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The archive; one of that name is replaced once the new one is whole.")
  private Path output;

  LogExport(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    if (CommunityUrl.isUrl(place)) {
      try (Web web = new Web()) {
        return export(new LogPlace.Address(CommunityUrl.parse(place), web));
      }
    }
    List<LogPlace> logs = LogPlace.in(Path.of(place));
    if (logs.size() != 1) {
      throw CommandFailure.badInput(
          place + ": holds " + logs.size() + " logs; name one of its communities");
    }
    return export(logs.getFirst());
  }

  private int export(LogPlace log) throws CommandFailure {
    Path unfinished = output.resolveSibling(output.getFileName() + ".unfinished");
    try {
      Checkpoint written = write(log, unfinished);
      Files.move(unfinished, output, StandardCopyOption.REPLACE_EXISTING);
      terminal.print(
          terminal.words().text("log.exported", written.origin(), written.size(), output));
      return Exit.OK;
    } catch (VerificationException e) {
      throw CommandFailure.failed(log.name() + ": " + e.detail());
    } catch (IOException e) {
      throw LogCheck.unreadable(log, e);
    }
  }

  private static Checkpoint write(LogPlace log, Path file)
      throws IOException, VerificationException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      return LogArchive.write(log.source(), out).checkpoint();
    }
  }
}
