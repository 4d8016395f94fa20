package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.TlogProof;
import dev.comity.log.proof.WitnessPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a tlog-proof file offline. */
@Command(
    name = "verify",
    description = {
      "Check a proof file (C2SP tlog-proof) offline: that a log has an entry, and that enough"
          + " witnesses saw the log so.",
      "ENTRY is the file with the exact entry. The log's key is given, or listed in the policy."
          + " Without --policy no cosignature is asked for."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity proof verify entry-7.tlog-proof --entry entry-7.cose --log-key"
          + " example.org/log+1b2c3d4e+AbCd…",
      "  comity proof verify entry-7.tlog-proof --entry entry-7.cose --policy witness.policy",
      "",
      "Exit code: 0 verified, 1 not verified, 2 bad input."
    })
final class ProofVerify implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The proof file.")
  private Path file;

  @Option(
      names = "--entry",
      required = true,
      paramLabel = "ENTRY",
      description = "The file with the entry, byte for byte.")
  private Path entry;

  @Option(
      names = "--log-key",
      paramLabel = "VKEY|FILE",
      description = "The log's verifier key (name+id+base64), or its public JWK in a file.")
  private @Nullable String logKey;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The witness policy that the cosignatures must satisfy.")
  private @Nullable Path policyFile;

  ProofVerify(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    TlogProof proof = proof();
    WitnessPolicy policy = policy();
    Bytes content = InputFile.read(entry, LogPlace.MAX_RESOURCE);
    if (logKey == null && policy.logs().isEmpty()) {
      throw CommandFailure.badInput(
          "give the log's key with --log-key, or a policy that lists the log with --policy");
    }
    try {
      WitnessPolicy.Verdict verdict =
          logKey == null
              ? proof.verify(content, policy)
              : proof.verify(content, VerifierKeys.log("--log-key", logKey, origin(proof)), policy);
      print(proof, verdict);
      return Exit.OK;
    } catch (VerificationException e) {
      throw CommandFailure.failed(file + ": not verified: " + e.detail());
    }
  }

  private static String origin(TlogProof proof) {
    return proof.checkpoint().checkpoint().origin();
  }

  private TlogProof proof() throws CommandFailure {
    try {
      return TlogProof.parse(InputFile.read(file, TlogProof.MAX_SIZE));
    } catch (VerificationException e) {
      throw InputFile.badInput(file, e);
    }
  }

  private WitnessPolicy policy() throws CommandFailure {
    if (policyFile == null) {
      return WitnessPolicy.NONE;
    }
    try {
      return WitnessPolicy.parse(InputFile.read(policyFile, WitnessPolicy.MAX_SIZE));
    } catch (VerificationException e) {
      throw InputFile.badInput(policyFile, e);
    }
  }

  private void print(TlogProof proof, WitnessPolicy.Verdict verdict) {
    Words words = terminal.words();
    Checkpoint checkpoint = proof.checkpoint().checkpoint();
    String place = words.text("receipt.place", proof.leafIndex(), checkpoint.size());
    TextTable table =
        new TextTable()
            .row(words.text("receipt.log"), OneLine.of(checkpoint.origin()))
            .row(words.text("receipt.entry"), place)
            .row(words.text("receipt.root"), checkpoint.root().hex());
    verdict
        .cosignatures()
        .forEach(
            (name, cosignature) ->
                table.row(
                    words.text("proof.witness"),
                    words.text(
                        "proof.cosigned", OneLine.of(name), time(cosignature.timeSeconds()))));
    terminal.print(table.lines());
    terminal.print(words.text(policyFile == null ? "proof.unwitnessed" : "proof.verified"));
  }

  /** A witness may write any time; not all are dates. */
  private static String time(long seconds) {
    return seconds <= Instant.MAX.getEpochSecond()
        ? Instant.ofEpochSecond(seconds).toString()
        : Long.toString(seconds);
  }
}
