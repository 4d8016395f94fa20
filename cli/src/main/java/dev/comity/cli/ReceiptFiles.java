package dev.comity.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a receipt is beside its statement: {@code me.cose} and {@code me.cose.receipt.cbor}. */
final class ReceiptFiles {
  private static final String SUFFIX = ".receipt.cbor";

  private ReceiptFiles() {}

  static Path receiptOf(Path statement) {
    return statement.resolveSibling(statement.getFileName() + SUFFIX);
  }

  /** The statement beside a receipt, when there is one. */
  static Optional<Path> statementOf(Path receipt) {
    String name = String.valueOf(receipt.getFileName());
    return Optional.of(name)
        .filter(n -> n.endsWith(SUFFIX) && n.length() > SUFFIX.length())
        .map(n -> receipt.resolveSibling(n.substring(0, n.length() - SUFFIX.length())))
        .filter(Files::isRegularFile);
  }
}
