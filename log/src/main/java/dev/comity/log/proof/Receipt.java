package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.crypto.VerificationKey;

/**
 * A COSE receipt of inclusion (RFC 9942, RFC9162_SHA256): a COSE_Sign1 over the detached root with
 * protected {1: alg, 4: kid, 15: {1: iss, 2: sub}, 395: 1} and unprotected {396: {-1: [proof]}},
 * where a proof is the byte string of [tree size, leaf index, [+ hash]].
 *
 * <p>A decoded receipt is only well-formed; {@link #verify} judges it.
 */
public final class Receipt {
  public static final int MAX_SIZE = ReceiptMessage.MAX_SIZE;

  private final ReceiptMessage message;

  private Receipt(ReceiptMessage message) {
    this.message = message;
  }

  /**
   * For the signer. Throws {@link IllegalArgumentException} for an empty path, which RFC 9942
   * cannot express.
   */
  static Receipt signed(ReceiptSigner.SignedRoot root, InclusionProof proof) {
    if (proof.path().isEmpty()) {
      throw new IllegalArgumentException("a tree of one leaf has no receipts");
    }
    var parts = new ReceiptMessage.Proof(proof.treeSize(), proof.leafIndex(), proof.path());
    return new Receipt(
        ReceiptMessage.of(root.header(), ReceiptMessage.INCLUSION, parts, root.signature()));
  }

  /**
   * What a verified receipt says. Proved is that the log signed {@code root} and that the entry is
   * under it. RFC 9942 signs neither size nor index, and some other pairs lead to the same root:
   * only {@link #requireIn} with a verified checkpoint makes them facts.
   */
  public record Inclusion(long treeSize, long leafIndex, Hash root) {
    /** Throws {@code MISMATCH} unless this is the tree that {@code checkpoint} states. */
    public void requireIn(Checkpoint checkpoint) throws VerificationException {
      if (treeSize != checkpoint.size() || !root.equals(checkpoint.root())) {
        throw new VerificationException(
            Code.MISMATCH,
            "receipt: its tree of size "
                + treeSize
                + " is not the checkpoint's of size "
                + checkpoint.size());
      }
    }
  }

  /** Throws {@code MALFORMED} or {@code TOO_LARGE}. */
  public static Receipt decode(Bytes bytes) throws VerificationException {
    return new Receipt(ReceiptMessage.decode(bytes, ReceiptMessage.INCLUSION));
  }

  public Bytes encode() {
    return message.cose().encode();
  }

  /** The log's origin, as the receipt claims it. */
  public String issuer() {
    return message.issuer();
  }

  public String subject() {
    return message.subject();
  }

  /** The thumbprint of the key to verify with, as the receipt claims it. */
  public Bytes kid() {
    return message.kid();
  }

  /** The claimed place and path. */
  public InclusionProof proof() {
    ReceiptMessage.Proof proof = message.proof();
    return new InclusionProof(proof.second(), proof.first(), proof.path());
  }

  /**
   * Recomputes the root from {@code entry}, then checks the signature over it. Throws {@code
   * UNKNOWN_KEY} when it names another key, {@code BAD_PROOF} or {@code BAD_SIGNATURE}.
   */
  public Inclusion verify(Bytes entry, VerificationKey logKey) throws VerificationException {
    message.requireKey(logKey);
    InclusionProof proof = proof();
    Hash root = proof.root(MerkleTree.leafHash(entry));
    message.requireSigned(root, logKey, "the log's key did not sign the root this entry leads to");
    return new Inclusion(proof.treeSize(), proof.leafIndex(), root);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Receipt that && message.equals(that.message);
  }

  @Override
  public int hashCode() {
    return message.hashCode();
  }

  @Override
  public String toString() {
    return "Receipt[" + issuer() + ", " + proof() + "]";
  }
}
