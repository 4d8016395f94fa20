package dev.comity.core.cose;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A signed statement together with receipts for it (RFC 9943 section 7): the statement's COSE_Sign1
 * with {394: [+ receipt]} as its unprotected header, each receipt a byte string. Nothing here says
 * that a receipt is one, or that it is for this statement: whoever decodes the receipts does.
 *
 * @param statement as it is logged: with an empty unprotected header
 * @param receipts 1 to {@value #MAX_RECEIPTS} of at most {@value #MAX_RECEIPT_SIZE} bytes each, in
 *     the order of preference, none twice
 */
public record TransparentStatement(SignedStatement statement, List<Bytes> receipts) {
  public static final int MAX_RECEIPTS = 32;
  public static final int MAX_RECEIPT_SIZE = 16_384;

  /** What the largest one may have: the statement, its receipts, and the heads of their strings. */
  public static final int MAX_SIZE =
      SignedStatement.MAX_SIZE + MAX_RECEIPTS * (MAX_RECEIPT_SIZE + 3) + 16;

  static final long RECEIPTS = 394;

  /** Throws {@link IllegalArgumentException} for what the header cannot carry. */
  public TransparentStatement {
    receipts = List.copyOf(receipts);
    if (receipts.isEmpty() || receipts.size() > MAX_RECEIPTS) {
      throw new IllegalArgumentException(
          "expected 1 to " + MAX_RECEIPTS + " receipts, found " + receipts.size());
    }
    if (receipts.stream().anyMatch(r -> r.size() == 0 || r.size() > MAX_RECEIPT_SIZE)) {
      throw new IllegalArgumentException(
          "expected receipts of 1 to " + MAX_RECEIPT_SIZE + " bytes");
    }
    if (receipts.stream().distinct().count() < receipts.size()) {
      throw new IllegalArgumentException("the same receipt stands there twice");
    }
  }

  /**
   * Decodes strictly: 394 must be the only unprotected label. Throws what {@link
   * SignedStatement#decode} throws, or {@code MALFORMED}.
   */
  public static TransparentStatement decode(Bytes bytes) throws VerificationException {
    if (bytes.size() > MAX_SIZE) {
      throw new VerificationException(
          VerificationException.Code.TOO_LARGE,
          "a transparent statement has at most " + MAX_SIZE + " bytes, this has " + bytes.size());
    }
    CoseSign1 message = CoseSign1.decode(bytes);
    List<Bytes> receipts = receipts(message.unprotected());
    SignedStatement statement = SignedStatement.decode(message.withoutUnprotected().encode());
    try {
      return new TransparentStatement(statement, receipts);
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static List<Bytes> receipts(Cbor.Map unprotected) throws VerificationException {
    if (unprotected.entries().size() != 1
        || !(unprotected.get(RECEIPTS).orElse(null) instanceof Cbor.Array items)) {
      throw malformed("expected receipts (label 394), a list, and nothing else unprotected");
    }
    List<Bytes> receipts = new ArrayList<>();
    for (Cbor item : items.items()) {
      if (!(item instanceof Cbor.Octets octets)) {
        throw malformed("expected every receipt (label 394) as a byte string");
      }
      receipts.add(octets.bytes());
    }
    return receipts;
  }

  /** Whether {@code bytes} look like one: a COSE_Sign1 that carries something at label 394. */
  public static boolean isOne(Bytes bytes) {
    try {
      return CoseSign1.decode(bytes).unprotected().get(RECEIPTS).isPresent();
    } catch (VerificationException e) {
      return false;
    }
  }

  public Bytes encode() {
    try {
      CoseSign1 bare = CoseSign1.decode(statement.entry());
      Cbor.Array items = new Cbor.Array(receipts.stream().map(Cbor::of).toList());
      return new CoseSign1(
              bare.protectedBytes(),
              bare.protectedHeader(),
              Cbor.Map.EMPTY.with(RECEIPTS, items),
              Optional.of(statement.payload()),
              bare.signature())
          .encode();
    } catch (VerificationException e) {
      throw new IllegalStateException("a statement's entry decodes", e);
    }
  }

  private static VerificationException malformed(String why) {
    return VerificationException.malformed("transparent statement: " + why);
  }
}
