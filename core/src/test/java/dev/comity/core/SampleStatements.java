package dev.comity.core;

import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.SampleKeys;
import dev.comity.core.crypto.SigningKey;

/** A signed statement that is the same in every run: Ed25519 signatures are deterministic. */
public final class SampleStatements {
  private SampleStatements() {}

  /** The key pair of the COSE working group's Ed25519 example. */
  public static SigningKey key(String file) {
    try {
      return SampleKeys.pairOfCoseExample(Vectors.at(Vectors.read(file), "input", "sign0", "key"));
    } catch (VerificationException e) {
      throw new AssertionError(e);
    }
  }

  public static SignedStatement eddsa() {
    SigningKey key = key("cose/eddsa-examples/eddsa-sig-01.json");
    return SignedStatement.sign(
        key,
        "application/example+json",
        key.publicKey().partyId(),
        "urn:example:system",
        1_790_000_000,
        Bytes.utf8("{\"a\":1}"));
  }
}
