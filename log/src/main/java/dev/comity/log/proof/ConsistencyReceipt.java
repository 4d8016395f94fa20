package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.crypto.VerificationKey;

/**
 * A COSE receipt of consistency (RFC 9942 section 5.3, RFC9162_SHA256): as {@link Receipt}, but
 * with unprotected {396: {-2: [proof]}}, where a proof is the byte string of [older size, newer
 * size, [+ hash]], and over the detached root of the newer tree.
 *
 * <p>A decoded receipt is only well-formed; {@link #verify} judges it. Equal sizes have no receipt,
 * since RFC 9942 knows no empty path.
 */
public final class ConsistencyReceipt {
  private final ReceiptMessage message;

  private ConsistencyReceipt(ReceiptMessage message) {
    this.message = message;
  }

  /** For the signer. Throws {@link IllegalArgumentException} for an empty path. */
  static ConsistencyReceipt signed(ReceiptSigner.SignedRoot root, ConsistencyProof proof) {
    if (proof.path().isEmpty()) {
      throw new IllegalArgumentException("a tree has no receipt of consistency with itself");
    }
    var parts = new ReceiptMessage.Proof(proof.oldSize(), proof.newSize(), proof.path());
    return new ConsistencyReceipt(
        ReceiptMessage.of(root.header(), ReceiptMessage.CONSISTENCY, parts, root.signature()));
  }

  /**
   * What a verified receipt says: the log signed {@code newRoot}, and the older tree is a beginning
   * of the tree with that root. RFC 9942 does not sign the sizes: only {@link #requireIn} with a
   * verified checkpoint makes {@code newSize} a fact.
   */
  public record Consistency(long oldSize, long newSize, Hash newRoot) {
    /** Throws {@code MISMATCH} unless the newer tree is the one that {@code newer} states. */
    public void requireIn(Checkpoint newer) throws VerificationException {
      if (newSize != newer.size() || !newRoot.equals(newer.root())) {
        throw new VerificationException(
            Code.MISMATCH,
            "receipt: its newer tree of size "
                + newSize
                + " is not the checkpoint's of size "
                + newer.size());
      }
    }
  }

  /** Throws {@code MALFORMED} or {@code TOO_LARGE}. */
  public static ConsistencyReceipt decode(Bytes bytes) throws VerificationException {
    return new ConsistencyReceipt(ReceiptMessage.decode(bytes, ReceiptMessage.CONSISTENCY));
  }

  public Bytes encode() {
    return message.cose().encode();
  }

  /** The log's origin, as the receipt claims it. */
  public String issuer() {
    return message.issuer();
  }

  /** The thumbprint of the key to verify with, as the receipt claims it. */
  public Bytes kid() {
    return message.kid();
  }

  /** The claimed sizes and path. */
  public ConsistencyProof proof() {
    ReceiptMessage.Proof proof = message.proof();
    return new ConsistencyProof(proof.first(), proof.second(), proof.path());
  }

  /**
   * Computes the newer root from the older one, then checks the signature over it. The verifier
   * brings {@code older} from where it kept it, never from whoever brings the receipt: a log that
   * chooses both ends proves nothing. Throws {@code MISMATCH} when the receipt is of another log or
   * begins at another size, {@code UNKNOWN_KEY}, {@code BAD_PROOF} or {@code BAD_SIGNATURE}.
   */
  public Consistency verify(Checkpoint older, VerificationKey logKey) throws VerificationException {
    message.requireKey(logKey);
    ConsistencyProof proof = proof();
    requireSame("origin", older.origin(), issuer());
    requireSame("size", older.size(), proof.oldSize());
    Hash newRoot = proof.newRoot(older.root());
    message.requireSigned(
        newRoot, logKey, "the log's key did not sign the root this older root leads to");
    return new Consistency(proof.oldSize(), proof.newSize(), newRoot);
  }

  private static void requireSame(String what, Object expected, Object found)
      throws VerificationException {
    if (!expected.equals(found)) {
      throw new VerificationException(
          Code.MISMATCH,
          "receipt: the older checkpoint has " + what + " " + expected + ", it says " + found);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConsistencyReceipt that && message.equals(that.message);
  }

  @Override
  public int hashCode() {
    return message.hashCode();
  }

  @Override
  public String toString() {
    return "ConsistencyReceipt[" + issuer() + ", " + proof() + "]";
  }
}
