package dev.comity.governance.passport;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.Receipt;
import dev.comity.log.proof.SignedCheckpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks a passport without network, clock or account: checkpoint, receipts, signatures, and that
 * the decision follows from the rulebooks and the evidence inside.
 *
 * <p>What it cannot show is that the log holds nothing else about the system; replaying the whole
 * log does.
 */
public final class PassportVerifier {
  private final Passport passport;
  private final SortedMap<Long, Statement> statements = new TreeMap<>();
  private final Map<Hash, VerificationKey> keys = new HashMap<>();

  private PassportVerifier(Passport passport) {
    this.passport = passport;
  }

  /** Throws at the first thing that does not verify, naming the entry. */
  public static PassportReport verify(Passport passport) throws VerificationException {
    return new PassportVerifier(passport).run();
  }

  private PassportReport run() throws VerificationException {
    SignedCheckpoint signed = SignedCheckpoint.parse(Bytes.utf8(passport.checkpoint()));
    signed.requireSignature(passport.logKey());
    Checkpoint checkpoint = signed.checkpoint();
    if (!checkpoint.origin().equals(passport.log())) {
      throw new VerificationException(
          Code.MISMATCH,
          "the checkpoint is of log \""
              + checkpoint.origin()
              + "\", not \""
              + passport.log()
              + "\"");
    }
    for (Passport.Item item : passport.entries()) {
      statements.put(item.index(), included(item, checkpoint));
    }
    String operator = checkPolicy();
    for (Map.Entry<Long, Statement> entry : statements.entrySet()) {
      checkSignature(entry.getKey(), entry.getValue());
    }
    return new Rederivation(passport.decisionIndex(), new CarriedStatements(statements, operator))
        .check(checkpoint);
  }

  private Statement included(Passport.Item item, Checkpoint checkpoint)
      throws VerificationException {
    try {
      Receipt receipt = Receipt.decode(item.receipt());
      Receipt.Inclusion inclusion = receipt.verify(item.entry(), passport.logKey());
      boolean same =
          inclusion.leafIndex() == item.index()
              && inclusion.treeSize() == checkpoint.size()
              && inclusion.root().equals(checkpoint.root())
              && receipt.issuer().equals(passport.log());
      if (!same) {
        throw new VerificationException(
            Code.MISMATCH, "its receipt does not lead to the passport's checkpoint");
      }
      Statement statement = Statement.parse(SignedStatement.decode(item.entry()));
      statement.ownKey().ifPresent(key -> keys.put(key.keyId(), key));
      return statement;
    } catch (VerificationException e) {
      throw new VerificationException(e.code(), "entry " + item.index() + ": " + e.detail());
    }
  }

  /**
   * Entry 0 must be this log's policy, and the last policy that is carried must name the log key,
   * which may have been rotated since; returns the operator that they name.
   */
  private String checkPolicy() throws VerificationException {
    Statement first = statements.get(0L);
    if (first == null
        || !(first.body() instanceof Body.Policy opening)
        || !first.log().equals(passport.log())
        || !first.issuer().equals(opening.operatorKey().partyId())) {
      throw new VerificationException(
          Code.MISMATCH, "entry 0: expected the policy of log \"" + passport.log() + "\"");
    }
    long last = 0;
    VerificationKey logKey = opening.logKey();
    for (Map.Entry<Long, Statement> entry : statements.entrySet()) {
      if (entry.getValue().body() instanceof Body.Policy policy
          && entry.getValue().issuer().equals(first.issuer())) {
        last = entry.getKey();
        logKey = policy.logKey();
      }
    }
    if (!logKey.equals(passport.logKey())) {
      throw new VerificationException(
          Code.MISMATCH,
          "entry " + last + ": expected a policy with this log key, found " + logKey.keyId());
    }
    return first.issuer();
  }

  private void checkSignature(long index, Statement statement) throws VerificationException {
    VerificationKey key = keys.get(statement.keyId());
    if (key == null) {
      throw new VerificationException(
          Code.UNKNOWN_KEY,
          "entry "
              + index
              + ": the passport lacks the party statement of key "
              + statement.keyId());
    }
    if (!key.partyId().equals(statement.issuer()) || !statement.log().equals(passport.log())) {
      throw new VerificationException(
          Code.MISMATCH, "entry " + index + ": issuer or log is not what the key and passport say");
    }
    try {
      statement.signed().verify(key);
    } catch (VerificationException e) {
      throw new VerificationException(e.code(), "entry " + index + ": " + e.detail());
    }
  }
}
