package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.TransparentStatement;
import dev.comity.core.crypto.CertificateChain;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.Receipt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks every receipt of a transparent statement. */
@Command(
    name = "verify",
    description = {
      "Check every receipt that a transparent statement carries, offline with keys from files.",
      "Says of each receipt whether it verifies. Verified means: the log signed a root that this"
          + " statement is under; with the log's checkpoint also at which index."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity statement verify me.transparent.cose --log-key floor.jwk",
      "  comity statement verify me.transparent.cose --keys http://localhost:7070/c/floor",
      "  comity statement verify me.transparent.cose --log-key floor.jwk --checkpoint floor.txt",
      "",
      "Exit code: 0 at least one receipt verified and none failed, 1 otherwise, 5 an address gives"
          + " no key, 2 bad input."
    })
final class StatementVerify implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A transparent statement.")
  private Path file;

  @Option(
      names = "--log-key",
      paramLabel = "FILE",
      description = "A log's public key, a JWK from a source that you trust; may be repeated.")
  private List<Path> logKeys = new ArrayList<>();

  @Option(
      names = "--keys",
      paramLabel = "URL|FILE",
      description =
          "A COSE Key Set in a file, or the address of a community or of another SCITT service"
              + " to ask for its keys; may be repeated.")
  private List<String> keySets = new ArrayList<>();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "A signed checkpoint that confirms size and index.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--issuer-key",
      paramLabel = "FILE",
      description = "The issuer's public key, a JWK, to check the statement's own signature.")
  private @Nullable Path issuerKey;

  StatementVerify(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    TransparentStatement transparent = read();
    List<VerificationKey> keys = keys();
    Optional<Checkpoint> confirming =
        checkpoint == null ? Optional.empty() : Optional.of(CheckpointFile.read(checkpoint, keys));
    describe(transparent.statement());
    checkIssuer(transparent.statement());
    int verified = 0;
    int failed = 0;
    for (int i = 0; i < transparent.receipts().size(); i++) {
      Verdict verdict = judge(transparent, i, keys, confirming);
      terminal.print(terminal.words().text("transparent.receipt", i + 1) + verdict.line());
      verified += verdict.verified() ? 1 : 0;
      failed += verdict.failed() ? 1 : 0;
    }
    return conclude(verified, failed, keys.isEmpty());
  }

  private int conclude(int verified, int failed, boolean keyless) throws CommandFailure {
    if (failed > 0) {
      throw CommandFailure.failed(file + ": not verified: a receipt fails");
    }
    if (verified == 0) {
      throw CommandFailure.failed(
          file
              + (keyless
                  ? ": no signature was checked; give a log's key with --log-key FILE or --keys"
                      + " URL|FILE"
                  : ": not verified: no receipt is by a key that was given"));
    }
    return Exit.OK;
  }

  private TransparentStatement read() throws CommandFailure {
    try {
      return TransparentStatement.decode(InputFile.read(file, TransparentStatement.MAX_SIZE));
    } catch (VerificationException e) {
      throw CommandFailure.badInput(file + ": expected a transparent statement: " + e.detail());
    }
  }

  private List<VerificationKey> keys() throws CommandFailure, InterruptedException {
    List<VerificationKey> keys = new ArrayList<>();
    for (Path key : logKeys) {
      keys.add(Keys.publicKey(key));
    }
    for (String source : keySets) {
      keys.addAll(LogKeys.of(source));
    }
    return keys;
  }

  private void describe(SignedStatement statement) {
    Words words = terminal.words();
    terminal.print(
        new TextTable()
            .row(words.text("statement.id"), statement.id().hex())
            .row(words.text("statement.issuer"), OneLine.of(statement.header().issuer()))
            .row(words.text("statement.subject"), OneLine.of(statement.header().subject()))
            .row(words.text("statement.content"), OneLine.of(statement.header().contentType()))
            .lines());
  }

  private void checkIssuer(SignedStatement statement) throws CommandFailure {
    Optional<CertificateChain> chain = statement.header().chain();
    try {
      if (issuerKey != null) {
        statement.verify(Keys.publicKey(issuerKey));
        terminal.print(terminal.words().text("issuer.verified"));
      } else if (chain.isPresent()) {
        statement.verify(chain.get().leafKey());
        terminal.print(terminal.words().text("issuer.certificate"));
      } else {
        terminal.print(terminal.words().text("issuer.unchecked"));
      }
    } catch (VerificationException e) {
      throw CommandFailure.failed(file + ": not verified: " + e.detail());
    }
  }

  /** What is said of one receipt. */
  private record Verdict(String line, boolean verified, boolean failed) {}

  private Verdict judge(
      TransparentStatement transparent,
      int position,
      List<VerificationKey> keys,
      Optional<Checkpoint> confirming) {
    Words words = terminal.words();
    Bytes encoded = transparent.receipts().get(position);
    try {
      Receipt receipt = Receipt.decode(encoded);
      Optional<VerificationKey> key =
          keys.stream().filter(k -> k.keyId().bytes().equals(receipt.kid())).findFirst();
      if (key.isEmpty()) {
        ReceiptCheck.root(receipt, transparent.statement());
        String issuer = OneLine.of(receipt.issuer());
        return new Verdict(
            words.text("transparent.unknown", issuer, receipt.kid().hex()), false, false);
      }
      Receipt.Inclusion inclusion = receipt.verify(transparent.statement().entry(), key.get());
      if (confirming.isEmpty()) {
        return verified("transparent.verified", receipt, inclusion);
      }
      if (!confirming.get().origin().equals(receipt.issuer())) {
        return verified("transparent.verified", receipt, inclusion);
      }
      inclusion.requireIn(confirming.get());
      return verified("transparent.confirmed", receipt, inclusion);
    } catch (VerificationException e) {
      return new Verdict(words.text("transparent.failed", e.detail()), false, true);
    }
  }

  private Verdict verified(String message, Receipt receipt, Receipt.Inclusion inclusion) {
    String line =
        terminal
            .words()
            .text(
                message, OneLine.of(receipt.issuer()), inclusion.leafIndex(), inclusion.treeSize());
    return new Verdict(line, true, false);
  }
}
