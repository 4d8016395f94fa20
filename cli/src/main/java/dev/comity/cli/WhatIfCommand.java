package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.governance.whatif.Difference;
import dev.comity.governance.whatif.WhatIf;
import dev.comity.log.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries a proposal on the past. */
@Command(
    name = "whatif",
    description = {
      "Replay a log as if a proposal had been in force since the charter, and list every"
          + " certificate, sanction and clock that would differ, which past incidents the change"
          + " would have caught, and which systems without incidents it would have blocked.",
      "The proposal is a file with a list of actions as in a propose statement: amend-charter, and"
          + " adopt-rulebook with a version that the log has or with `folder: PATH`. Or it is a"
          + " rulebook folder.",
      "A rulebook that would begin later begins at once; give it a higher version than the log's to"
          + " see a change of the rulebook. Signatures are not checked: see comity log verify."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity whatif --log data/communities/floor --proposal stricter.yaml",
      "  comity whatif --log floor --proposal rulebooks/frontier-coherence --from 100 --json",
      "",
      "Exit code: 0, 1 the log's own rules do not admit it, 2 bad input."
    })
final class WhatIfCommand implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Option(names = "--log", required = true, paramLabel = "DIR", description = "Where the log is.")
  private Path log;

  @Option(
      names = "--proposal",
      required = true,
      paramLabel = "FILE|DIR",
      description = "The actions, YAML or JSON, or a rulebook folder.")
  private Path proposal;

  @Option(
      names = "--from",
      paramLabel = "INDEX",
      description = "The entry after which the change holds; by default the charter's.")
  private @Nullable Long from;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  WhatIfCommand(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    LogPlace place = OneLog.in(log);
    try {
      LogReader reader = LogReader.open(place.source());
      WhatIf whatIf =
          new WhatIf(
              ProposalFile.read(proposal, reader),
              from == null ? OptionalLong.empty() : OptionalLong.of(from));
      ParsedLog.forEach(reader, whatIf::next);
      print(whatIf.difference());
      return Exit.OK;
    } catch (VerificationException e) {
      throw e.code() == VerificationException.Code.MALFORMED
          ? CommandFailure.badInput(log + ": " + e.detail())
          : CommandFailure.failed(log + ": " + e.detail());
    } catch (IOException e) {
      throw LogCheck.unreadable(place, e);
    }
  }

  private void print(Difference difference) {
    if (json) {
      terminal.print(difference.toJson());
    } else {
      terminal.print(new WhatIfText(terminal.words()).lines(difference));
    }
  }
}
