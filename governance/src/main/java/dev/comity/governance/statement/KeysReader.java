package dev.comity.governance.statement;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.JsonFields;
import java.util.Optional;

/** Reads statements about keys. */
final class KeysReader {
  /** Two checkpoints with their cosignatures fit well. */
  private static final int MAX_NOTE = 16_000;

  private KeysReader() {}

  static Body read(BodyType type, JsonFields fields) throws VerificationException {
    return switch (type) {
      case KEY_COMMIT -> new Keys.Commit(BodyReader.hash(fields, "next"));
      case KEY_ROTATE -> new Keys.Rotate(BodyReader.key(fields, "key"), next(fields));
      case KEY_COMPROMISE -> compromise(fields);
      case KEY_RECOVER ->
          new Keys.Recover(
              BodyReader.party(fields, "party"),
              BodyReader.key(fields, "key"),
              BodyReader.longText(fields, "text"));
      default -> throw new IllegalArgumentException(type.text());
    };
  }

  private static Optional<Hash> next(JsonFields fields) throws VerificationException {
    return fields.has("next") ? Optional.of(BodyReader.hash(fields, "next")) : Optional.empty();
  }

  private static Body compromise(JsonFields fields) throws VerificationException {
    Optional<VerificationKey> key =
        fields.has("key") ? Optional.of(BodyReader.key(fields, "key")) : Optional.empty();
    Optional<Keys.TwoHistories> histories = Optional.empty();
    if (fields.has("histories")) {
      JsonFields two = fields.object("histories");
      histories = Optional.of(new Keys.TwoHistories(note(two, "one"), note(two, "other")));
      two.done();
    }
    if (key.isPresent() == histories.isPresent()) {
      throw VerificationException.malformed(
          fields.path("key") + ": expected either the committed key or two histories");
    }
    return new Keys.Compromise(
        BodyReader.hash(fields, "keyId"), fields.count("since"), key, next(fields), histories);
  }

  private static String note(JsonFields fields, String name) throws VerificationException {
    String text = fields.text(name);
    if (text.length() > MAX_NOTE) {
      throw VerificationException.malformed(
          fields.path(name) + ": expected a checkpoint of up to " + MAX_NOTE + " characters");
    }
    return text;
  }
}
