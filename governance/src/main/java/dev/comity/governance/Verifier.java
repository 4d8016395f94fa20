package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Statement;
import java.util.Optional;

/**
 * From bytes to a verified statement: strict decoding, then the signature. Needs of the state only
 * the declared keys.
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

  /** The key that counts for {@code statement}, if it brings one or the state knows it. */
  public static Optional<VerificationKey> key(Statement statement, State state) {
    return statement.ownKey().or(() -> state.key(statement.keyId()));
  }
}
