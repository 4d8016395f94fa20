package dev.comity.bench.jmh;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.proof.Frontier;
import dev.comity.log.proof.InclusionProof;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.ReceiptSigner;
import dev.comity.node.NativeCrypto;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Hashes, trees and receipts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TreeBenchmark {
  private static final int TILE = 256;

  private final Bytes entry = Bytes.of(new byte[800]);
  private final List<Hash> hashes =
      IntStream.range(0, TILE).mapToObj(i -> Hash.of(new byte[] {(byte) i})).toList();
  private final ReceiptSigner signer;
  private ReceiptSigner.SignedRoot root;

  /** A path as long as in a log of ten million entries. */
  private final InclusionProof proof = new InclusionProof(77, 10_000_000, hashes.subList(0, 24));

  /** Signs one root. */
  public TreeBenchmark() {
    NativeCrypto.choose();
    signer =
        new ReceiptSigner(
            "example.org/bench", SigningKey.generate(Algorithm.EDDSA, new SecureRandom()));
    root = signer.sign(hashes.getFirst());
  }

  @Setup
  public void sign() {
    root = signer.sign(hashes.getLast());
  }

  @Benchmark
  public Hash leafHash() {
    return MerkleTree.leafHash(entry);
  }

  @Benchmark
  public Hash nodeHash() {
    return MerkleTree.nodeHash(hashes.get(1), hashes.get(2));
  }

  /** One operation is one leaf of a tile that is filled and closed. */
  @Benchmark
  @OperationsPerInvocation(TILE)
  public Hash tileAppend() {
    Frontier frontier = new Frontier();
    hashes.forEach(frontier::append);
    return frontier.root();
  }

  /** The bytes of one receipt under a signed root, its proof known. */
  @Benchmark
  public Bytes receipt() {
    return root.receipt(proof).encode();
  }

  /** Once per batch. */
  @Benchmark
  public ReceiptSigner.SignedRoot signRoot() {
    return signer.sign(hashes.getFirst());
  }
}
