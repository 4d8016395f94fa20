package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.CertificateChain;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import java.util.Optional;

/**
 * From bytes to a verified statement: strict decoding, then the signature. Needs of the state only
 * the declared keys and those that the policy lists.
 */
public final class Verifier {
  private Verifier() {}

  /**
   * Throws {@code UNKNOWN_KEY} when the signing key is neither declared nor brought by the
   * statement itself, {@code BAD_SIGNATURE}, or what decoding throws.
   */
  public static Statement verify(Bytes submitted, State state) throws VerificationException {
    return verify(Examined.decode(submitted), state);
  }

  /** The same, without checking a signature again that is known to be valid. */
  static Statement verify(Examined examined, State state) throws VerificationException {
    Statement statement = examined.statement();
    VerificationKey key =
        key(statement, state)
            .orElseThrow(
                () ->
                    new VerificationException(
                        VerificationException.Code.UNKNOWN_KEY,
                        "key "
                            + statement.keyId()
                            + " is not declared here; submit a party statement first"));
    if (!examined.provenBy(key)) {
      statement.signed().verify(key);
    }
    return statement;
  }

  /**
   * The key that {@code statement} was signed with, if the statement brings it or the state knows
   * it: a foreign statement may also be signed with a key that the policy lists, or with that of
   * its certificate. Whether such an issuer is admitted is the reducer's question.
   */
  public static Optional<VerificationKey> key(Statement statement, State state)
      throws VerificationException {
    Optional<VerificationKey> known = statement.ownKey().or(() -> state.key(statement.keyId()));
    if (known.isPresent() || !(statement.body() instanceof Body.Opaque)) {
      return known;
    }
    Optional<VerificationKey> listed =
        state.policy().flatMap(policy -> policy.issuerKey(statement.keyId()));
    Optional<CertificateChain> chain = statement.signed().header().chain();
    return listed.isPresent() || chain.isEmpty() ? listed : Optional.of(chain.get().leafKey());
  }
}
