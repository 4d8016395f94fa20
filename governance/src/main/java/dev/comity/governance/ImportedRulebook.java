package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import dev.comity.log.proof.Receipt;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.RulebookFolder;

/**
 * A parent's rulebook whose proof holds: signed, and included in the log whose key the charter
 * pins.
 */
public record ImportedRulebook(RulebookFolder folder, CompiledRulebook compiled, Hash statement) {

  /** Throws {@code MISMATCH} when the charter does not ask for it, or what verification throws. */
  public static ImportedRulebook verify(Body.Baseline body, Body.Charter charter)
      throws VerificationException {
    Body.Parent parent =
        charter.parents().stream()
            .filter(p -> p.log().equals(body.parent()))
            .findFirst()
            .orElseThrow(() -> mismatch("the charter names no parent \"" + body.parent() + "\""));
    SignedStatement signed = SignedStatement.decode(body.entry());
    signed.verify(body.issuerKey());
    Statement statement = Statement.parse(signed);
    if (!statement.log().equals(parent.log())
        || !(statement.body() instanceof Body.Rulebook rulebook)) {
      throw mismatch("expected a rulebook statement of log \"" + parent.log() + "\"");
    }
    Receipt receipt = Receipt.decode(body.receipt());
    if (!receipt.issuer().equals(parent.log())) {
      throw mismatch(
          "the receipt is of log \"" + receipt.issuer() + "\", not \"" + parent.log() + "\"");
    }
    receipt.verify(signed.entry(), parent.logKey());
    CompiledRulebook compiled = CompiledRulebook.compile(rulebook.folder());
    String id = compiled.rulebook().key().id();
    if (!parent.rulebooks().contains(id)) {
      throw mismatch("the charter takes " + parent.rulebooks() + " from this parent, not " + id);
    }
    return new ImportedRulebook(rulebook.folder(), compiled, signed.id());
  }

  private static VerificationException mismatch(String detail) {
    return new VerificationException(VerificationException.Code.MISMATCH, detail);
  }
}
