package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.governance.explain.Chronicle;
import dev.comity.governance.explain.Explanation;
import dev.comity.governance.explain.Subject;
import dev.comity.log.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why something stands as it does. */
@Command(
    name = "explain",
    description = {
      "Give the chain of causing entries for a status: every entry with an effect about it, who"
          + " made it and when, in words; and the entries that those rest on.",
      "ID: a certificate, system, party, proposal, concern, sanction, case, incident, commitment,"
          + " emergency, request or piece of evidence, in full or its beginning; or a rulebook and"
          + " its version. Signatures are not checked: see comity log verify."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity explain cert-0a1b2c --log data/communities/floor",
      "  comity explain frontier-coherence@1.0.0 --log floor --json",
      "",
      "Exit code: 0, 1 nothing or more than one thing has that id, 2 bad input."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int SHOWN = 5;

  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "ID", description = "What is asked about.")
  private String id;

  @Option(names = "--log", required = true, paramLabel = "DIR", description = "Where the log is.")
  private Path log;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ExplainCommand(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    LogPlace place = OneLog.in(log);
    Chronicle chronicle = new Chronicle();
    try {
      ParsedLog.forEach(LogReader.open(place.source()), chronicle::next);
    } catch (VerificationException e) {
      throw CommandFailure.failed(log + ": " + e.detail());
    } catch (IOException e) {
      throw LogCheck.unreadable(place, e);
    }
    Explanation explanation = chronicle.explain(subject(chronicle));
    if (json) {
      terminal.print(explanation.toJson());
    } else {
      terminal.print(new ExplainText(terminal.language(), chronicle.state()).lines(explanation));
    }
    return Exit.OK;
  }

  private Subject subject(Chronicle chronicle) throws CommandFailure {
    List<Subject> found = chronicle.subjects(id);
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw CommandFailure.failed(
          id
              + ": nothing in "
              + log
              + " has this id; give a system's id in full, any other from its first 6 characters"
              + " on, a rulebook as id@version");
    }
    throw CommandFailure.failed(
        id
            + ": "
            + found.size()
            + " things begin so: "
            + found.stream()
                .limit(SHOWN)
                .map(one -> one.kind().name().toLowerCase(Locale.ROOT) + " " + one.id())
                .collect(Collectors.joining(", "))
            + (found.size() > SHOWN ? " …" : ""));
  }
}
