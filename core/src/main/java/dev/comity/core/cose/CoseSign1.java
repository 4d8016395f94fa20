package dev.comity.core.cose;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborDecoder;
import dev.comity.core.cbor.CborEncoder;
import java.util.List;
import java.util.Optional;

/**
 * A tagged COSE_Sign1 message (RFC 9052 section 4.2), strictly decoded.
 *
 * @param protectedBytes the protected header exactly as received, without its byte-string head
 * @param protectedHeader the same, decoded
 * @param unprotected shares no label with the protected header
 * @param payload empty when detached (nil)
 */
public record CoseSign1(
    Bytes protectedBytes,
    Cbor.Map protectedHeader,
    Cbor.Map unprotected,
    Optional<Bytes> payload,
    Bytes signature) {
  static final long TAG = 18;

  /** Real headers have about ten; the bound keeps lookups of hostile headers cheap. */
  static final int MAX_LABELS = 100;

  /** A message with a freshly encoded protected header. */
  public static CoseSign1 of(
      Cbor.Map protectedHeader, Cbor.Map unprotected, Optional<Bytes> payload, Bytes signature) {
    return new CoseSign1(
        encodeProtected(protectedHeader), protectedHeader, unprotected, payload, signature);
  }

  /** Throws {@code MALFORMED}, naming what was expected. */
  public static CoseSign1 decode(Bytes bytes) throws VerificationException {
    if (!(CborDecoder.decode(bytes) instanceof Cbor.Tag tag && tag.number() == TAG)) {
      throw VerificationException.malformed("COSE_Sign1: expected tag 18");
    }
    if (!(tag.content() instanceof Cbor.Array array
        && array.items().size() == 4
        && array.items().get(0) instanceof Cbor.Octets protectedBytes
        && array.items().get(1) instanceof Cbor.Map unprotected
        && array.items().get(3) instanceof Cbor.Octets signature)) {
      throw VerificationException.malformed(
          "COSE_Sign1: expected [bytes, map, bytes or nil, bytes] under tag 18");
    }
    Cbor.Map protectedHeader = decodeProtected(protectedBytes.bytes());
    requireDisjoint(protectedHeader, unprotected);
    return new CoseSign1(
        protectedBytes.bytes(),
        protectedHeader,
        unprotected,
        payloadOf(array.items().get(2)),
        signature.bytes());
  }

  /** RFC 9052 section 3: a label in both buckets makes the message malformed. */
  private static void requireDisjoint(Cbor.Map protectedHeader, Cbor.Map unprotected)
      throws VerificationException {
    if (Math.max(protectedHeader.entries().size(), unprotected.entries().size()) > MAX_LABELS) {
      throw VerificationException.malformed(
          "COSE_Sign1: expected at most " + MAX_LABELS + " labels in a header");
    }
    for (Cbor.Entry entry : unprotected.entries()) {
      if (protectedHeader.get(entry.label()).isPresent()) {
        throw VerificationException.malformed(
            "COSE_Sign1: header label " + entry.label() + " stands in both buckets");
      }
    }
  }

  private static Optional<Bytes> payloadOf(Cbor item) throws VerificationException {
    return switch (item) {
      case Cbor.Octets octets -> Optional.of(octets.bytes());
      case Cbor.Simple simple when simple == Cbor.Simple.NULL -> Optional.empty();
      default -> throw VerificationException.malformed("COSE_Sign1: payload is not bytes or nil");
    };
  }

  private static Cbor.Map decodeProtected(Bytes bytes) throws VerificationException {
    if (bytes.size() == 0) {
      return Cbor.Map.EMPTY;
    }
    if (CborDecoder.decode(bytes) instanceof Cbor.Map map) {
      return map;
    }
    throw VerificationException.malformed("COSE_Sign1: the protected header is not a map");
  }

  private static Bytes encodeProtected(Cbor.Map header) {
    return header.entries().isEmpty() ? Bytes.EMPTY : CborEncoder.encode(header);
  }

  public Bytes encode() {
    return CborEncoder.encode(
        new Cbor.Tag(
            TAG,
            Cbor.array(
                new Cbor.Octets(protectedBytes),
                unprotected,
                payload.<Cbor>map(Cbor.Octets::new).orElse(Cbor.Simple.NULL),
                new Cbor.Octets(signature))));
  }

  /** The Sig_structure of the attached payload; throws {@code MALFORMED} when it is detached. */
  public Bytes toBeSigned() throws VerificationException {
    return toBeSigned(
        payload.orElseThrow(
            () -> VerificationException.malformed("COSE_Sign1: the payload is detached")));
  }

  /** The Sig_structure (RFC 9052 section 4.4) with {@code payload} and no external data. */
  public Bytes toBeSigned(Bytes detachedPayload) {
    return toBeSigned(protectedHeader, protectedBytes, Bytes.EMPTY, detachedPayload);
  }

  /** The Sig_structure for a header about to be signed. */
  public static Bytes toBeSigned(Cbor.Map protectedHeader, Bytes payload) {
    return toBeSigned(protectedHeader, encodeProtected(protectedHeader), Bytes.EMPTY, payload);
  }

  /**
   * An empty header counts as the zero-length string, however it was sent (RFC 9052 section 4.4).
   */
  static Bytes toBeSigned(Cbor.Map header, Bytes headerBytes, Bytes external, Bytes payload) {
    Bytes signedHeader = header.entries().isEmpty() ? Bytes.EMPTY : headerBytes;
    return CborEncoder.encode(
        new Cbor.Array(
            List.of(
                Cbor.of("Signature1"),
                Cbor.of(signedHeader),
                Cbor.of(external),
                Cbor.of(payload))));
  }

  /** A copy whose unprotected header is empty: the form that is logged. */
  public CoseSign1 withoutUnprotected() {
    return new CoseSign1(protectedBytes, protectedHeader, Cbor.Map.EMPTY, payload, signature);
  }
}
