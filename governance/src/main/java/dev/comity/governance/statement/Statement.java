package dev.comity.governance.statement;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonParser;
import java.util.Optional;

/**
 * A decoded statement: who says what, where, and as which of the key's statements.
 *
 * @param log origin of the log that it is meant for; empty for opaque bodies
 * @param seq strictly increasing per key; 0 for opaque bodies
 */
public record Statement(SignedStatement signed, String log, long seq, Body body) {

  /**
   * Parses the body by its content type; a foreign content type is opaque. Verifies no signature.
   */
  public static Statement parse(SignedStatement signed) throws VerificationException {
    Optional<BodyType> type = BodyType.ofContentType(signed.header().contentType());
    if (type.isEmpty()) {
      return new Statement(signed, "", 0, new Body.Opaque());
    }
    JsonFields fields = JsonFields.of(JsonParser.parse(signed.payload()), type.get().text());
    String log = BodyReader.origin(fields, "log");
    long seq = fields.count("seq");
    Body body = BodyReader.read(type.get(), fields);
    fields.done();
    return new Statement(signed, log, seq, body);
  }

  /**
   * Checks a body that is not signed yet, with the same strictness; {@code payload} carries log and
   * seq.
   */
  public static Body check(BodyType type, Json payload) throws VerificationException {
    JsonFields fields = JsonFields.of(payload, type.text());
    BodyReader.origin(fields, "log");
    fields.count("seq");
    Body body = BodyReader.read(type, fields);
    fields.done();
    return body;
  }

  public Hash id() {
    return signed.id();
  }

  public String issuer() {
    return signed.header().issuer();
  }

  public Hash keyId() {
    return signed.header().keyId();
  }

  /** The key that the body itself brings, for statements that introduce their issuer. */
  public Optional<VerificationKey> ownKey() {
    return switch (body) {
      case Body.Policy policy -> Optional.of(policy.operatorKey());
      case Body.Party party -> Optional.of(party.key());
      case Body.Concern concern -> concern.key();
      case Keys.Rotate rotate -> Optional.of(rotate.key());
      case Keys.Compromise compromise -> compromise.key();
      case Keys k -> Optional.empty();
      case Membership m -> Optional.empty();
      case Deliberation d -> Optional.empty();
      case Loop l -> Optional.empty();
      case Between b -> Optional.empty();
      case Body.Charter c -> Optional.empty();
      case Body.Clock c -> Optional.empty();
      case Body.Rulebook r -> Optional.empty();
      case Body.Baseline b -> Optional.empty();
      case Body.System s -> Optional.empty();
      case Body.Evidence e -> Optional.empty();
      case Body.Attest a -> Optional.empty();
      case Body.Request r -> Optional.empty();
      case Body.Decision d -> Optional.empty();
      case Body.Response r -> Optional.empty();
      case Body.Opaque o -> Optional.empty();
    };
  }

  /** What, by whom, where; not the bytes. */
  @Override
  public String toString() {
    return "Statement[%s, seq %d, %s, %s, %s]"
        .formatted(signed.header().contentType(), seq, issuer(), log, id());
  }
}
