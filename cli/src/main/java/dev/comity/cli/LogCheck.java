package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.proof.Checkpoint;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every check of whole logs has: a place, a key, and what a difference sounds like. */
abstract class LogCheck implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "DIR|URL", description = "Where the log is.")
  private String place;

  @Option(
      names = "--log-key",
      paramLabel = "FILE",
      description = "The log's public key, a JWK from a source that you trust.")
  private @Nullable Path logKeyFile;

  LogCheck(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  /** Checks one log; {@code table} has its name and size already and takes the rest. */
  abstract LogPlace.Checked check(LogPlace log, Optional<VerificationKey> trusted, Results results)
      throws IOException, VerificationException;

  /** Collects what was found, in the reader's language. */
  static final class Results {
    private final Words words;
    private final TextTable table = new TextTable();

    private Results(Words words) {
      this.words = words;
    }

    void add(String label, String value) {
      table.row(words.text(label), value);
    }

    void say(String label, String text) {
      table.row(label.isEmpty() ? "" : words.text(label), words.text(text));
    }
  }

  @Override
  public Integer call() throws CommandFailure {
    Optional<VerificationKey> trusted =
        logKeyFile == null ? Optional.empty() : Optional.of(Keys.publicKey(logKeyFile));
    if (CommunityUrl.isUrl(place)) {
      try (Web web = new Web()) {
        verify(new LogPlace.Address(CommunityUrl.parse(place), web), trusted);
      }
    } else {
      for (LogPlace log : LogPlace.in(folder())) {
        verify(log, trusted);
      }
    }
    return Exit.OK;
  }

  private Path folder() throws CommandFailure {
    try {
      return Path.of(place);
    } catch (InvalidPathException e) {
      throw CommandFailure.badInput(place + ": expected a folder or an address");
    }
  }

  private void verify(LogPlace log, Optional<VerificationKey> trusted) throws CommandFailure {
    Words words = terminal.words();
    try {
      Results results = new Results(words);
      LogPlace.Checked checked = check(log, trusted, results);
      Checkpoint checkpoint = checked.checkpoint().checkpoint();
      terminal.print(
          new TextTable()
              .row(words.text("log.origin"), checkpoint.origin())
              .row(words.text("log.place"), log.name())
              .row(words.text("log.size"), String.valueOf(checkpoint.size()))
              .row(words.text("log.root"), checkpoint.root().hex())
              .rows(results.table)
              .lines());
      List<String> strays = checked.strayFiles();
      if (!strays.isEmpty()) {
        terminal.warn(words.text("log.strays", log.name(), String.join(", ", strays)));
      }
    } catch (VerificationException e) {
      throw CommandFailure.failed(log.name() + ": not verified: " + e.detail());
    } catch (IOException e) {
      throw unreadable(log, e);
    }
  }

  /** A missing or broken file of a log is a difference; an address that is silent is not. */
  static CommandFailure unreadable(LogPlace log, IOException problem) {
    return switch (log) {
      case LogPlace.Folder folder ->
          CommandFailure.failed(log.name() + ": not verified: " + InputFile.reason(problem));
      case LogPlace.Address address ->
          problem instanceof NoSuchFileException missing
              ? CommandFailure.failed(
                  missing.getFile() + ": nothing there; is this the address of a community?")
              : Web.unreachable(address.url().at("checkpoint"), problem);
    };
  }
}
