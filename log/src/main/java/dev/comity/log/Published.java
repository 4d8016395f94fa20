package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.InclusionProof;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.Receipt;
import dev.comity.log.proof.ReceiptSigner;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A log as of one published checkpoint: stays as it is while the log grows, and issues receipts
 * under that checkpoint, all with the one signature of its root. Thread-safe.
 */
public final class Published {
  private final LogReader reader;
  private final ReceiptSigner signer;
  private ReceiptSigner.@Nullable SignedRoot root;

  Published(LogReader reader, ReceiptSigner signer) {
    this.reader = reader;
    this.signer = signer;
  }

  public SignedCheckpoint checkpoint() {
    return reader.checkpoint();
  }

  public long size() {
    return reader.size();
  }

  public LogReader reader() {
    return reader;
  }

  /**
   * A receipt for any entry, proved before it is issued. Throws {@link IllegalStateException} while
   * entry 0 is alone, because RFC 9942 has no empty paths, and {@link IndexOutOfBoundsException}.
   */
  public Receipt receipt(long index) throws IOException {
    return receipt(index, reader.entry(index));
  }

  /**
   * The same for whoever has the entry at hand; throws {@link IOException} when it is not the one
   * at {@code index}.
   */
  public Receipt receipt(long index, Bytes entry) throws IOException {
    if (size() == 1) {
      throw new IllegalStateException("a log of one entry has no receipts; append another first");
    }
    InclusionProof proof = reader.inclusionProof(index);
    try {
      proof.verify(MerkleTree.leafHash(entry), checkpoint().checkpoint().root());
    } catch (VerificationException e) {
      throw new IOException("no receipt for what the tree does not prove: " + e.detail(), e);
    }
    return root().receipt(proof);
  }

  private synchronized ReceiptSigner.SignedRoot root() {
    if (root == null) {
      root = signer.sign(checkpoint().checkpoint().root());
    }
    return root;
  }
}
