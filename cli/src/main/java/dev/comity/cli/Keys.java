package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import dev.comity.node.KeyFile;
import java.io.IOException;
import java.nio.file.Path;

/** Reads keys from files. */
final class Keys {
  private static final int MAX_SIZE = 10_000;

  private Keys() {}

  /** A private JWK, as {@code comity keygen} writes it. */
  static SigningKey signing(Path file) throws CommandFailure {
    InputFile.read(file, MAX_SIZE);
    try {
      return KeyFile.read(file);
    } catch (VerificationException e) {
      throw CommandFailure.badInput(e.detail());
    } catch (IOException e) {
      throw InputFile.failure(file, e);
    }
  }

  /** A public JWK. */
  static VerificationKey publicKey(Path file) throws CommandFailure {
    try {
      Json jwk = JsonParser.parse(InputFile.read(file, MAX_SIZE));
      if (jwk instanceof Json.Obj object && object.fields().containsKey("d")) {
        throw CommandFailure.badInput(
            file + ": expected a public key, found a private one; leave out its field d");
      }
      return VerificationKey.fromJwk(jwk, "key");
    } catch (VerificationException e) {
      throw InputFile.badInput(file, e);
    }
  }
}
