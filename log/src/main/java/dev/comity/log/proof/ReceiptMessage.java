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
 * What receipts of every kind share (RFC 9942, RFC9162_SHA256): a COSE_Sign1 over a detached root
 * with protected {1: alg, 4: kid, 15: {1: iss, 2: sub}, 395: 1} and unprotected {396: {type:
 * [proof]}}, where a proof is the byte string of [number, number, [+ hash]]. Instances have this
 * shape.
 */
record ReceiptMessage(CoseSign1 cose, Proof proof) {
  static final int MAX_SIZE = 4096;

  static final long INCLUSION = -1;
  static final long CONSISTENCY = -2;

  private static final long ALG = 1;
  private static final long KID = 4;
  private static final long CWT_CLAIMS = 15;
  private static final long CLAIM_ISS = 1;
  private static final long CLAIM_SUB = 2;
  private static final long VDS = 395;
  private static final long VDP = 396;
  private static final long RFC9162_SHA256 = 1;

  /** What our receipts are about: the same for every entry, hence one signature per root. */
  private static final String SUBJECT = "tree-head";

  /** The three parts that a proof of either type has; what the numbers are is the type's matter. */
  record Proof(long first, long second, List<Hash> path) {
    Proof {
      path = List.copyOf(path);
    }
  }

  /** The protected header of every receipt that {@code key} signs for the log {@code origin}. */
  static Cbor.Map header(String origin, VerificationKey key) {
    Cbor.Map claims =
        Cbor.Map.EMPTY.with(CLAIM_ISS, Cbor.of(origin)).with(CLAIM_SUB, Cbor.of(SUBJECT));
    return Cbor.Map.EMPTY
        .with(ALG, Cbor.of(key.algorithm().coseId()))
        .with(KID, Cbor.of(key.keyId().bytes()))
        .with(CWT_CLAIMS, claims)
        .with(VDS, Cbor.of(RFC9162_SHA256));
  }

  /** For the signer, whose own making needs no check. */
  static ReceiptMessage of(Cbor.Map header, long type, Proof proof, Bytes signature) {
    Cbor.Map proofs = Cbor.Map.EMPTY.with(type, Cbor.array(Cbor.of(encode(proof))));
    Cbor.Map unprotected = Cbor.Map.EMPTY.with(VDP, proofs);
    return new ReceiptMessage(
        CoseSign1.of(header, unprotected, Optional.empty(), signature), proof);
  }

  /** Throws {@code MALFORMED} or {@code TOO_LARGE}. */
  static ReceiptMessage decode(Bytes bytes, long type) throws VerificationException {
    if (bytes.size() > MAX_SIZE) {
      throw new VerificationException(Code.TOO_LARGE, "receipt: more than " + MAX_SIZE + " bytes");
    }
    CoseSign1 message = CoseSign1.decode(bytes);
    requireHeader(message.protectedHeader());
    require(message.payload().isEmpty(), "expected a detached payload");
    requireLabels(message.unprotected(), VDP);
    if (!(message.unprotected().get(VDP).orElseThrow() instanceof Cbor.Map proofs)) {
      throw malformed("vdp (396) is not a map");
    }
    requireLabels(proofs, type);
    if (!(proofs.get(type).orElseThrow() instanceof Cbor.Array array
        && array.items().size() == 1
        && array.items().getFirst() instanceof Cbor.Octets encoded)) {
      throw malformed("expected one proof (396, " + type + ") as a byte string in an array");
    }
    return new ReceiptMessage(message, decodeProof(encoded.bytes()));
  }

  private static Proof decodeProof(Bytes encoded) throws VerificationException {
    if (CborDecoder.decode(encoded) instanceof Cbor.Array parts
        && parts.items().size() == 3
        && parts.items().get(0) instanceof Cbor.Int first
        && parts.items().get(1) instanceof Cbor.Int second
        && parts.items().get(2) instanceof Cbor.Array path) {
      require(first.value() >= 0 && second.value() >= 0, "sizes and indexes are not negative");
      require(!path.items().isEmpty(), "a path has at least one hash");
      return new Proof(first.value(), second.value(), hashes(path));
    }
    throw malformed("expected a proof [number, number, [+ hash]]");
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

  private static Bytes encode(Proof proof) {
    List<Cbor> path = new ArrayList<>();
    proof.path().forEach(hash -> path.add(Cbor.of(hash.bytes())));
    return CborEncoder.encode(
        Cbor.array(Cbor.of(proof.first()), Cbor.of(proof.second()), new Cbor.Array(path)));
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

  /** The log's origin, as the receipt claims it. */
  String issuer() {
    return claim(CLAIM_ISS);
  }

  String subject() {
    return claim(CLAIM_SUB);
  }

  private String claim(long label) {
    return cose.protectedHeader().get(CWT_CLAIMS).orElseThrow() instanceof Cbor.Map claims
            && claims.get(label).orElseThrow() instanceof Cbor.Text text
        ? text.text()
        : "";
  }

  /** The thumbprint of the key to verify with, as the receipt claims it. */
  Bytes kid() {
    return cose.protectedHeader().get(KID).orElseThrow() instanceof Cbor.Octets octets
        ? octets.bytes()
        : Bytes.EMPTY;
  }

  /** Throws {@code UNKNOWN_KEY} when the receipt names another key or algorithm. */
  void requireKey(VerificationKey logKey) throws VerificationException {
    Optional<Cbor> algorithm = Optional.of(Cbor.of(logKey.algorithm().coseId()));
    if (!kid().equals(logKey.keyId().bytes())
        || !cose.protectedHeader().get(ALG).equals(algorithm)) {
      throw new VerificationException(
          Code.UNKNOWN_KEY, "receipt: expected key " + logKey.keyId() + ", it names " + kid());
    }
  }

  /** Throws {@code BAD_SIGNATURE} with {@code why} unless {@code logKey} signed {@code root}. */
  void requireSigned(Hash root, VerificationKey logKey, String why) throws VerificationException {
    if (!logKey.verify(cose.signature(), cose.toBeSigned(root.bytes()))) {
      throw new VerificationException(Code.BAD_SIGNATURE, "receipt: " + why);
    }
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
