package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.CoseSign1;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.TransparentStatement;
import dev.comity.log.proof.Receipt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement with receipts for it: in two files, or in one transparent statement (RFC 9943), which
 * carries its receipts in the unprotected header 394.
 */
record ReceiptedStatement(SignedStatement statement, List<Receipt> receipts) {
  private static final long VDS = 395;

  ReceiptedStatement {
    receipts = List.copyOf(receipts);
  }

  /**
   * Takes {@code content}, read from {@code file}; when it is a receipt, its statement is {@code
   * statement} or else the file that {@link ReceiptFiles} puts beside it.
   */
  static ReceiptedStatement of(Path file, Bytes content, Optional<Path> statement)
      throws CommandFailure {
    try {
      CoseSign1 message = CoseSign1.decode(content);
      if (message.protectedHeader().get(VDS).isPresent()) {
        return new ReceiptedStatement(
            statementOf(file, statement), List.of(Receipt.decode(content)));
      }
      if (statement.isPresent()) {
        throw CommandFailure.badInput(file + ": expected a receipt, found a statement");
      }
      TransparentStatement transparent = TransparentStatement.decode(content);
      List<Receipt> receipts = new ArrayList<>();
      for (Bytes receipt : transparent.receipts()) {
        receipts.add(Receipt.decode(receipt));
      }
      return new ReceiptedStatement(transparent.statement(), receipts);
    } catch (VerificationException e) {
      throw CommandFailure.badInput(
          file + ": expected a receipt, or a statement with receipts: " + e.detail());
    }
  }

  private static SignedStatement statementOf(Path receipt, Optional<Path> given)
      throws CommandFailure {
    Path file =
        given
            .or(() -> ReceiptFiles.statementOf(receipt))
            .orElseThrow(
                () ->
                    CommandFailure.badInput(
                        receipt + ": name the statement it is for with --statement FILE.cose"));
    try {
      return SignedStatement.decode(InputFile.read(file, SignedStatement.MAX_SIZE));
    } catch (VerificationException e) {
      throw CommandFailure.badInput(file + ": expected a signed statement: " + e.detail());
    }
  }
}
