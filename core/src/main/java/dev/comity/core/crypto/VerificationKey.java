package dev.comity.core.crypto;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborEncoder;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * A public key with its algorithm.
 *
 * @param material 32 bytes for Ed25519, x‖y for ECDSA; a point that the algorithm admits
 */
public record VerificationKey(Algorithm algorithm, Bytes material) {
  private static final String PARTY_PREFIX = "urn:ietf:params:oauth:ckt:sha-256:";

  /** Throws {@link IllegalArgumentException} when the material is no admissible public key. */
  public VerificationKey {
    if (material.size() != algorithm.materialSize()) {
      throw new IllegalArgumentException(
          algorithm.text() + " keys have " + algorithm.materialSize() + " bytes");
    }
    if (!KnownKeys.admitted(algorithm, material)) {
      if (algorithm == Algorithm.EDDSA
          ? !Ed25519Rule.admitsKey(material)
          : !EcCurve.of(algorithm).contains(material)) {
        throw new IllegalArgumentException("not an admissible " + algorithm.text() + " point");
      }
      KnownKeys.of(algorithm, material);
    }
  }

  /**
   * True if {@code signature} is valid for {@code message}: never throws on hostile input. Ed25519
   * follows {@link Ed25519Rule}; ECDSA signatures are r‖s of fixed length, either sign of s (so no
   * id may derive from signature bytes).
   */
  public boolean verify(Bytes signature, Bytes message) {
    if (signature.size() != algorithm.signatureSize()) {
      return false;
    }
    if (algorithm == Algorithm.EDDSA && !Ed25519Rule.admitsPoint(signature.slice(0, 32))) {
      return false;
    }
    try {
      CryptoProvider crypto = CryptoProvider.current();
      Signature verifier = crypto.signature(algorithm);
      verifier.initVerify(known().decoded(crypto, this));
      message.feed(verifier);
      return verifier.verify(signature.toArray());
    } catch (GeneralSecurityException | RuntimeException e) {
      // The rule: whatever a provider throws is a refusal.
      return false;
    }
  }

  private KnownKeys known() {
    return KnownKeys.of(algorithm, material);
  }

  /**
   * Reads the SubjectPublicKeyInfo of a certificate. Throws {@code UNSUPPORTED_ALGORITHM}, naming
   * {@code what}, when it is no admissible Ed25519, P-256 or P-384 key.
   */
  static VerificationKey ofSubjectPublicKeyInfo(Bytes der, String what)
      throws VerificationException {
    for (Algorithm algorithm : Algorithm.values()) {
      Bytes prefix = Der.publicKeyPrefix(algorithm);
      if (der.size() == prefix.size() + algorithm.materialSize()
          && der.slice(0, prefix.size()).equals(prefix)) {
        try {
          return new VerificationKey(algorithm, der.slice(prefix.size(), der.size()));
        } catch (IllegalArgumentException e) {
          throw Certificate.unsupported(what + ": " + e.getMessage());
        }
      }
    }
    throw Certificate.unsupported(what + ": expected an Ed25519, P-256 or P-384 key");
  }

  /** The COSE Key Thumbprint with SHA-256 (RFC 9679): what {@code kid} carries. */
  public Hash keyId() {
    return known().keyId(() -> Hash.of(CborEncoder.encode(new Cbor.Map(requiredParameters()))));
  }

  /**
   * The key's thumbprint URI (RFC 9679 section 5): the name of the party that declared it first.
   */
  public String partyId() {
    return PARTY_PREFIX + keyId().bytes().base64Url();
  }

  /** The public COSE_Key with its kid and alg, as SCRAPI publishes it. */
  public Cbor.Map toCoseKey() {
    List<Cbor.Entry> entries = new ArrayList<>(requiredParameters());
    entries.add(1, entry(2, Cbor.of(keyId().bytes())));
    entries.add(2, entry(3, Cbor.of(algorithm.coseId())));
    return new Cbor.Map(entries);
  }

  private List<Cbor.Entry> requiredParameters() {
    boolean okp = algorithm == Algorithm.EDDSA;
    List<Cbor.Entry> entries = new ArrayList<>();
    entries.add(entry(1, Cbor.of(okp ? 1 : 2)));
    entries.add(entry(-1, Cbor.of(algorithm.coseCurve())));
    entries.add(entry(-2, Cbor.of(okp ? material : x())));
    if (!okp) {
      entries.add(entry(-3, Cbor.of(y())));
    }
    return entries;
  }

  private static Cbor.Entry entry(long label, Cbor value) {
    return new Cbor.Entry(new Cbor.Int(label), value);
  }

  private Bytes x() {
    return material.slice(0, material.size() / 2);
  }

  private Bytes y() {
    return material.slice(material.size() / 2, material.size());
  }

  /** The public JWK (RFC 7517, RFC 8037). */
  public Json.Obj toJwk() {
    return jwk().build();
  }

  JsonObject jwk() {
    JsonObject jwk = Json.object().put("kty", algorithm == Algorithm.EDDSA ? "OKP" : "EC");
    jwk.put("crv", algorithm.curve());
    return algorithm == Algorithm.EDDSA
        ? jwk.put("x", material.base64Url())
        : jwk.put("x", x().base64Url()).put("y", y().base64Url());
  }

  /** Reads a public JWK; unknown fields are refused. {@code path} names it in errors. */
  public static VerificationKey fromJwk(Json json, String path) throws VerificationException {
    JsonFields fields = JsonFields.of(json, path);
    VerificationKey key = takeFrom(fields, path);
    fields.done();
    return key;
  }

  static VerificationKey takeFrom(JsonFields fields, String path) throws VerificationException {
    String type = fields.text("kty");
    String curve = fields.text("crv");
    Algorithm algorithm =
        Algorithm.ofCurve(curve)
            .filter(a -> (a == Algorithm.EDDSA ? "OKP" : "EC").equals(type))
            .orElseThrow(
                () ->
                    new VerificationException(
                        VerificationException.Code.UNSUPPORTED_ALGORITHM,
                        path
                            + ": expected kty OKP with crv Ed25519, or EC with P-256 or P-384, found "
                            + Utf8.shown(type)
                            + " "
                            + Utf8.shown(curve)));
    boolean edwards = algorithm == Algorithm.EDDSA;
    int size = edwards ? algorithm.materialSize() : algorithm.materialSize() / 2;
    Bytes x = octets(fields, "x", size);
    Bytes material = edwards ? x : x.concat(octets(fields, "y", size));
    try {
      return new VerificationKey(algorithm, material);
    } catch (IllegalArgumentException e) {
      throw VerificationException.malformed(path + ": " + e.getMessage());
    }
  }

  /** Exactly {@code size} bytes in base64url; the error does not repeat what was found. */
  static Bytes octets(JsonFields fields, String name, int size) throws VerificationException {
    String text = fields.text(name);
    try {
      Bytes octets = Bytes.fromBase64Url(text);
      if (octets.size() == size) {
        return octets;
      }
    } catch (IllegalArgumentException e) {
      // Falls through: wrong characters and wrong sizes are the same mistake to the reader.
    }
    throw VerificationException.malformed(
        fields.path(name) + ": expected " + size + " bytes in unpadded base64url");
  }
}
