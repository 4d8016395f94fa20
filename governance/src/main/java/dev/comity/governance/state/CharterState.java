package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.governance.statement.Body;

/** The charter in force, with the entry that gave it. */
public record CharterState(Body.Charter charter, Hash id, long index) {
  public boolean grants(String role, String party) {
    return charter.holders(role).contains(party);
  }
}
