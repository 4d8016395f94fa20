package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.Deflated;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.Statement;
import java.util.Optional;
import java.util.Set;

/** An entry of another community with its issuer's key and its receipt, as an import carries it. */
final class ForeignEntry {
  private static final Set<String> WITH_KEYS =
      Set.of("policy", "party", "key-rotate", "key-compromise", "concern");

  private final CommunityApi from;

  ForeignEntry(CommunityUrl from) {
    this.from = new CommunityApi(from);
  }

  CommunityApi community() {
    return from;
  }

  /** {@code fields} with the entry, its issuer's key and its receipt. */
  Json.Obj carried(JsonObject fields, String reference)
      throws CommandFailure, InterruptedException {
    SignedStatement statement = from.statement(reference);
    Bytes receipt = from.bytes("entries/" + statement.id().hex() + "/receipt");
    return fields
        .put("entryDeflated", Deflated.deflate(statement.entry()).base64())
        .put("issuerKey", key(statement).toJwk())
        .put("receipt", receipt.base64())
        .build();
  }

  /** The key that signed: its issuer once brought it into that log by a statement of its own. */
  private VerificationKey key(SignedStatement statement)
      throws CommandFailure, InterruptedException {
    Optional<Long> below = Optional.empty();
    do {
      String query = below.map(index -> "?below=" + index).orElse("");
      Json page = from.json("entries" + query);
      try {
        below = Optional.empty();
        for (Json row : JsonFields.of(page, "entries").list("entries")) {
          JsonFields fields = JsonFields.of(row, "entry");
          below = Optional.of(fields.count("index"));
          if (fields.text("issuer").equals(statement.header().issuer())
              && WITH_KEYS.contains(fields.text("type"))) {
            Optional<VerificationKey> key = brought(fields.text("id"), statement.header().keyId());
            if (key.isPresent()) {
              return key.get();
            }
          }
        }
      } catch (VerificationException e) {
        throw CommandFailure.failed(from.url() + ": " + e.detail());
      }
    } while (below.isPresent() && below.get() > 0);
    throw CommandFailure.failed(
        from.url() + ": no statement there brings the key " + statement.header().keyId().hex());
  }

  private Optional<VerificationKey> brought(String id, Hash keyId)
      throws CommandFailure, InterruptedException, VerificationException {
    if (!CommunityApi.isReference(id)) {
      throw CommandFailure.failed(from.url() + ": expected an id, found " + OneLine.of(id));
    }
    return Statement.parse(from.statement(id)).ownKey().filter(k -> k.keyId().equals(keyId));
  }
}
