package dev.comity.log.witness;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.LogReader;
import dev.comity.log.proof.AddCheckpoint;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.ConsistencyProof;
import dev.comity.log.proof.Keys;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.NaiveTree;
import dev.comity.log.proof.NoteKey;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.IntStream;

/** A log of up to 255 entries in memory, at any size; a fork differs from some entry on. */
public final class MemoryLog {
  public static final String ORIGIN = "example.org/log";

  private final String origin;
  private final SigningKey key;
  private final List<Hash> leaves;

  private MemoryLog(String origin, SigningKey key, int forkedAt) {
    this.origin = origin;
    this.key = key;
    this.leaves =
        IntStream.range(0, 255)
            .mapToObj(i -> Bytes.utf8((i < forkedAt ? "entry " : "forged entry ") + i))
            .map(MerkleTree::leafHash)
            .toList();
  }

  public static MemoryLog honest() {
    return new MemoryLog(ORIGIN, Keys.LOG, Integer.MAX_VALUE);
  }

  public static MemoryLog forkedAt(int index) {
    return new MemoryLog(ORIGIN, Keys.LOG, index);
  }

  static MemoryLog of(String origin, SigningKey key) {
    return new MemoryLog(origin, key, Integer.MAX_VALUE);
  }

  public NoteKey noteKey() {
    return new NoteKey(origin, key.publicKey());
  }

  public SignedCheckpoint at(int size) {
    Hash root = NaiveTree.root(leaves.subList(0, size));
    return SignedCheckpoint.sign(new Checkpoint(origin, size, root), key);
  }

  /** The body that asks for a cosignature of {@code size}, proved from {@code old}. */
  public Bytes request(int old, int size) {
    return request(old, size, at(size));
  }

  Bytes request(int old, int size, SignedCheckpoint signed) {
    try {
      List<Hash> path =
          old == 0 || old > size
              ? List.of()
              : ConsistencyProof.of(old, size, NaiveTree.nodes(leaves)).path();
      return new AddCheckpoint(old, path, signed).encode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  LogReader reader(int size) throws IOException, VerificationException {
    Bytes tile =
        leaves.subList(0, size).stream().map(Hash::bytes).reduce(Bytes.EMPTY, Bytes::concat);
    return LogReader.open(
        path ->
            switch (path) {
              case "checkpoint" -> at(size).encode();
              case String name when name.equals("tile/0/000.p/" + size) -> tile;
              default -> throw new NoSuchFileException(path);
            });
  }
}
