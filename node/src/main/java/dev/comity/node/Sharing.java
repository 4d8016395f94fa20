package dev.comity.node;

import dev.comity.node.postgres.DatabaseUrl;
import java.util.Optional;

/**
 * With whom a node shares logs.
 *
 * @param advertised where the other nodes reach this one, such as {@code http://10.0.0.7:7070}; the
 *     address it listens on when empty
 */
public record Sharing(DatabaseUrl database, Optional<String> advertised) {
  public Sharing {
    if (advertised.isPresent() && !advertised.get().matches("https?://[^\\s/?#]+")) {
      throw new IllegalArgumentException(
          "--advertise: expected an address such as http://10.0.0.7:7070, found \""
              + advertised.get()
              + "\"");
    }
  }
}
