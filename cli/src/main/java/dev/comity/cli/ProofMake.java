package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.log.LogReader;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.InclusionProof;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.TlogProof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a tlog-proof file for an entry of any log that is served as tiles. */
@Command(
    name = "make",
    description = {
      "Write a proof file (C2SP tlog-proof) for an entry of a log, with the cosignatures that its"
          + " published checkpoint has.",
      "DIR is a log or a community; URL is a community."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity proof make data/communities/floor --index 7 -o entry-7.tlog-proof --entry"
          + " entry-7.cose",
      "  comity proof make http://localhost:7070/c/floor --index 7 -o entry-7.tlog-proof",
      "",
      "Exit code: 0, or 1 when the log is damaged, 5 the address cannot be reached, 2 bad input."
    })
final class ProofMake implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "DIR|URL", description = "Where the log is.")
  private String place;

  @Option(
      names = "--index",
      required = true,
      paramLabel = "N",
      description = "The entry's index, from 0 on.")
  private long index;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the proof is written.")
  private Path output;

  @Option(
      names = "--entry",
      paramLabel = "FILE",
      description = "Where the entry itself is written too.")
  private @Nullable Path entry;

  ProofMake(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    if (CommunityUrl.isUrl(place)) {
      CommunityUrl url = CommunityUrl.parse(place);
      try (Web web = new Web()) {
        make(new LogPlace.Address(url, web));
      } catch (IOException e) {
        throw Web.unreachable(url.at("checkpoint"), e);
      }
    } else {
      List<LogPlace> logs = LogPlace.in(Path.of(place));
      if (logs.size() != 1) {
        throw CommandFailure.badInput(
            place + ": expected one log, found " + logs.size() + "; name a community");
      }
      try {
        make(logs.getFirst());
      } catch (IOException e) {
        throw CommandFailure.failed(place + ": " + InputFile.reason(e));
      }
    }
    return Exit.OK;
  }

  private void make(LogPlace log) throws CommandFailure, IOException {
    try {
      LogReader reader = LogReader.open(log.source());
      if (index < 0 || index >= reader.size()) {
        throw CommandFailure.badInput(
            "--index: expected 0 to " + (reader.size() - 1) + ", found " + index);
      }
      Bytes content = reader.entry(index);
      InclusionProof proof = reader.inclusionProof(index);
      Checkpoint checkpoint = reader.checkpoint().checkpoint();
      // A damaged log must not give out a file that looks like a proof.
      proof.verify(MerkleTree.leafHash(content), checkpoint.root());
      InputFile.write(output, TlogProof.of(proof, reader.checkpoint()).encode());
      if (entry != null) {
        InputFile.write(entry, content);
      }
      Words words = terminal.words();
      terminal.print(words.text("proof.made", index, checkpoint.origin(), output));
    } catch (VerificationException e) {
      throw CommandFailure.failed(log.name() + ": " + e.detail());
    }
  }
}
