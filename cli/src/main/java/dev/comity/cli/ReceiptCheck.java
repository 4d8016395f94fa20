package dev.comity.cli;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.Receipt;

/** What can be said of a receipt before its signature is checked. */
final class ReceiptCheck {
  private ReceiptCheck() {}

  /** The root that {@code statement} leads to; throws {@code BAD_PROOF} when the path is none. */
  static Hash root(Receipt receipt, SignedStatement statement) throws VerificationException {
    return receipt.proof().root(MerkleTree.leafHash(statement.entry()));
  }
}
