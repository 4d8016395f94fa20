package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.log.proof.MerkleTree;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A hash tile with all perfect subtrees inside it computed once. */
final class Tile {
  /** Row 0 is the tile's hashes, row h the roots of its perfect subtrees of height h. */
  private final List<List<Hash>> rows = new ArrayList<>();

  Tile(List<Hash> hashes) {
    List<Hash> row = List.copyOf(hashes);
    while (!row.isEmpty()) {
      rows.add(row);
      row = above(row);
    }
  }

  private static List<Hash> above(List<Hash> row) {
    List<Hash> parents = new ArrayList<>(row.size() / 2);
    for (int i = 0; i + 1 < row.size(); i += 2) {
      parents.add(MerkleTree.nodeHash(row.get(i), row.get(i + 1)));
    }
    return parents;
  }

  List<Hash> hashes() {
    return rows.getFirst();
  }

  /** The root of the perfect subtree of {@code height} (0 to 8) at {@code index} in its row. */
  Hash node(int height, int index) {
    return rows.get(height).get(index);
  }

  static Bytes encode(List<Hash> hashes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(hashes.size() * Hash.SIZE);
    hashes.forEach(hash -> out.writeBytes(hash.bytes().toArray()));
    return Bytes.of(out.toByteArray());
  }

  /** The hashes in {@code bytes}, whose size is a multiple of 32. */
  static List<Hash> decode(Bytes bytes) {
    List<Hash> hashes = new ArrayList<>(bytes.size() / Hash.SIZE);
    for (int start = 0; start < bytes.size(); start += Hash.SIZE) {
      hashes.add(new Hash(bytes.slice(start, start + Hash.SIZE)));
    }
    return hashes;
  }
}
