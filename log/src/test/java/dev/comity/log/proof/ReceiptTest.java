package dev.comity.log.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborEncoder;
import dev.comity.core.cose.CoseSign1;
import dev.comity.core.crypto.SigningKey;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ReceiptTest {
  private static final List<Hash> LEAVES = NaiveTree.leaves(11);
  private static final Hash ROOT = NaiveTree.root(LEAVES);

  private static Receipt receipt(SigningKey key, int index) throws Exception {
    InclusionProof proof = InclusionProof.of(index, 11, NaiveTree.nodes(LEAVES));
    return new ReceiptSigner("example.org/log", key).sign(ROOT).receipt(proof);
  }

  @Test
  void verify_ofEveryLeafUnderOneSignature_saysItsPlace() throws Exception {
    for (SigningKey key : List.of(Keys.LOG, Keys.EC)) {
      ReceiptSigner.SignedRoot signed = new ReceiptSigner("example.org/log", key).sign(ROOT);
      for (int index = 0; index < 11; index++) {
        InclusionProof proof = InclusionProof.of(index, 11, NaiveTree.nodes(LEAVES));
        Bytes encoded = signed.receipt(proof).encode();
        Receipt decoded = Receipt.decode(encoded);
        assertThat(decoded.encode()).isEqualTo(encoded);
        assertThat(decoded.issuer()).isEqualTo("example.org/log");
        assertThat(decoded.verify(NaiveTree.entry(index), key.publicKey()))
            .isEqualTo(new Receipt.Inclusion(11, index, ROOT));
      }
    }
  }

  @Test
  void encode_ofAReceipt_hasExactlyTheHeaderOfTheSpecification() throws Exception {
    CoseSign1 message = CoseSign1.decode(receipt(Keys.LOG, 4).encode());
    Cbor claims = Cbor.Map.EMPTY.with(1, Cbor.of("example.org/log")).with(2, Cbor.of("tree-head"));
    assertThat(message.protectedHeader())
        .isEqualTo(
            Cbor.Map.EMPTY
                .with(1, Cbor.of(-8))
                .with(4, Cbor.of(Keys.LOG.publicKey().keyId().bytes()))
                .with(15, claims)
                .with(395, Cbor.of(1)));
    assertThat(message.payload()).isEmpty();
  }

  @Test
  void verify_ofAnotherEntryOrKey_isRejected() throws Exception {
    Receipt receipt = receipt(Keys.LOG, 4);
    assertThatThrownBy(() -> receipt.verify(NaiveTree.entry(5), Keys.LOG.publicKey()))
        .isInstanceOf(VerificationException.class);
    assertThatThrownBy(() -> receipt.verify(NaiveTree.entry(4), Keys.OTHER.publicKey()))
        .hasMessageContaining("expected key");
  }

  @Test
  void verify_withAnyBitFlipped_isRejectedOrKeepsTheRootAndFailsTheCheckpoint() throws Exception {
    Bytes good = receipt(Keys.LOG, 4).encode();
    Checkpoint checkpoint = new Checkpoint("example.org/log", 11, ROOT);
    Receipt.decode(good).verify(NaiveTree.entry(4), Keys.LOG.publicKey()).requireIn(checkpoint);
    int ambiguousCount = 0;
    for (int bit = 0; bit < 8 * good.size(); bit++) {
      Receipt.Inclusion inclusion;
      try {
        inclusion =
            Receipt.decode(Keys.flip(good, bit)).verify(NaiveTree.entry(4), Keys.LOG.publicKey());
      } catch (VerificationException e) {
        continue;
      }
      ambiguousCount++;
      assertThat(inclusion.root()).as("bit %d", bit).isEqualTo(ROOT);
      assertThatThrownBy(() -> inclusion.requireIn(checkpoint)).hasMessageContaining("size 11");
    }
    assertThat(ambiguousCount).as("sizes with a path of the same shape").isBetween(1, 4);
  }

  @Test
  void decode_ofRandomBytesAndTruncations_isRejected() throws Exception {
    Bytes good = receipt(Keys.LOG, 4).encode();
    for (int end = 0; end < good.size(); end++) {
      Bytes cut = good.slice(0, end);
      assertThatThrownBy(() -> Receipt.decode(cut)).isInstanceOf(VerificationException.class);
    }
    long seed = 9942;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[random.nextInt(200)];
      random.nextBytes(octets);
      assertThatThrownBy(() -> Receipt.decode(Bytes.of(octets)))
          .as("seed %d, round %d", seed, i)
          .isInstanceOf(VerificationException.class);
    }
    assertThatThrownBy(() -> Receipt.decode(Bytes.of(new byte[Receipt.MAX_SIZE + 1])))
        .hasMessageContaining("more than");
  }

  @Test
  void decode_ofOtherHeaders_isMalformed() throws Exception {
    Cbor.Map good = CoseSign1.decode(receipt(Keys.LOG, 4).encode()).protectedHeader();
    malformedHeader(header -> header.with(99, Cbor.of(1)));
    malformedHeader(header -> new Cbor.Map(header.entries().subList(0, 3)));
    malformedHeader(header -> new Cbor.Map(header.entries().subList(1, 4)));
    for (Cbor.Entry entry : good.entries()) {
      malformedHeader(header -> replaced(header, entry.label(), Cbor.Simple.TRUE));
    }
    malformedHeader(header -> replaced(header, new Cbor.Int(395), Cbor.of(2)));
    malformedHeader(header -> replaced(header, new Cbor.Int(4), Cbor.of(Bytes.of((byte) 1))));
    malformedHeader(
        header ->
            replaced(
                header, new Cbor.Int(15), Cbor.Map.EMPTY.with(1, Cbor.of(1)).with(2, Cbor.of(2))));
  }

  @Test
  void decode_ofOtherProofs_isMalformed() throws Exception {
    Cbor hash = Cbor.of(ROOT.bytes());
    malformedProof(Cbor.array(Cbor.of(11), Cbor.of(4), Cbor.array()));
    malformedProof(Cbor.array(Cbor.of(11), Cbor.of(4)));
    malformedProof(Cbor.array(Cbor.of(11), Cbor.of("4"), Cbor.array(hash)));
    malformedProof(Cbor.array(Cbor.of(11), Cbor.of(4), Cbor.array(Cbor.of("no hash"))));
    malformedProof(
        Cbor.array(Cbor.of(11), Cbor.of(4), Cbor.array(Cbor.of(ROOT.bytes().slice(0, 31)))));
    malformedProof(Cbor.of(7));
  }

  @Test
  void decode_ofAnAttachedPayloadOrUnprotectedVds_isMalformed() throws Exception {
    CoseSign1 good = CoseSign1.decode(receipt(Keys.LOG, 4).encode());
    CoseSign1 attached =
        CoseSign1.of(
            good.protectedHeader(),
            good.unprotected(),
            Optional.of(ROOT.bytes()),
            good.signature());
    assertThatThrownBy(() -> Receipt.decode(attached.encode())).hasMessageContaining("detached");
    CoseSign1 moved =
        CoseSign1.of(
            new Cbor.Map(good.protectedHeader().entries().subList(0, 3)),
            good.unprotected().with(395, Cbor.of(1)),
            Optional.empty(),
            good.signature());
    assertThatThrownBy(() -> Receipt.decode(moved.encode())).hasMessageContaining("labels");
  }

  @Test
  void receipt_ofATreeOfOneLeaf_cannotBeMade() {
    InclusionProof alone = new InclusionProof(0, 1, List.of());
    ReceiptSigner.SignedRoot signed = new ReceiptSigner("log", Keys.LOG).sign(LEAVES.getFirst());
    assertThatThrownBy(() -> signed.receipt(alone)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Cbor.Map replaced(Cbor.Map map, Cbor label, Cbor value) {
    return new Cbor.Map(
        map.entries().stream()
            .map(e -> e.label().equals(label) ? new Cbor.Entry(label, value) : e)
            .toList());
  }

  private static void malformedHeader(UnaryOperator<Cbor.Map> change) throws Exception {
    CoseSign1 good = CoseSign1.decode(receipt(Keys.LOG, 4).encode());
    CoseSign1 bad =
        CoseSign1.of(
            change.apply(good.protectedHeader()),
            good.unprotected(),
            Optional.empty(),
            good.signature());
    malformed(bad);
  }

  private static void malformedProof(Cbor proof) throws Exception {
    CoseSign1 good = CoseSign1.decode(receipt(Keys.LOG, 4).encode());
    Cbor vdp = Cbor.Map.EMPTY.with(-1, Cbor.array(Cbor.of(CborEncoder.encode(proof))));
    malformed(
        CoseSign1.of(
            good.protectedHeader(),
            Cbor.Map.EMPTY.with(396, vdp),
            Optional.empty(),
            good.signature()));
  }

  private static void malformed(CoseSign1 message) {
    assertThatThrownBy(() -> Receipt.decode(message.encode()))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.code()).isEqualTo(VerificationException.Code.MALFORMED));
  }
}
