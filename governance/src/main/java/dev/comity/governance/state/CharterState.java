package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.Body;
import java.util.List;

/** The charter in force, with the entry that gave it. */
public record CharterState(Body.Charter charter, Hash id, long index) {
  public boolean grants(String role, String party) {
    return charter.roles().getOrDefault(role, List.of()).contains(party);
  }

  Json toJson() {
    return Json.object().put("id", id.hex()).put("index", index).build();
  }
}
