package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;

/**
 * An Ed25519 key under the name that its notes carry, for one type of signature (C2SP signed-note):
 * the same key and name of another type is another note key, with another key id.
 */
public record NoteKey(String name, Type type, VerificationKey key) {
  /** What the signatures of a key sign. */
  public enum Type {
    /** The note text: how logs sign. */
    ED25519(1),
    /** The note text with a time (C2SP tlog-cosignature): how witnesses sign. */
    COSIGNATURE_V1(4);

    private final byte octet;

    Type(int octet) {
      this.octet = (byte) octet;
    }

    private static Type of(byte octet) throws VerificationException {
      for (Type type : values()) {
        if (type.octet == octet) {
          return type;
        }
      }
      throw new VerificationException(
          Code.UNSUPPORTED_ALGORITHM,
          "verifier key: expected type 1 (Ed25519) or 4 (cosignature/v1), found type "
              + Byte.toUnsignedInt(octet));
    }
  }

  /** Throws {@link IllegalArgumentException} for another algorithm or an impossible name. */
  public NoteKey {
    if (!isName(name)) {
      throw new IllegalArgumentException("not a key name: " + name);
    }
    if (key.algorithm() != Algorithm.EDDSA) {
      throw new IllegalArgumentException("notes are signed with Ed25519");
    }
  }

  /** A key that signs notes as logs do. */
  public NoteKey(String name, VerificationKey key) {
    this(name, Type.ED25519, key);
  }

  /** A key that signs checkpoints as witnesses do. */
  public static NoteKey ofWitness(String name, VerificationKey key) {
    return new NoteKey(name, Type.COSIGNATURE_V1, key);
  }

  /** Names are not empty and have no space, plus or control character. */
  public static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || Character.isSpaceChar(c)
                        || Character.isWhitespace(c)
                        || Character.isISOControl(c));
  }

  /** The first 4 bytes of SHA-256(name ‖ LF ‖ type ‖ key): a hint, not an identity. */
  public Bytes keyId() {
    Bytes separator = Bytes.of((byte) '\n', type.octet);
    Hash hash = Hash.of(Bytes.utf8(name), separator, key.material());
    return hash.bytes().slice(0, NoteSignature.KEY_ID_SIZE);
  }

  /** The verifier key string {@code name+hex key id+base64(type ‖ key)}. */
  public String encode() {
    String material = Bytes.of(type.octet).concat(key.material()).base64();
    return name + "+" + keyId().hex() + "+" + material;
  }

  /**
   * Reads a verifier key string of either type; throws {@code MALFORMED} or {@code
   * UNSUPPORTED_ALGORITHM}.
   */
  public static NoteKey parse(String text) throws VerificationException {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      throw malformed("expected name+keyid+base64");
    }
    try {
      Bytes typed = Bytes.fromBase64(parts[2]);
      if (typed.size() == 0) {
        throw malformed("expected a type and a key after the second plus");
      }
      Bytes material = typed.slice(1, typed.size());
      VerificationKey point = new VerificationKey(Algorithm.EDDSA, material);
      NoteKey key = new NoteKey(parts[0], Type.of(typed.at(0)), point);
      if (!key.keyId().hex().equals(parts[1])) {
        throw malformed("the key id is not that of the key: expected " + key.keyId().hex());
      }
      return key;
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  /** Reads the verifier key string of a log; throws as {@link #parse} does, and for a witness's. */
  public static NoteKey parseLog(String text) throws VerificationException {
    return require(parse(text), Type.ED25519, "log");
  }

  /** Reads the verifier key string of a witness; throws as {@link #parse} does, and for a log's. */
  public static NoteKey parseWitness(String text) throws VerificationException {
    return require(parse(text), Type.COSIGNATURE_V1, "witness");
  }

  private static NoteKey require(NoteKey key, Type wanted, String whose)
      throws VerificationException {
    if (key.type() == wanted) {
      return key;
    }
    String same = new NoteKey(key.name(), wanted, key.key()).encode();
    throw new VerificationException(
        Code.UNSUPPORTED_ALGORITHM,
        "verifier key: expected the key of a "
            + whose
            + " (type "
            + wanted.octet
            + "), found type "
            + key.type().octet
            + "; if it is the same key, write "
            + same);
  }

  /** Signs {@code text} in the name {@code name}. */
  static NoteSignature sign(String name, SigningKey signer, String text) {
    NoteKey key = new NoteKey(name, signer.publicKey());
    return new NoteSignature(name, key.keyId(), signer.sign(Bytes.utf8(text)));
  }

  /** Whether {@code signature} has this key's name and id, so that it must verify. */
  public boolean claims(NoteSignature signature) {
    return signature.name().equals(name) && signature.keyId().equals(keyId());
  }

  boolean verifies(String text, NoteSignature signature) {
    return switch (type) {
      case ED25519 -> key.verify(signature.signature(), Bytes.utf8(text));
      case COSIGNATURE_V1 -> Cosignature.verifies(signature.signature(), key, text);
    };
  }

  private static VerificationException malformed(String why) {
    return VerificationException.malformed("verifier key: " + why);
  }
}
