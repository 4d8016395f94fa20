package dev.comity.log.proof;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The claim that the tree with {@code newSize} leaves begins with the tree with {@code oldSize}
 * leaves (RFC 9162 section 2.1.4). From size 0 nothing can be proved, so {@link #verify} rejects
 * it.
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /** Throws {@link IllegalArgumentException} unless 0 &lt; oldSize ≤ newSize. */
  public static ConsistencyProof of(long oldSize, long newSize, TreeNodes nodes)
      throws IOException {
    if (oldSize <= 0 || oldSize > newSize) {
      throw new IllegalArgumentException("no proof from size " + oldSize + " to " + newSize);
    }
    List<Hash> path = new ArrayList<>();
    long start = 0;
    long end = newSize;
    while (end != oldSize) {
      long middle = start + MerkleTree.split(end - start);
      if (oldSize <= middle) {
        path.add(nodes.range(middle, end));
        end = middle;
      } else {
        path.add(nodes.range(start, middle));
        start = middle;
      }
    }
    if (start != 0) {
      path.add(nodes.range(start, end));
    }
    Collections.reverse(path);
    return new ConsistencyProof(oldSize, newSize, path);
  }

  /**
   * Throws {@code BAD_PROOF} unless the path proves both roots (RFC 9162 section 2.1.4.2); a path
   * of the wrong length is rejected before anything is hashed.
   */
  public void verify(Hash oldRoot, Hash newRoot) throws VerificationException {
    require(newRoot(oldRoot).equals(newRoot), "it leads to another new root");
  }

  /**
   * The only newer root that this path can prove from {@code oldRoot}. Throws {@code BAD_PROOF}
   * when sizes and path length do not fit together, or when the path does not prove {@code
   * oldRoot}.
   */
  public Hash newRoot(Hash oldRoot) throws VerificationException {
    requireShape();
    if (oldSize == newSize) {
      return oldRoot;
    }
    boolean seeded = Long.bitCount(oldSize) == 1;
    Hash first = seeded ? oldRoot : path.getFirst();
    Climb climb = new Climb(first, oldSize, newSize);
    path.subList(seeded ? 0 : 1, path.size()).forEach(climb::step);
    require(climb.oldHash.equals(oldRoot), "it leads to another old root");
    require(climb.last == 0, "its path ends below the root");
    return climb.newHash;
  }

  /** Both roots, computed in one walk up from the last perfect subtree of the old tree. */
  private static final class Climb {
    private Hash oldHash;
    private Hash newHash;
    private long node;
    private long last;

    Climb(Hash start, long oldSize, long newSize) {
      oldHash = start;
      newHash = start;
      int levels = Long.numberOfTrailingZeros(oldSize);
      node = (oldSize - 1) >>> levels;
      last = (newSize - 1) >>> levels;
    }

    void step(Hash sibling) {
      if ((node & 1) == 1 || node == last) {
        oldHash = MerkleTree.nodeHash(sibling, oldHash);
        newHash = MerkleTree.nodeHash(sibling, newHash);
        int levels = Math.min(63, Long.numberOfTrailingZeros(node));
        node >>>= levels;
        last >>>= levels;
      } else {
        newHash = MerkleTree.nodeHash(newHash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
  }

  private void requireShape() throws VerificationException {
    require(oldSize > 0, "nothing can be proved from size 0");
    require(oldSize <= newSize, "the old tree is larger");
    int expected = pathLength(oldSize, newSize);
    require(path.size() == expected, "expected " + expected + " path hashes, found " + path.size());
  }

  static int pathLength(long oldSize, long newSize) {
    if (oldSize == newSize) {
      return 0;
    }
    int start = Long.bitCount(oldSize) == 1 ? 0 : 1;
    int fromLeaf = InclusionProof.pathLength(oldSize - 1, newSize);
    return start + fromLeaf - Long.numberOfTrailingZeros(oldSize);
  }

  private void require(boolean condition, String why) throws VerificationException {
    if (!condition) {
      throw new VerificationException(
          Code.BAD_PROOF, "consistency of size " + oldSize + " with " + newSize + ": " + why);
    }
  }
}
