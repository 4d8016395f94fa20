package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborDecoder;
import dev.comity.core.cbor.CborEncoder;
import dev.comity.core.cose.CoseSign1;
import dev.comity.core.crypto.VerificationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A COSE receipt of inclusion (RFC 9942, RFC9162_SHA256): a COSE_Sign1 over the detached root with
 * protected {1: alg, 4: kid, 15: {1: iss, 2: sub}, 395: 1} and unprotected {396: {-1: [proof]}},
 * where a proof is the byte string of [tree size, leaf index, [+ hash]].
 *
 * <p>A decoded receipt is only well-formed; {@link #verify} judges it.
 */
public final class Receipt {
  public static final int MAX_SIZE = 4096;

  static final long ALG = 1;
  static final long KID = 4;
  static final long CWT_CLAIMS = 15;
  static final long CLAIM_ISS = 1;
  static final long CLAIM_SUB = 2;
  static final long VDS = 395;
  static final long VDP = 396;
  static final long INCLUSION = -1;
  static final long RFC9162_SHA256 = 1;

  /** What our receipts are about: the same for every entry, hence one signature per root. */
  static final String SUBJECT = "tree-head";

  private final CoseSign1 message;
  private final InclusionProof proof;

  private Receipt(CoseSign1 message, InclusionProof proof) {
    this.message = message;
    this.proof = proof;
  }

  /** For the signer, whose own making needs no check. */
  static Receipt trusted(CoseSign1 message, InclusionProof proof) {
    return new Receipt(message, proof);
  }

  /**
   * What a verified receipt says. Proved is that the log signed {@code root} and that the entry is
   * under it. RFC 9942 signs neither size nor index, and some other pairs lead to the same root:
   * only {@link #requireIn} with a verified checkpoint makes them facts.
   */
  public record Inclusion(long treeSize, long leafIndex, Hash root) {
    /** Throws {@code MISMATCH} unless this is the tree that {@code checkpoint} states. */
    public void requireIn(Checkpoint checkpoint) throws VerificationException {
      if (treeSize != checkpoint.size() || !root.equals(checkpoint.root())) {
        throw new VerificationException(
            Code.MISMATCH,
            "receipt: its tree of size "
                + treeSize
                + " is not the checkpoint's of size "
                + checkpoint.size());
      }
    }
  }

  /** Throws {@code MALFORMED} or {@code TOO_LARGE}. */
  public static Receipt decode(Bytes bytes) throws VerificationException {
    if (bytes.size() > MAX_SIZE) {
      throw new VerificationException(Code.TOO_LARGE, "receipt: more than " + MAX_SIZE + " bytes");
    }
    CoseSign1 message = CoseSign1.decode(bytes);
    requireHeader(message.protectedHeader());
    require(message.payload().isEmpty(), "expected a detached payload");
    requireLabels(message.unprotected(), VDP);
    return new Receipt(message, decodeProof(message.unprotected()));
  }

  public Bytes encode() {
    return message.encode();
  }

  /** The log's origin, as the receipt claims it. */
  public String issuer() {
    return claim(CLAIM_ISS);
  }

  public String subject() {
    return claim(CLAIM_SUB);
  }

  /** The thumbprint of the key to verify with, as the receipt claims it. */
  public Bytes kid() {
    return message.protectedHeader().get(KID).orElseThrow() instanceof Cbor.Octets octets
        ? octets.bytes()
        : Bytes.EMPTY;
  }

  /** The claimed place and path. */
  public InclusionProof proof() {
    return proof;
  }

  /**
   * Recomputes the root from {@code entry}, then checks the signature over it. Throws {@code
   * UNKNOWN_KEY} when it names another key, {@code BAD_PROOF} or {@code BAD_SIGNATURE}.
   */
  public Inclusion verify(Bytes entry, VerificationKey logKey) throws VerificationException {
    if (!kid().equals(logKey.keyId().bytes())
        || !message.protectedHeader().get(ALG).equals(algorithmOf(logKey))) {
      throw new VerificationException(
          Code.UNKNOWN_KEY, "receipt: expected key " + logKey.keyId() + ", it names " + kid());
    }
    Hash root = proof.root(MerkleTree.leafHash(entry));
    if (!logKey.verify(message.signature(), message.toBeSigned(root.bytes()))) {
      throw new VerificationException(
          Code.BAD_SIGNATURE, "receipt: the log's key did not sign the root this entry leads to");
    }
    return new Inclusion(proof.treeSize(), proof.leafIndex(), root);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Receipt that && message.equals(that.message);
  }

  @Override
  public int hashCode() {
    return message.hashCode();
  }

  @Override
  public String toString() {
    return "Receipt[" + issuer() + ", " + proof + "]";
  }

  private static Optional<Cbor> algorithmOf(VerificationKey key) {
    return Optional.of(Cbor.of(key.algorithm().coseId()));
  }

  private String claim(long label) {
    return message.protectedHeader().get(CWT_CLAIMS).orElseThrow() instanceof Cbor.Map claims
            && claims.get(label).orElseThrow() instanceof Cbor.Text text
        ? text.text()
        : "";
  }

  private static void requireHeader(Cbor.Map header) throws VerificationException {
    requireLabels(header, ALG, KID, CWT_CLAIMS, VDS);
    require(header.get(ALG).orElseThrow() instanceof Cbor.Int, "alg (1) is not an integer");
    require(
        header.get(KID).orElseThrow() instanceof Cbor.Octets kid && kid.bytes().size() == Hash.SIZE,
        "kid (4) is not a thumbprint of 32 bytes");
    require(
        header.get(VDS).orElseThrow().equals(Cbor.of(RFC9162_SHA256)),
        "vds (395) is not 1 (RFC9162_SHA256)");
    if (!(header.get(CWT_CLAIMS).orElseThrow() instanceof Cbor.Map claims)) {
      throw malformed("CWT claims (15) are not a map");
    }
    requireLabels(claims, CLAIM_ISS, CLAIM_SUB);
    require(
        claims.entries().stream().allMatch(entry -> entry.value() instanceof Cbor.Text),
        "iss and sub must be text");
  }

  private static void requireLabels(Cbor.Map map, Long... labels) throws VerificationException {
    Set<Cbor> expected = Set.of(labels).stream().map(Cbor::of).collect(Collectors.toSet());
    Set<Cbor> found = map.entries().stream().map(Cbor.Entry::label).collect(Collectors.toSet());
    require(found.equals(expected), "expected exactly the labels " + Set.of(labels));
  }

  private static InclusionProof decodeProof(Cbor.Map unprotected) throws VerificationException {
    if (!(unprotected.get(VDP).orElseThrow() instanceof Cbor.Map proofs)) {
      throw malformed("vdp (396) is not a map");
    }
    requireLabels(proofs, INCLUSION);
    if (!(proofs.get(INCLUSION).orElseThrow() instanceof Cbor.Array array
        && array.items().size() == 1
        && array.items().getFirst() instanceof Cbor.Octets encoded)) {
      throw malformed("expected one inclusion proof (396, -1) as a byte string in an array");
    }
    if (!(CborDecoder.decode(encoded.bytes()) instanceof Cbor.Array parts
        && parts.items().size() == 3
        && parts.items().get(0) instanceof Cbor.Int size
        && parts.items().get(1) instanceof Cbor.Int index
        && parts.items().get(2) instanceof Cbor.Array path)) {
      throw malformed("expected an inclusion proof [tree size, leaf index, [+ hash]]");
    }
    require(!path.items().isEmpty(), "an inclusion path has at least one hash");
    return new InclusionProof(index.value(), size.value(), hashes(path));
  }

  private static List<Hash> hashes(Cbor.Array path) throws VerificationException {
    List<Hash> hashes = new ArrayList<>();
    for (Cbor item : path.items()) {
      if (!(item instanceof Cbor.Octets octets && octets.bytes().size() == Hash.SIZE)) {
        throw malformed("a path hash is not a byte string of 32 bytes");
      }
      hashes.add(new Hash(octets.bytes()));
    }
    return hashes;
  }

  static Bytes encodeProof(InclusionProof proof) {
    List<Cbor> path = new ArrayList<>();
    proof.path().forEach(hash -> path.add(Cbor.of(hash.bytes())));
    return CborEncoder.encode(
        Cbor.array(Cbor.of(proof.treeSize()), Cbor.of(proof.leafIndex()), new Cbor.Array(path)));
  }

  private static void require(boolean condition, String why) throws VerificationException {
    if (!condition) {
      throw malformed(why);
    }
  }

  private static VerificationException malformed(String why) {
    return VerificationException.malformed("receipt: " + why);
  }
}
