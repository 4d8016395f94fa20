package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.governance.statement.Loop;

/** A published document. */
public record DisclosureState(Hash id, long index, String party, Loop.Disclosure body) {}
