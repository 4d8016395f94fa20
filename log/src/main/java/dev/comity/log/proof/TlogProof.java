package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import java.util.List;
import java.util.Optional;

/**
 * A file that proves offline that a log has an entry, and who saw the log so (C2SP tlog-proof): the
 * entry's index, its path, and the checkpoint with its cosignatures. It does not hold the entry.
 *
 * @param extra whatever the writer put beside the proof; nobody signed it
 */
public record TlogProof(
    Optional<Bytes> extra, long leafIndex, List<Hash> path, SignedCheckpoint checkpoint) {
  /** The usual file extension. */
  public static final String EXTENSION = ".tlog-proof";

  public static final int MAX_EXTRA_SIZE = 65_535;
  public static final int MAX_SIZE = Note.MAX_SIZE + 100_000;

  private static final String WHAT = "tlog-proof";
  private static final String HEADER = "c2sp.org/tlog-proof@v1";

  /** Throws {@link IllegalArgumentException} for what the text form cannot carry. */
  public TlogProof {
    path = List.copyOf(path);
    if (leafIndex < 0 || path.size() > ProofText.MAX_HASHES) {
      throw new IllegalArgumentException("expected an index from 0 on and at most 63 hashes");
    }
    if (extra.isPresent() && (extra.get().size() == 0 || extra.get().size() > MAX_EXTRA_SIZE)) {
      throw new IllegalArgumentException(
          "extra data have 1 to " + MAX_EXTRA_SIZE + " bytes, not " + extra.get().size());
    }
  }

  /** {@code proof} must be about the tree of {@code checkpoint}. */
  public static TlogProof of(InclusionProof proof, SignedCheckpoint checkpoint) {
    if (proof.treeSize() != checkpoint.checkpoint().size()) {
      throw new IllegalArgumentException("the proof is about another tree");
    }
    return new TlogProof(Optional.empty(), proof.leafIndex(), proof.path(), checkpoint);
  }

  /** Well-formed only; throws {@code MALFORMED} or {@code TOO_LARGE}. */
  public static TlogProof parse(Bytes file) throws VerificationException {
    ProofText text = ProofText.parse(WHAT, file, MAX_SIZE);
    if (!text.lines().getFirst().equals(HEADER)) {
      throw text.malformed("line 1: expected " + HEADER);
    }
    boolean hasExtra = text.lines().size() > 1 && text.lines().get(1).startsWith("extra ");
    int at = hasExtra ? 2 : 1;
    try {
      Optional<Bytes> extra =
          hasExtra ? Optional.of(Bytes.fromBase64(text.value(1, "extra"))) : Optional.empty();
      return new TlogProof(extra, text.number(at, "index"), text.hashes(at + 1), text.checkpoint());
    } catch (IllegalArgumentException e) {
      throw text.malformed("line 2: " + e.getMessage());
    }
  }

  /** The exact file; {@link #parse} gives an equal proof back. */
  public Bytes encode() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    extra.ifPresent(octets -> text.append("extra ").append(octets.base64()).append('\n'));
    text.append("index ").append(leafIndex).append('\n');
    ProofText.write(text, path, checkpoint);
    return Bytes.utf8(text.toString());
  }

  /**
   * Throws unless the log of {@code logKey} signed a tree with {@code entry} at this index, and
   * enough witnesses cosigned it for {@code policy}. What else the policy says of logs is not
   * asked.
   */
  public WitnessPolicy.Verdict verify(Bytes entry, NoteKey logKey, WitnessPolicy policy)
      throws VerificationException {
    checkpoint.requireLog(logKey);
    return verifyBelow(entry, policy);
  }

  /** Like {@link #verify(Bytes, NoteKey, WitnessPolicy)} for any log that the policy lists. */
  public WitnessPolicy.Verdict verify(Bytes entry, WitnessPolicy policy)
      throws VerificationException {
    policy.requireLog(checkpoint);
    return verifyBelow(entry, policy);
  }

  private WitnessPolicy.Verdict verifyBelow(Bytes entry, WitnessPolicy policy)
      throws VerificationException {
    WitnessPolicy.Verdict verdict = policy.requireQuorum(checkpoint);
    new InclusionProof(leafIndex, checkpoint.checkpoint().size(), path)
        .verify(MerkleTree.leafHash(entry), checkpoint.checkpoint().root());
    return verdict;
  }
}
