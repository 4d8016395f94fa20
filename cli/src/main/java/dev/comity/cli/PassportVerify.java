package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.governance.passport.Passport;
import dev.comity.governance.passport.PassportReport;
import dev.comity.governance.passport.PassportVerifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a passport offline. */
@Command(
    name = "verify",
    description = {
      "Check a passport without a network: the checkpoint, a receipt for every entry, every"
          + " signature, and that the decision follows from the rulebooks and evidence inside.",
      "A certificate that has expired is still what was decided: it verifies, with a warning.",
      "The log's key comes with the passport. Compare its id with a source that you trust, or give"
          + " the key you trust with --log-key."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity passport verify passport.json",
      "  comity passport verify passport.json --log-key floor.jwk --at 2027-01-01T00:00:00Z",
      "",
      "Exit code: 0 verified (also when expired), 1 not verified, 2 bad input."
    })
final class PassportVerify implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A passport.")
  private Path file;

  @Option(
      names = "--log-key",
      paramLabel = "FILE",
      description = "The log's public key, a JWK from a source that you trust.")
  private @Nullable Path logKeyFile;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "The moment at which the certificate is to be valid; now when left out.")
  private @Nullable Instant at;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  PassportVerify(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    Passport passport = PassportFile.read(file);
    PassportSummary summary;
    try {
      boolean trusted = requireTrusted(passport);
      PassportReport report = PassportVerifier.verify(passport);
      summary = PassportSummary.of(passport, report, trusted, at == null ? surroundings.now() : at);
    } catch (VerificationException e) {
      return notVerified(e);
    }
    if (json) {
      terminal.print(summary.toJson());
    } else {
      terminal.print(summary.lines(terminal.language()));
    }
    if (summary.expired()) {
      terminal.warn(terminal.words().text("passport.expired", file));
    }
    return Exit.OK;
  }

  private boolean requireTrusted(Passport passport) throws CommandFailure, VerificationException {
    if (logKeyFile == null) {
      return false;
    }
    VerificationKey trusted = Keys.publicKey(logKeyFile);
    if (!trusted.equals(passport.logKey())) {
      throw new VerificationException(
          VerificationException.Code.UNKNOWN_KEY,
          "logKey: expected key " + trusted.keyId() + ", found " + passport.logKey().keyId());
    }
    return true;
  }

  private int notVerified(VerificationException problem) throws CommandFailure {
    if (json) {
      terminal.print(
          Json.object()
              .put("verified", false)
              .put("code", problem.code().text())
              .put("detail", problem.detail())
              .build());
    }
    throw CommandFailure.failed(file + ": not verified: " + problem.detail());
  }
}
