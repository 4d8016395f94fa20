package dev.comity.core.crypto;

import dev.comity.core.Bytes;
import dev.comity.core.Vectors;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;

/** Published keys, one for each algorithm. */
public final class SampleKeys {
  private SampleKeys() {}

  public static VerificationKey of(Algorithm algorithm) {
    try {
      return ofCoseExample(Vectors.at(Vectors.read(file(algorithm)), "input", "sign0", "key"));
    } catch (VerificationException e) {
      throw new AssertionError(e);
    }
  }

  private static String file(Algorithm algorithm) {
    return switch (algorithm) {
      case EDDSA -> "cose/eddsa-examples/eddsa-sig-01.json";
      case ES256 -> "cose/ecdsa-examples/ecdsa-sig-01.json";
      case ES384 -> "cose/ecdsa-examples/ecdsa-sig-02.json";
    };
  }

  /**
   * The public key of a COSE example: a JWK whose octets may be in hex and that has more fields.
   */
  public static VerificationKey ofCoseExample(Json key) throws VerificationException {
    return VerificationKey.fromJwk(publicJwk(key), "key");
  }

  /** The key pair of a COSE example. */
  public static SigningKey pairOfCoseExample(Json key) throws VerificationException {
    var jwk = Json.object();
    publicJwk(key).fields().forEach(jwk::put);
    return SigningKey.fromPrivateJwk(jwk.put("d", octets(key, "d")).build(), "key");
  }

  private static Json.Obj publicJwk(Json key) {
    var jwk =
        Json.object()
            .put("kty", Vectors.text(key, "kty"))
            .put("crv", Vectors.text(key, "crv"))
            .put("x", octets(key, "x"));
    return Vectors.fields(key).containsKey("y")
        ? jwk.put("y", octets(key, "y")).build()
        : jwk.build();
  }

  private static String octets(Json key, String name) {
    String hex = name + "_hex";
    return Vectors.fields(key).containsKey(hex)
        ? Bytes.fromHex(Vectors.text(key, hex)).base64Url()
        : Vectors.text(key, name);
  }
}
