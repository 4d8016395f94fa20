package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import java.util.ArrayList;
import java.util.List;

/** A checkpoint in its note, as served at {@code /checkpoint}. */
public record SignedCheckpoint(Checkpoint checkpoint, Note note) {
  /** Throws {@link IllegalArgumentException} unless the note's text is the checkpoint's. */
  public SignedCheckpoint {
    if (!checkpoint.text().equals(note.text())) {
      throw new IllegalArgumentException("the note is not about this checkpoint");
    }
  }

  /** Signs under the checkpoint's origin, as tlog-checkpoint wants it. */
  public static SignedCheckpoint sign(Checkpoint checkpoint, SigningKey key) {
    String text = checkpoint.text();
    NoteSignature signature = NoteKey.sign(checkpoint.origin(), key, text);
    return new SignedCheckpoint(checkpoint, new Note(text, List.of(signature)));
  }

  /** The same with further signature lines behind those that are there. */
  public SignedCheckpoint with(List<NoteSignature> more) {
    List<NoteSignature> signatures = new ArrayList<>(note.signatures());
    signatures.addAll(more);
    return new SignedCheckpoint(checkpoint, new Note(note.text(), signatures));
  }

  /** Well-formed only; throws {@code MALFORMED} or {@code TOO_LARGE}. */
  public static SignedCheckpoint parse(Bytes bytes) throws VerificationException {
    Note note = Note.parse(bytes);
    return new SignedCheckpoint(Checkpoint.parse(note.text()), note);
  }

  /** Throws unless {@code logKey} signed this under the checkpoint's origin. */
  public void requireSignature(VerificationKey logKey) throws VerificationException {
    note.requireSignature(new NoteKey(checkpoint.origin(), logKey));
  }

  public Bytes encode() {
    return note.encode();
  }
}
