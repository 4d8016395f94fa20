package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Checks the bytes of a log, not what they mean. */
@Command(
    name = "fsck",
    description = {
      "Check the bytes of a log: every leaf hash, every tile, the root, the checkpoint's signature,"
          + " and what lies in the folder that is no part of it. Asks no statement for its signature"
          + " and replays nothing, so it is quick and works for any log in tiles: comity log verify"
          + " checks everything.",
      "DIR is a log, a community, or a node's data; a running node may go on. URL is a community."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity log fsck data",
      "  comity log fsck http://localhost:7070/c/floor --log-key floor.jwk",
      "",
      "Exit code: 0 sound, 1 a difference, 5 the address cannot be reached, 2 bad input."
    })
final class LogFsck extends LogCheck {
  LogFsck(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  LogPlace.Checked check(LogPlace log, Optional<VerificationKey> trusted, Results results)
      throws IOException, VerificationException {
    VerificationKey key = trusted.isPresent() ? trusted.get() : LogAudit.policyKey(log.source());
    LogPlace.Checked checked = log.check(key);
    results.add("log.key", key.keyId().hex());
    results.say("", trusted.isPresent() ? "log.trusted" : "log.compare");
    results.say("log.result", "log.sound");
    return checked;
  }
}
