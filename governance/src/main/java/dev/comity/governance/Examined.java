package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Keys;
import dev.comity.governance.statement.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry looked at before its turn: decoded, and its signature checked if a key for it was at
 * hand. Whoever reduces entries in order can let others examine the next ones meanwhile; what is
 * found here decides nothing, it only spares {@link Verifier} the same work.
 *
 * <p>That is safe because a key id is the thumbprint of the key: the key that examining finds under
 * an id is the one that the state has under it when the entry's turn comes, if it has one at all.
 * Immutable.
 */
public final class Examined {
  private final Bytes entry;
  private final @Nullable Statement statement;
  private final @Nullable VerificationException malformed;

  /** The key under which the signature was found valid. */
  private final @Nullable VerificationKey provenBy;

  private Examined(
      Bytes entry,
      @Nullable Statement statement,
      @Nullable VerificationException malformed,
      @Nullable VerificationKey provenBy) {
    this.entry = entry;
    this.statement = statement;
    this.malformed = malformed;
    this.provenBy = provenBy;
  }

  /** Decodes only. */
  public static Examined decode(Bytes entry) {
    try {
      return new Examined(entry, Statement.parse(SignedStatement.decode(entry)), null, null);
    } catch (VerificationException e) {
      return new Examined(entry, null, e, null);
    }
  }

  /**
   * Decodes neighbouring entries and checks the signatures of those whose key a statement brings
   * itself, another of them declares, or {@code before} knows, a state at or before the first of
   * them.
   */
  public static List<Examined> all(List<Bytes> entries, State before) {
    List<Examined> decoded = entries.stream().map(Examined::decode).toList();
    Map<Hash, VerificationKey> declared = new HashMap<>();
    for (Examined one : decoded) {
      one.declares().ifPresent(key -> declared.put(key.keyId(), key));
    }
    List<Examined> checked = new ArrayList<>(decoded.size());
    for (Examined one : decoded) {
      checked.add(one.check(declared, before));
    }
    return checked;
  }

  private Optional<VerificationKey> declares() {
    return statement != null
            && (statement.body() instanceof Body.Party
                || statement.body() instanceof Body.Policy
                || statement.body() instanceof Keys)
        ? statement.ownKey()
        : Optional.empty();
  }

  private Examined check(Map<Hash, VerificationKey> declared, State before) {
    if (statement == null) {
      return this;
    }
    try {
      Optional<VerificationKey> key =
          Verifier.key(statement, before)
              .or(() -> Optional.ofNullable(declared.get(statement.keyId())));
      if (key.isEmpty()) {
        return this;
      }
      statement.signed().verify(key.get());
      return new Examined(entry, statement, null, key.get());
    } catch (VerificationException e) {
      // Its turn will come, and with it the same exception under the key that then counts.
      return this;
    }
  }

  /** The exact bytes. */
  public Bytes entry() {
    return entry;
  }

  /** Throws what decoding threw. */
  public Statement statement() throws VerificationException {
    if (malformed != null) {
      throw malformed;
    }
    return Objects.requireNonNull(statement, "what is not malformed is read");
  }

  /** Whether the signature is known to be valid under {@code key}. */
  boolean provenBy(VerificationKey key) {
    return key.equals(provenBy);
  }
}
