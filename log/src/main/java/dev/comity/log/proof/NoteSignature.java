package dev.comity.log.proof;

import dev.comity.core.Bytes;

/** One line {@code — name base64(keyId ‖ signature)} of a signed note. */
public record NoteSignature(String name, Bytes keyId, Bytes signature) {
  static final int KEY_ID_SIZE = 4;
  static final String DASH = "— ";

  /** Throws {@link IllegalArgumentException} for what a note cannot carry. */
  public NoteSignature {
    if (!NoteKey.isName(name)) {
      throw new IllegalArgumentException("not a key name: " + name);
    }
    if (keyId.size() != KEY_ID_SIZE) {
      throw new IllegalArgumentException("a key id has 4 bytes, not " + keyId.size());
    }
    if (signature.size() == 0) {
      throw new IllegalArgumentException("an empty signature");
    }
  }

  /** The line without its LF. */
  public String line() {
    return DASH + name + " " + keyId.concat(signature).base64();
  }

  /** Throws {@link IllegalArgumentException} unless {@code line} is the one form of a signature. */
  static NoteSignature parse(String line) {
    if (!line.startsWith(DASH)) {
      throw new IllegalArgumentException("expected a line that starts with an em dash and a space");
    }
    int space = line.lastIndexOf(' ');
    if (space < DASH.length()) {
      throw new IllegalArgumentException("expected a key name, a space and base64");
    }
    Bytes blob = Bytes.fromBase64(line.substring(space + 1));
    if (blob.size() <= KEY_ID_SIZE) {
      throw new IllegalArgumentException("expected a key id of 4 bytes and a signature");
    }
    return new NoteSignature(
        line.substring(DASH.length(), space),
        blob.slice(0, KEY_ID_SIZE),
        blob.slice(KEY_ID_SIZE, blob.size()));
  }
}
