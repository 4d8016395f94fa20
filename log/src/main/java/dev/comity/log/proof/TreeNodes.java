package dev.comity.log.proof;

import dev.comity.core.Hash;
import java.io.IOException;

/** Where proofs take their hashes from: tiles on a disk, tiles behind a URL, a list in memory. */
@FunctionalInterface
public interface TreeNodes {
  /**
   * The root of the perfect subtree over the leaves from {@code index << height} (inclusive) to
   * {@code (index + 1) << height} (exclusive); height 0 is a leaf hash.
   */
  Hash node(int height, long index) throws IOException;

  /** The root of the tree with {@code size} leaves. */
  default Hash root(long size) throws IOException {
    return size == 0 ? MerkleTree.EMPTY_ROOT : range(0, size);
  }

  /**
   * The hash over the leaves from {@code start} (inclusive) to {@code end} (exclusive), a range
   * that the recursive definition of RFC 9162 section 2.1.1 comes across.
   */
  default Hash range(long start, long end) throws IOException {
    long count = end - start;
    int height = Long.numberOfTrailingZeros(count);
    if (count == 1L << height) {
      return node(height, start >> height);
    }
    long middle = start + MerkleTree.split(count);
    return MerkleTree.nodeHash(range(start, middle), range(middle, end));
  }
}
