package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import java.security.MessageDigest;
import java.util.List;

/** The hashing of RFC 9162 section 2.1.1: leaves and inner nodes live in separate domains. */
public final class MerkleTree {
  /** The root of a tree without leaves: SHA-256 of nothing. */
  public static final Hash EMPTY_ROOT = Hash.of(new byte[0]);

  private static final byte LEAF_PREFIX = 0;
  private static final byte NODE_PREFIX = 1;

  private MerkleTree() {}

  /** SHA-256(0x00 ‖ entry). */
  public static Hash leafHash(Bytes entry) {
    MessageDigest digest = Hash.sha256();
    digest.update(LEAF_PREFIX);
    entry.feed(digest);
    return new Hash(Bytes.of(digest.digest()));
  }

  /** SHA-256(0x01 ‖ left ‖ right). */
  public static Hash nodeHash(Hash left, Hash right) {
    MessageDigest digest = Hash.sha256();
    digest.update(NODE_PREFIX);
    left.bytes().feed(digest);
    right.bytes().feed(digest);
    return new Hash(Bytes.of(digest.digest()));
  }

  /**
   * The root over {@code hashes} as neighbours of one level: of a tree when they are leaf hashes,
   * of a perfect subtree when they are a full tile.
   */
  public static Hash root(List<Hash> hashes) {
    Frontier frontier = new Frontier();
    hashes.forEach(frontier::append);
    return frontier.root();
  }

  /** The largest power of two smaller than {@code size}, which is at least 2. */
  static long split(long size) {
    return Long.highestOneBit(size - 1);
  }
}
