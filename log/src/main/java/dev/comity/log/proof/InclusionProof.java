package dev.comity.log.proof;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The claim that a leaf is at {@code leafIndex} of the tree with {@code treeSize} leaves (RFC 9162
 * section 2.1.3). The path runs from the leaf up. Only {@link #root} judges the claim.
 */
public record InclusionProof(long leafIndex, long treeSize, List<Hash> path) {
  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Throws {@link IllegalArgumentException} unless 0 ≤ leafIndex &lt; treeSize. */
  public static InclusionProof of(long leafIndex, long treeSize, TreeNodes nodes)
      throws IOException {
    if (leafIndex < 0 || leafIndex >= treeSize) {
      throw new IllegalArgumentException("no leaf " + leafIndex + " in a tree of " + treeSize);
    }
    List<Hash> path = new ArrayList<>();
    long start = 0;
    long end = treeSize;
    while (end - start > 1) {
      long middle = start + MerkleTree.split(end - start);
      if (leafIndex < middle) {
        path.add(nodes.range(middle, end));
        end = middle;
      } else {
        path.add(nodes.range(start, middle));
        start = middle;
      }
    }
    Collections.reverse(path);
    return new InclusionProof(leafIndex, treeSize, path);
  }

  /**
   * The only root this proof can prove (RFC 9162 section 2.1.3.2). Throws {@code BAD_PROOF} when
   * index, size and path length do not fit together, before anything is hashed.
   */
  public Hash root(Hash leafHash) throws VerificationException {
    requireShape();
    long node = leafIndex;
    long last = treeSize - 1;
    Hash root = leafHash;
    for (Hash sibling : path) {
      if ((node & 1) == 1 || node == last) {
        root = MerkleTree.nodeHash(sibling, root);
        int levels = Math.min(63, Long.numberOfTrailingZeros(node));
        node >>>= levels;
        last >>>= levels;
      } else {
        root = MerkleTree.nodeHash(root, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      throw bad("its path ends below the root");
    }
    return root;
  }

  /** Throws {@code BAD_PROOF} unless the leaf is in the tree with exactly this root. */
  public void verify(Hash leafHash, Hash expectedRoot) throws VerificationException {
    if (!root(leafHash).equals(expectedRoot)) {
      throw bad("it leads to another root");
    }
  }

  private void requireShape() throws VerificationException {
    if (leafIndex < 0 || leafIndex >= treeSize) {
      throw bad("the tree has only " + treeSize + " leaves");
    }
    int expected = pathLength(leafIndex, treeSize);
    if (path.size() != expected) {
      throw bad("expected " + expected + " path hashes, found " + path.size());
    }
  }

  /** Up to where the paths of the leaf and of the last leaf meet, every level has a sibling. */
  static int pathLength(long leafIndex, long treeSize) {
    int inner = Long.SIZE - Long.numberOfLeadingZeros(leafIndex ^ (treeSize - 1));
    return inner + Long.bitCount(leafIndex >>> inner);
  }

  private VerificationException bad(String why) {
    return new VerificationException(
        Code.BAD_PROOF, "inclusion of leaf " + leafIndex + " in size " + treeSize + ": " + why);
  }
}
