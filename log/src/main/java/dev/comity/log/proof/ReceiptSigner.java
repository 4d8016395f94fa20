package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cose.CoseSign1;
import dev.comity.core.crypto.SigningKey;
import java.util.List;
import java.util.Optional;

/**
 * Signs a root once and issues a receipt for any leaf under it: the protected header names the log,
 * not the statement, so one signature serves a whole batch.
 */
public final class ReceiptSigner {
  private final Cbor.Map header;
  private final SigningKey key;

  /** {@code origin} is the issuer of every receipt. */
  public ReceiptSigner(String origin, SigningKey key) {
    this.key = key;
    Cbor.Map claims =
        Cbor.Map.EMPTY
            .with(Receipt.CLAIM_ISS, Cbor.of(origin))
            .with(Receipt.CLAIM_SUB, Cbor.of(Receipt.SUBJECT));
    this.header =
        Cbor.Map.EMPTY
            .with(Receipt.ALG, Cbor.of(key.publicKey().algorithm().coseId()))
            .with(Receipt.KID, Cbor.of(key.publicKey().keyId().bytes()))
            .with(Receipt.CWT_CLAIMS, claims)
            .with(Receipt.VDS, Cbor.of(Receipt.RFC9162_SHA256));
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
      if (proof.path().isEmpty()) {
        throw new IllegalArgumentException("a tree of one leaf has no receipts");
      }
      Cbor.Array vdp = new Cbor.Array(List.of(Cbor.of(Receipt.encodeProof(proof))));
      Cbor.Map proofs = Cbor.Map.EMPTY.with(Receipt.INCLUSION, vdp);
      Cbor.Map unprotected = Cbor.Map.EMPTY.with(Receipt.VDP, proofs);
      return Receipt.trusted(CoseSign1.of(header, unprotected, Optional.empty(), signature), proof);
    }
  }
}
