package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;

/** A key under the name that its notes carry (C2SP signed-note, signature type 1: Ed25519). */
public record NoteKey(String name, VerificationKey key) {
  private static final byte TYPE_ED25519 = 1;

  /** Throws {@link IllegalArgumentException} for another algorithm or an impossible name. */
  public NoteKey {
    if (!isName(name)) {
      throw new IllegalArgumentException("not a key name: " + name);
    }
    if (key.algorithm() != Algorithm.EDDSA) {
      throw new IllegalArgumentException("notes are signed with Ed25519");
    }
  }

  /** Names are not empty and have no space, plus or control character. */
  static boolean isName(String name) {
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
    Bytes separator = Bytes.of((byte) '\n', TYPE_ED25519);
    Hash hash = Hash.of(Bytes.utf8(name), separator, key.material());
    return hash.bytes().slice(0, NoteSignature.KEY_ID_SIZE);
  }

  /** The verifier key string {@code name+hex key id+base64(type ‖ key)}. */
  public String encode() {
    return name
        + "+"
        + keyId().hex()
        + "+"
        + Bytes.of(TYPE_ED25519).concat(key.material()).base64();
  }

  /** Reads a verifier key string; throws {@code MALFORMED} or {@code UNSUPPORTED_ALGORITHM}. */
  public static NoteKey parse(String text) throws VerificationException {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      throw malformed("expected name+keyid+base64");
    }
    try {
      Bytes typed = Bytes.fromBase64(parts[2]);
      if (typed.size() == 0 || typed.at(0) != TYPE_ED25519) {
        throw new VerificationException(
            Code.UNSUPPORTED_ALGORITHM, "verifier key: expected type 1 (Ed25519)");
      }
      Bytes material = typed.slice(1, typed.size());
      NoteKey key = new NoteKey(parts[0], new VerificationKey(Algorithm.EDDSA, material));
      if (!key.keyId().hex().equals(parts[1])) {
        throw malformed("the key id is not that of the key: expected " + key.keyId().hex());
      }
      return key;
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  /** Signs {@code text} in the name {@code name}. */
  static NoteSignature sign(String name, SigningKey signer, String text) {
    NoteKey key = new NoteKey(name, signer.publicKey());
    return new NoteSignature(name, key.keyId(), signer.sign(Bytes.utf8(text)));
  }

  boolean claims(NoteSignature signature) {
    return signature.name().equals(name) && signature.keyId().equals(keyId());
  }

  boolean verifies(String text, NoteSignature signature) {
    return key.verify(signature.signature(), Bytes.utf8(text));
  }

  private static VerificationException malformed(String why) {
    return VerificationException.malformed("verifier key: " + why);
  }
}
