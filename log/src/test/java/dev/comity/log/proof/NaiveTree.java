package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import java.util.ArrayList;
import java.util.List;

/** RFC 9162 section 2.1 word for word, slow and independent of the code under test. */
public final class NaiveTree {
  private NaiveTree() {}

  public static Bytes entry(long index) {
    return Bytes.utf8("entry " + index);
  }

  public static List<Hash> leaves(int size) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      leaves.add(Hash.of(Bytes.of((byte) 0), entry(i)));
    }
    return leaves;
  }

  /** MTH(D[n]). */
  public static Hash root(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return Hash.of(Bytes.EMPTY);
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = split(leaves.size());
    return node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  /** PATH(m, D[n]). */
  static List<Hash> path(int m, List<Hash> leaves) {
    int n = leaves.size();
    if (n == 1) {
      return List.of();
    }
    int k = split(n);
    return m < k
        ? append(path(m, leaves.subList(0, k)), root(leaves.subList(k, n)))
        : append(path(m - k, leaves.subList(k, n)), root(leaves.subList(0, k)));
  }

  /** PROOF(m, D[n]). */
  static List<Hash> consistency(int m, List<Hash> leaves) {
    return subproof(m, leaves, true);
  }

  private static List<Hash> subproof(int m, List<Hash> leaves, boolean known) {
    int n = leaves.size();
    if (m == n) {
      return known ? List.of() : List.of(root(leaves));
    }
    int k = split(n);
    return m <= k
        ? append(subproof(m, leaves.subList(0, k), known), root(leaves.subList(k, n)))
        : append(subproof(m - k, leaves.subList(k, n), false), root(leaves.subList(0, k)));
  }

  private static Hash node(Hash left, Hash right) {
    return Hash.of(Bytes.of((byte) 1), left.bytes(), right.bytes());
  }

  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  private static List<Hash> append(List<Hash> path, Hash last) {
    List<Hash> longer = new ArrayList<>(path);
    longer.add(last);
    return longer;
  }

  /** Nodes computed from all the leaves. */
  public static TreeNodes nodes(List<Hash> leaves) {
    return (height, index) ->
        root(leaves.subList((int) (index << height), (int) ((index + 1) << height)));
  }
}
