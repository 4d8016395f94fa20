package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import dev.comity.log.proof.Receipt;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.RulebookFolder;
import java.util.Optional;

/**
 * A parent's rulebook whose proof holds: signed, and included in the log whose key the charter
 * pins.
 *
 * <p>What the parent imported itself may be imported from it: its log admitted it with a proof, and
 * anybody who replays that log checks the proof.
 *
 * @param source the log that first had it, when that is another than the parent
 */
public record ImportedRulebook(
    RulebookFolder folder, CompiledRulebook compiled, Hash statement, Optional<String> source) {
  /** How many communities a rulebook may have come through. */
  private static final int MAX_HOPS = 8;

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
    if (!statement.log().equals(parent.log())) {
      throw mismatch("expected a statement of log \"" + parent.log() + "\"");
    }
    Receipt receipt = Receipt.decode(body.receipt());
    if (!receipt.issuer().equals(parent.log())) {
      throw mismatch(
          "the receipt is of log \"" + receipt.issuer() + "\", not \"" + parent.log() + "\"");
    }
    receipt.verify(signed.entry(), parent.logKey());
    Statement first = first(statement, 0);
    if (!(first.body() instanceof Body.Rulebook rulebook)) {
      throw mismatch("expected a rulebook statement of log \"" + parent.log() + "\"");
    }
    if (rulebook.tabled()) {
      throw mismatch(
          "the rulebook is only tabled in \"" + first.log() + "\"; import it once promulgated");
    }
    CompiledRulebook compiled = CompiledRulebook.compile(rulebook.folder());
    String id = compiled.rulebook().key().id();
    if (!parent.rulebooks().contains(id)) {
      throw mismatch("the charter takes " + parent.rulebooks() + " from this parent, not " + id);
    }
    return new ImportedRulebook(
        rulebook.folder(),
        compiled,
        first.id(),
        first.log().equals(parent.log()) ? Optional.empty() : Optional.of(first.log()));
  }

  /** The statement that a chain of imports began with. */
  private static Statement first(Statement statement, int hops) throws VerificationException {
    if (!(statement.body() instanceof Body.Baseline baseline)) {
      return statement;
    }
    if (hops == MAX_HOPS) {
      throw mismatch("it came through more than " + MAX_HOPS + " communities");
    }
    SignedStatement signed = SignedStatement.decode(baseline.entry());
    signed.verify(baseline.issuerKey());
    Statement inner = Statement.parse(signed);
    if (!inner.log().equals(baseline.parent())) {
      throw mismatch("expected a statement of log \"" + baseline.parent() + "\"");
    }
    return first(inner, hops + 1);
  }

  private static VerificationException mismatch(String detail) {
    return new VerificationException(VerificationException.Code.MISMATCH, detail);
  }
}
