package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * RFC 9162 section 2.1 word for word over trees of up to 2^62 leaves, of which all but a few are
 * the same: what a range without any of the few hashes to depends on its length only.
 */
final class SparseTree {
  private final Map<Long, Hash> plain = new HashMap<>();
  private final TreeMap<Long, Hash> special = new TreeMap<>();

  SparseTree(List<Long> specialLeaves) {
    specialLeaves.forEach(leaf -> special.put(leaf, Hash.of(Bytes.utf8("special " + leaf))));
    plain.put(1L, Hash.of(Bytes.utf8("plain")));
  }

  Hash leaf(long index) {
    return special.getOrDefault(index, plain.get(1L));
  }

  /** MTH(D[start : start + n]). */
  Hash root(long start, long n) {
    Long first = special.ceilingKey(start);
    boolean isPlain = first == null || first >= start + n;
    if (isPlain && plain.containsKey(n)) {
      return plain.get(n);
    }
    if (n == 1) {
      return leaf(start);
    }
    long k = split(n);
    Hash hash = node(root(start, k), root(start + k, n - k));
    if (isPlain) {
      plain.put(n, hash);
    }
    return hash;
  }

  /** PATH(m, D[start : start + n]). */
  List<Hash> path(long m, long start, long n) {
    if (n == 1) {
      return new ArrayList<>();
    }
    long k = split(n);
    boolean left = m < k;
    List<Hash> path = left ? path(m, start, k) : path(m - k, start + k, n - k);
    path.add(left ? root(start + k, n - k) : root(start, k));
    return path;
  }

  /** SUBPROOF(m, D[start : start + n], known). */
  List<Hash> subproof(long m, long start, long n, boolean known) {
    if (m == n) {
      return known ? new ArrayList<>() : new ArrayList<>(List.of(root(start, n)));
    }
    long k = split(n);
    boolean left = m <= k;
    List<Hash> proof =
        left ? subproof(m, start, k, known) : subproof(m - k, start + k, n - k, false);
    proof.add(left ? root(start + k, n - k) : root(start, k));
    return proof;
  }

  TreeNodes nodes() {
    return (height, index) -> root(index << height, 1L << height);
  }

  private static long split(long n) {
    long k = 1;
    while (k < n - k) {
      k *= 2;
    }
    return k;
  }

  private static Hash node(Hash left, Hash right) {
    return Hash.of(Bytes.of((byte) 1), left.bytes(), right.bytes());
  }
}
