package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.TransparentStatement;
import dev.comity.log.proof.Receipt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a transparent statement. */
@Command(
    name = "attach",
    description = {
      "Put receipts into the statement they are for: a transparent statement (RFC 9943), which"
          + " can be checked without any other file.",
      "STATEMENT may carry receipts already; they stay. That each path fits the statement is"
          + " checked, signatures are not: see comity statement verify."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity statement attach me.cose me.cose.receipt.cbor -o me.transparent.cose",
      "  comity statement attach me.cose floor.cbor elsewhere.cbor -o me.transparent.cose",
      "",
      "Exit code: 0, or 2 when a file is not as expected."
    })
final class StatementAttach implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "STATEMENT", description = "A signed statement.")
  private Path statement;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "RECEIPT",
      description = "Receipts for it, the preferred one first.")
  private List<Path> receipts;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where to write the transparent statement.")
  private Path output;

  StatementAttach(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    InputFile.requireOther(output, statement);
    for (Path receipt : receipts) {
      InputFile.requireOther(output, receipt);
    }
    Bytes content = InputFile.read(statement, TransparentStatement.MAX_SIZE);
    List<Bytes> all = new ArrayList<>();
    SignedStatement signed = decode(content, all);
    for (Path file : receipts) {
      Bytes receipt = receipt(file, signed);
      if (!all.contains(receipt)) {
        all.add(receipt);
      }
    }
    try {
      TransparentStatement made = new TransparentStatement(signed, all);
      InputFile.write(output, made.encode());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(statement + ": " + e.getMessage());
    }
    Words words = terminal.words();
    terminal.print(
        new TextTable()
            .row(words.text("statement.file"), output.toString())
            .row(words.text("statement.id"), signed.id().hex())
            .row(words.text("statement.receipts"), String.valueOf(all.size()))
            .lines());
    return Exit.OK;
  }

  /** The bare statement; the receipts that it carries go into {@code carried}. */
  private SignedStatement decode(Bytes content, List<Bytes> carried) throws CommandFailure {
    try {
      if (TransparentStatement.isOne(content)) {
        TransparentStatement transparent = TransparentStatement.decode(content);
        carried.addAll(transparent.receipts());
        return transparent.statement();
      }
      return SignedStatement.decode(content);
    } catch (VerificationException e) {
      throw CommandFailure.badInput(statement + ": expected a signed statement: " + e.detail());
    }
  }

  private static Bytes receipt(Path file, SignedStatement signed) throws CommandFailure {
    Bytes content = InputFile.read(file, Receipt.MAX_SIZE);
    try {
      ReceiptCheck.root(Receipt.decode(content), signed);
      return content;
    } catch (VerificationException e) {
      throw CommandFailure.badInput(
          file + ": expected a receipt for this statement: " + e.detail());
    }
  }
}
