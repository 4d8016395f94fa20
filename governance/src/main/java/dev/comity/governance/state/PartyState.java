package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.statement.Body;
import dev.comity.rules.Bilingual;
import java.util.Optional;

/**
 * A declared party.
 *
 * @param id the thumbprint of its first key; stays when the key changes
 * @param key the one it signs with now
 * @param index the entry that declared it
 * @param next the thumbprint of the key that it has committed to
 */
public record PartyState(
    String id,
    Bilingual name,
    Body.PartyKind kind,
    VerificationKey key,
    long index,
    Optional<String> domain,
    Optional<Hash> next) {
  public PartyState committed(Optional<Hash> thumbprint) {
    return new PartyState(id, name, kind, key, index, domain, thumbprint);
  }

  public PartyState with(VerificationKey now, Optional<Hash> thumbprint) {
    return new PartyState(id, name, kind, now, index, domain, thumbprint);
  }
}
