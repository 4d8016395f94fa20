package dev.comity.log.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every tree up to 64 leaves, every leaf, every pair of sizes, and what is near them. */
class ProofTest {
  private static final int MAX = 64;
  private static final List<Hash> LEAVES = NaiveTree.leaves(MAX);
  private static final List<Hash> ROOTS = roots();
  private static final TreeNodes NODES = NaiveTree.nodes(LEAVES);

  private static List<Hash> roots() {
    List<Hash> roots = new ArrayList<>();
    for (int size = 0; size <= MAX; size++) {
      roots.add(NaiveTree.root(LEAVES.subList(0, size)));
    }
    return roots;
  }

  @Test
  void inclusion_ofEveryLeafInEveryTree_isThePathOfTheDefinitionAndVerifies() throws Exception {
    for (int size = 1; size <= MAX; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.of(index, size, NODES);
        assertThat(proof.path()).isEqualTo(NaiveTree.path(index, LEAVES.subList(0, size)));
        proof.verify(LEAVES.get(index), ROOTS.get(size));
      }
    }
  }

  @Test
  void consistency_ofEveryPairOfTrees_isTheProofOfTheDefinitionAndVerifies() throws Exception {
    for (int size = 1; size <= MAX; size++) {
      for (int old = 1; old <= size; old++) {
        ConsistencyProof proof = ConsistencyProof.of(old, size, NODES);
        assertThat(proof.path()).isEqualTo(NaiveTree.consistency(old, LEAVES.subList(0, size)));
        proof.verify(ROOTS.get(old), ROOTS.get(size));
      }
    }
  }

  @Test
  void inclusion_underAnyOtherIndexOrSize_isRejectedOrLeadsElsewhere() throws Exception {
    for (int size = 1; size <= 20; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.of(index, size, NODES);
        for (int otherSize = -1; otherSize <= 40; otherSize++) {
          for (int other = -1; other <= otherSize + 1; other++) {
            if (other == index && otherSize == size) {
              continue;
            }
            InclusionProof moved = new InclusionProof(other, otherSize, proof.path());
            Hash leaf = LEAVES.get(index);
            Hash claimed = otherSize < 1 ? ROOTS.get(size) : ROOTS.get(otherSize);
            rejected(() -> moved.verify(leaf, claimed));
          }
        }
      }
    }
  }

  @Test
  void inclusion_withAnyBitFlippedOrHashTooManyOrTooFew_isRejected() throws Exception {
    for (int size : new int[] {1, 2, 3, 7, 8, 13, 33}) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.of(index, size, NODES);
        Hash leaf = LEAVES.get(index);
        Hash root = ROOTS.get(size);
        for (List<Hash> path : mutations(proof.path())) {
          InclusionProof bad = new InclusionProof(index, size, path);
          rejected(() -> bad.verify(leaf, root));
        }
        rejected(() -> proof.verify(flip(leaf, 5), root));
        rejected(() -> proof.verify(leaf, flip(root, 255)));
      }
    }
  }

  @Test
  void consistency_withAnyBitFlippedOrHashTooManyOrTooFew_isRejected() throws Exception {
    for (int size : new int[] {1, 2, 3, 7, 8, 13, 33}) {
      for (int old = 1; old <= size; old++) {
        ConsistencyProof proof = ConsistencyProof.of(old, size, NODES);
        Hash oldRoot = ROOTS.get(old);
        Hash newRoot = ROOTS.get(size);
        for (List<Hash> path : mutations(proof.path())) {
          ConsistencyProof bad = new ConsistencyProof(old, size, path);
          rejected(() -> bad.verify(oldRoot, newRoot));
        }
        rejected(() -> proof.verify(flip(oldRoot, 0), newRoot));
        rejected(() -> proof.verify(oldRoot, flip(newRoot, 0)));
      }
    }
  }

  @Test
  void consistency_betweenOtherSizes_isRejected() throws Exception {
    for (int size = 1; size <= 20; size++) {
      for (int old = 1; old <= size; old++) {
        ConsistencyProof proof = ConsistencyProof.of(old, size, NODES);
        for (int otherSize = 1; otherSize <= 24; otherSize++) {
          for (int otherOld = 1; otherOld <= otherSize; otherOld++) {
            if (otherOld == old && otherSize == size) {
              continue;
            }
            ConsistencyProof moved = new ConsistencyProof(otherOld, otherSize, proof.path());
            Hash first = ROOTS.get(otherOld);
            Hash second = ROOTS.get(otherSize);
            if (otherOld == otherSize && proof.path().isEmpty()) {
              moved.verify(first, second);
            } else {
              rejected(() -> moved.verify(first, second));
            }
          }
        }
      }
    }
  }

  @Test
  void consistency_fromSizeZero_isRejected() {
    ConsistencyProof proof = new ConsistencyProof(0, 5, List.of());
    rejected(() -> proof.verify(MerkleTree.EMPTY_ROOT, ROOTS.get(5)));
    ConsistencyProof empty = new ConsistencyProof(0, 0, List.of());
    rejected(() -> empty.verify(MerkleTree.EMPTY_ROOT, MerkleTree.EMPTY_ROOT));
    assertThatThrownBy(() -> ConsistencyProof.of(0, 5, NODES))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pathLength_atTheLargestSizes_staysWithinSixtyThree() {
    assertThat(InclusionProof.pathLength(0, Long.MAX_VALUE)).isEqualTo(63);
    assertThat(InclusionProof.pathLength(Long.MAX_VALUE - 1, Long.MAX_VALUE)).isEqualTo(62);
    assertThat(ConsistencyProof.pathLength(1, Long.MAX_VALUE)).isEqualTo(63);
    rejected(
        () ->
            new InclusionProof(Long.MAX_VALUE, Long.MAX_VALUE, List.of()).root(LEAVES.getFirst()));
    rejected(() -> new InclusionProof(Long.MIN_VALUE, 5, List.of()).root(LEAVES.getFirst()));
  }

  private static List<List<Hash>> mutations(List<Hash> path) {
    List<List<Hash>> mutations = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      for (int bit = 0; bit < 256; bit += i == 0 ? 1 : 37) {
        List<Hash> flipped = new ArrayList<>(path);
        flipped.set(i, flip(path.get(i), bit));
        mutations.add(flipped);
      }
      List<Hash> shorter = new ArrayList<>(path);
      shorter.remove(i);
      mutations.add(shorter);
    }
    for (int i = 0; i <= path.size(); i++) {
      List<Hash> longer = new ArrayList<>(path);
      longer.add(i, MerkleTree.EMPTY_ROOT);
      mutations.add(longer);
    }
    return mutations;
  }

  private static Hash flip(Hash hash, int bit) {
    byte[] octets = hash.bytes().toArray();
    octets[bit / 8] ^= (byte) (1 << (bit % 8));
    return new Hash(Bytes.of(octets));
  }

  private static void rejected(ThrowingCallable verification) {
    assertThatThrownBy(verification)
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.code()).isEqualTo(VerificationException.Code.BAD_PROOF));
  }
}
