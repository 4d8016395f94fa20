package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cose.CoseSign1;
import dev.comity.core.crypto.SigningKey;

/**
 * Signs a root once and issues every receipt about it: the protected header names the log, not the
 * statement, so one signature serves a whole batch, and receipts of inclusion and of consistency
 * alike.
 */
public final class ReceiptSigner {
  private final Cbor.Map header;
  private final SigningKey key;

  /** {@code origin} is the issuer of every receipt. */
  public ReceiptSigner(String origin, SigningKey key) {
    this.key = key;
    this.header = ReceiptMessage.header(origin, key.publicKey());
  }

  public SignedRoot sign(Hash root) {
    return new SignedRoot(header, key.sign(CoseSign1.toBeSigned(header, root.bytes())));
  }

  /** The signature of one root; holds no key. */
  public record SignedRoot(Cbor.Map header, Bytes signature) {
    /**
     * Throws {@link IllegalArgumentException} for an empty path, which RFC 9942 cannot express.
     * That the proof leads to the signed root is the caller's promise.
     */
    public Receipt receipt(InclusionProof proof) {
      return Receipt.signed(this, proof);
    }

    /**
     * Throws {@link IllegalArgumentException} for an empty path. That the signed root is that of
     * the newer tree is the caller's promise.
     */
    public ConsistencyReceipt receipt(ConsistencyProof proof) {
      return ConsistencyReceipt.signed(this, proof);
    }
  }
}
