package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.proof.Checkpoint;
import dev.comity.node.NativeCrypto;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a whole log. */
@Command(
    name = "verify",
    description = {
      "Check a whole log: every hash, every tile, the checkpoint's signature, every statement's"
          + " signature, and that the rules admit every entry (by replay). Prints size, root and"
          + " state digest; stops at the first difference and names the entry.",
      "DIR is a log, a community, or a node's data with all its communities; a running node may go"
          + " on. URL is a community.",
      "The log's key is the one that entry 0 states unless --log-key brings one that you trust."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity log verify data",
      "  comity log verify data/communities/floor --log-key floor.jwk",
      "  comity log verify http://localhost:7070/c/floor",
      "",
      "Exit code: 0 verified, 1 a difference, 5 the address cannot be reached, 2 bad input."
    })
final class LogVerify implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "DIR|URL", description = "Where the log is.")
  private String place;

  @Option(
      names = "--log-key",
      paramLabel = "FILE",
      description = "The log's public key, a JWK from a source that you trust.")
  private @Nullable Path logKeyFile;

  LogVerify(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    NativeCrypto.chooseInBackground();
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
    try {
      LogAudit.Sound sound = LogAudit.run(log, trusted);
      terminal.print(lines(log, sound, trusted.isPresent()));
      List<String> strays = sound.log().strayFiles();
      if (!strays.isEmpty()) {
        terminal.warn(terminal.words().text("log.strays", log.name(), String.join(", ", strays)));
      }
    } catch (VerificationException e) {
      throw CommandFailure.failed(log.name() + ": not verified: " + e.detail());
    } catch (IOException e) {
      throw unreadable(log, e);
    }
  }

  /** A missing or broken file of a log is a difference; an address that is silent is not. */
  private static CommandFailure unreadable(LogPlace log, IOException problem) {
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

  private List<String> lines(LogPlace log, LogAudit.Sound sound, boolean trusted) {
    Words words = terminal.words();
    Checkpoint checkpoint = sound.log().checkpoint().checkpoint();
    TextTable table =
        new TextTable()
            .row(words.text("log.origin"), checkpoint.origin())
            .row(words.text("log.place"), log.name())
            .row(words.text("log.size"), String.valueOf(checkpoint.size()))
            .row(words.text("log.root"), checkpoint.root().hex())
            .row(words.text("log.state"), sound.stateDigest().hex())
            .row(words.text("log.key"), sound.logKey().keyId().hex())
            .row("", words.text(trusted ? "log.trusted" : "log.compare"))
            .row(words.text("log.result"), words.text("log.verified"));
    return table.lines();
  }
}
