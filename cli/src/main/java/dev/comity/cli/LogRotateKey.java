package dev.comity.cli;

import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.node.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prepares the change of a log's key. */
@Command(
    name = "rotate-key",
    description = {
      "Make a new log key for a community. The next start of its node states it in the log, as a"
          + " policy signed by the operator, and signs with it from that entry on. Receipts and"
          + " checkpoints of the earlier key stay valid.",
      "The earlier key goes on signing checkpoints beside the new one, for those who know only the"
          + " earlier one, until its file log-outgoing-….jwk is removed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity log rotate-key data/communities/floor",
      "",
      "Exit code: 0 prepared, 2 bad input."
    })
final class LogRotateKey implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "The community's directory.")
  private Path directory;

  LogRotateKey(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    Path keys = directory.resolve("keys");
    if (!Files.isRegularFile(keys.resolve("log.jwk"))) {
      throw CommandFailure.badInput(
          directory + ": expected a community's directory, with keys/log.jwk in it");
    }
    Path next = keys.resolve("log-next.jwk");
    SigningKey key = SigningKey.generate(Algorithm.EDDSA, surroundings.random());
    try {
      KeyFile.write(next, key);
    } catch (IOException e) {
      throw InputFile.failure(next, e);
    }
    terminal.print(terminal.words().text("log.rotate", next, key.publicKey().keyId().hex()));
    return Exit.OK;
  }
}
