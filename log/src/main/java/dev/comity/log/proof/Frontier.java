package dev.comity.log.proof;

import dev.comity.core.Hash;
import java.util.ArrayList;
import java.util.List;

/**
 * The compact range from leaf 0: the roots of the perfect subtrees that a tree of some size
 * consists of, one per one-bit of the size, largest first. Appending and the root cost O(log size).
 * Not thread-safe.
 */
public final class Frontier {
  private final List<Hash> peaks = new ArrayList<>();
  private long size;

  public long size() {
    return size;
  }

  public void append(Hash leafHash) {
    Hash peak = leafHash;
    for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
      peak = MerkleTree.nodeHash(peaks.removeLast(), peak);
    }
    peaks.add(peak);
    size++;
  }

  public Hash root() {
    if (peaks.isEmpty()) {
      return MerkleTree.EMPTY_ROOT;
    }
    Hash root = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = MerkleTree.nodeHash(peaks.get(i), root);
    }
    return root;
  }
}
