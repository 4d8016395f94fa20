package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.node.NativeCrypto;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;

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
final class LogVerify extends LogCheck {
  LogVerify(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    NativeCrypto.chooseInBackground();
    return super.call();
  }

  @Override
  LogPlace.Checked check(LogPlace log, Optional<VerificationKey> trusted, Results results)
      throws IOException, VerificationException {
    LogAudit.Sound sound = LogAudit.run(log, trusted);
    results.add("log.state", sound.stateDigest().hex());
    results.add("log.key", sound.logKey().keyId().hex());
    results.say("", trusted.isPresent() ? "log.trusted" : "log.compare");
    results.say("log.result", "log.verified");
    return sound.log();
  }
}
