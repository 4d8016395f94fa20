package dev.comity.log.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Proofs and their verification against the definitions of RFC 9162, written down once more and
 * independently: all trees up to 130 leaves, and random ones up to 2^40. Beside every good proof,
 * those next to it: each hash changed, left out, or one too many; index and sizes off by one.
 */
class DifferentialTest {
  private static final int MAX = 130;
  private static final long SEED = 9162;
  private static final int LARGE_TREES = 2_000;

  /** Every leaf is special, so nothing is mistaken for its neighbour. */
  private static final SparseTree SMALL = new SparseTree(upTo(MAX + 1));

  private static List<Long> upTo(int count) {
    List<Long> leaves = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      leaves.add(i);
    }
    return leaves;
  }

  @Test
  void inclusion_inEveryTreeUpTo130_isThatOfTheDefinitionAndNothingNearItIs() throws Exception {
    for (int size = 1; size <= MAX; size++) {
      for (int index = 0; index < size; index++) {
        checkInclusion(SMALL, index, size);
      }
    }
  }

  @Test
  void consistency_ofEveryPairUpTo130_isThatOfTheDefinitionAndNothingNearItIs() throws Exception {
    for (int size = 1; size <= MAX; size++) {
      for (int old = 1; old <= size; old++) {
        checkConsistency(SMALL, old, size);
      }
    }
  }

  @Test
  void proofs_inLargeTrees_areThoseOfTheDefinitionAndNothingNearThemIs() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < LARGE_TREES; i++) {
      long size = 1 + near(random, 40);
      long old = 1 + (random.nextBoolean() ? random.nextLong(size) : near(random, 40) % size);
      SparseTree tree = new SparseTree(List.of(old - 1, old, size - 1, size));
      checkInclusion(tree, old - 1, size);
      checkConsistency(tree, old, size);
    }
  }

  /** Often at or beside a power of two. */
  private static long near(Random random, int maxBits) {
    long power = 1L << random.nextInt(maxBits);
    return switch (random.nextInt(3)) {
      case 0 -> power;
      case 1 -> Math.max(0, power - 1 - random.nextInt(3));
      default -> random.nextLong(power) + power;
    };
  }

  private static void checkInclusion(SparseTree tree, long index, long size) throws Exception {
    InclusionProof proof = InclusionProof.of(index, size, tree.nodes());
    List<Hash> path = tree.path(index, 0, size);
    Hash root = tree.root(0, size);
    assertThat(proof.path()).isEqualTo(path);
    proof.verify(tree.leaf(index), root);
    Random random = new Random(SEED ^ index ^ size);
    for (List<Hash> bad : variants(path, random)) {
      refuses(() -> new InclusionProof(index, size, bad).verify(tree.leaf(index), root), proof);
    }
    refuses(() -> proof.verify(tree.leaf(index), flipped(root, random)), proof);
    refuses(() -> proof.verify(flipped(tree.leaf(index), random), root), proof);
    for (long other : new long[] {index - 1, index + 1}) {
      refuses(() -> new InclusionProof(other, size, path).verify(tree.leaf(index), root), proof);
    }
    for (long other : new long[] {size - 1, size + 1}) {
      // The claim is about another tree, so it is judged by that tree's root.
      Hash claimed = other == 0 ? root : tree.root(0, other);
      refuses(
          () -> new InclusionProof(index, other, path).verify(tree.leaf(index), claimed), proof);
    }
  }

  private static void checkConsistency(SparseTree tree, long old, long size) throws Exception {
    ConsistencyProof proof = ConsistencyProof.of(old, size, tree.nodes());
    List<Hash> path = tree.subproof(old, 0, size, true);
    Hash first = tree.root(0, old);
    Hash second = tree.root(0, size);
    assertThat(proof.path()).isEqualTo(path);
    proof.verify(first, second);
    Random random = new Random(SEED ^ old ^ size);
    for (List<Hash> bad : variants(path, random)) {
      refuses(() -> new ConsistencyProof(old, size, bad).verify(first, second), proof);
    }
    refuses(() -> proof.verify(flipped(first, random), second), proof);
    refuses(() -> proof.verify(first, flipped(second, random)), proof);
    if (old == size) {
      return;
    }
    for (long other : new long[] {old - 1, old + 1}) {
      Hash claimed = other == 0 ? first : tree.root(0, other);
      refuses(() -> new ConsistencyProof(other, size, path).verify(claimed, second), proof);
    }
    for (long other : new long[] {size - 1, size + 1}) {
      Hash claimed = tree.root(0, other);
      refuses(() -> new ConsistencyProof(old, other, path).verify(first, claimed), proof);
    }
  }

  /** Each hash with a bit changed, each left out, one more at each place. */
  private static List<List<Hash>> variants(List<Hash> path, Random random) {
    List<List<Hash>> variants = new ArrayList<>();
    for (int i = 0; i <= path.size(); i++) {
      List<Hash> longer = new ArrayList<>(path);
      longer.add(i, path.isEmpty() ? MerkleTree.EMPTY_ROOT : path.get(i % path.size()));
      variants.add(longer);
      if (i < path.size()) {
        List<Hash> changed = new ArrayList<>(path);
        changed.set(i, flipped(path.get(i), random));
        variants.add(changed);
        List<Hash> shorter = new ArrayList<>(path);
        shorter.remove(i);
        variants.add(shorter);
      }
    }
    return variants;
  }

  private static Hash flipped(Hash hash, Random random) {
    byte[] octets = hash.bytes().toArray();
    octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
    return new Hash(Bytes.of(octets));
  }

  private interface Verification {
    void run() throws VerificationException;
  }

  /** By hand: a million assertions on exceptions would cost more than all the hashing. */
  private static void refuses(Verification verification, Object near) {
    try {
      verification.run();
    } catch (VerificationException e) {
      if (e.code() != VerificationException.Code.BAD_PROOF) {
        throw new AssertionError("refused for another reason near " + near, e);
      }
      return;
    }
    throw new AssertionError("accepted what is not a proof near " + near);
  }
}
