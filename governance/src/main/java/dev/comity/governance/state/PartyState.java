package dev.comity.governance.state;

import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.Body;
import dev.comity.rules.Bilingual;

/** A declared party. {@code index} is the entry that declared it. */
public record PartyState(
    String id, Bilingual name, Body.PartyKind kind, VerificationKey key, long index) {
  Json toJson() {
    return Json.object()
        .put("index", index)
        .put("key", key.keyId().hex())
        .put("kind", kind.name())
        .put("name", name.toJson())
        .build();
  }
}
