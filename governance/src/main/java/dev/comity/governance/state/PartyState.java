package dev.comity.governance.state;

import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.statement.Body;
import dev.comity.rules.Bilingual;

/** A declared party. {@code index} is the entry that declared it. */
public record PartyState(
    String id, Bilingual name, Body.PartyKind kind, VerificationKey key, long index) {}
