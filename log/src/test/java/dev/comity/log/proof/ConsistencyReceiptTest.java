package dev.comity.log.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborDecoder;
import dev.comity.core.cbor.CborEncoder;
import dev.comity.core.cose.CoseSign1;
import dev.comity.core.crypto.SigningKey;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConsistencyReceiptTest {
  private static final String ORIGIN = "example.org/log";
  private static final List<Hash> LEAVES = NaiveTree.leaves(17);

  private static Checkpoint checkpoint(int size) {
    return new Checkpoint(ORIGIN, size, root(size));
  }

  private static Hash root(int size) {
    return NaiveTree.root(LEAVES.subList(0, size));
  }

  private static ConsistencyReceipt receipt(SigningKey key, int from, int to) throws Exception {
    ConsistencyProof proof = ConsistencyProof.of(from, to, NaiveTree.nodes(LEAVES));
    return new ReceiptSigner(ORIGIN, key).sign(root(to)).receipt(proof);
  }

  @Test
  void verify_ofEverySizeUnderEveryLarger_provesTheNewerRoot() throws Exception {
    for (int to = 2; to <= LEAVES.size(); to++) {
      for (int from = 1; from < to; from++) {
        Bytes encoded = receipt(Keys.LOG, from, to).encode();
        ConsistencyReceipt decoded = ConsistencyReceipt.decode(encoded);
        assertThat(decoded.encode()).isEqualTo(encoded);
        assertThat(decoded.proof().path())
            .isEqualTo(NaiveTree.consistency(from, LEAVES.subList(0, to)));
        var consistency = decoded.verify(checkpoint(from), Keys.LOG.publicKey());
        assertThat(consistency).isEqualTo(new ConsistencyReceipt.Consistency(from, to, root(to)));
        consistency.requireIn(checkpoint(to));
      }
    }
    receipt(Keys.EC, 5, 11).verify(checkpoint(5), Keys.EC.publicKey());
  }

  @Test
  void encode_hasExactlyTheHeadersOfTheSpecification() throws Exception {
    ConsistencyReceipt receipt = receipt(Keys.LOG, 5, 11);
    CoseSign1 message = CoseSign1.decode(receipt.encode());
    CoseSign1 inclusion =
        CoseSign1.decode(
            new ReceiptSigner(ORIGIN, Keys.LOG)
                .sign(root(11))
                .receipt(InclusionProof.of(4, 11, NaiveTree.nodes(LEAVES)))
                .encode());
    assertThat(message.protectedBytes()).isEqualTo(inclusion.protectedBytes());
    assertThat(message.signature()).isEqualTo(inclusion.signature());
    assertThat(message.payload()).isEmpty();
    Cbor.Map proofs = (Cbor.Map) message.unprotected().get(396).orElseThrow();
    Cbor.Octets proof =
        (Cbor.Octets) ((Cbor.Array) proofs.get(-2).orElseThrow()).items().getFirst();
    Cbor.Array parts = (Cbor.Array) CborDecoder.decode(proof.bytes());
    assertThat(parts.items().subList(0, 2)).containsExactly(Cbor.of(5), Cbor.of(11));
  }

  @Test
  void verify_withAnotherCheckpointOrKey_isRejected() throws Exception {
    ConsistencyReceipt receipt = receipt(Keys.LOG, 5, 11);
    assertThatThrownBy(() -> receipt.verify(checkpoint(6), Keys.LOG.publicKey()))
        .hasMessageContaining("size 6, it says 5");
    assertThatThrownBy(
            () -> receipt.verify(new Checkpoint("other.org/log", 5, root(5)), Keys.LOG.publicKey()))
        .hasMessageContaining("origin other.org/log");
    assertThatThrownBy(
            () -> receipt.verify(new Checkpoint(ORIGIN, 5, root(4)), Keys.LOG.publicKey()))
        .hasMessageContaining("another old root");
    assertThatThrownBy(() -> receipt.verify(checkpoint(5), Keys.OTHER.publicKey()))
        .hasMessageContaining("expected key");
    var consistency = receipt.verify(checkpoint(5), Keys.LOG.publicKey());
    assertThatThrownBy(() -> consistency.requireIn(checkpoint(12)))
        .hasMessageContaining("newer tree of size 11");
  }

  @Test
  void verify_underARootThatTheLogDidNotSign_isRejected() throws Exception {
    ConsistencyProof proof = ConsistencyProof.of(5, 11, NaiveTree.nodes(LEAVES));
    ConsistencyReceipt forged = new ReceiptSigner(ORIGIN, Keys.LOG).sign(root(12)).receipt(proof);
    assertThatThrownBy(() -> forged.verify(checkpoint(5), Keys.LOG.publicKey()))
        .hasMessageContaining("did not sign");
  }

  @Test
  void verify_withAnyBitFlipped_neverProvesAnotherRoot() throws Exception {
    Bytes good = receipt(Keys.LOG, 6, 11).encode();
    for (int bit = 0; bit < 8 * good.size(); bit++) {
      try {
        var consistency =
            ConsistencyReceipt.decode(Keys.flip(good, bit))
                .verify(checkpoint(6), Keys.LOG.publicKey());
        assertThat(consistency.newRoot()).as("bit %d", bit).isEqualTo(root(11));
        assertThat(consistency.newSize()).as("bit %d", bit).isNotEqualTo(11);
      } catch (VerificationException e) {
        assertThat(e.detail()).isNotBlank();
      }
    }
  }

  @Test
  void receipt_ofATreeWithItself_cannotBeMade() {
    ReceiptSigner.SignedRoot signed = new ReceiptSigner(ORIGIN, Keys.LOG).sign(root(5));
    ConsistencyProof same = new ConsistencyProof(5, 5, List.of());
    assertThatThrownBy(() -> signed.receipt(same)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void kinds_areNotTakenForEachOther() throws Exception {
    Bytes consistency = receipt(Keys.LOG, 5, 11).encode();
    assertThatThrownBy(() -> Receipt.decode(consistency)).hasMessageContaining("labels [-1]");
    Bytes inclusion =
        new ReceiptSigner(ORIGIN, Keys.LOG)
            .sign(root(11))
            .receipt(InclusionProof.of(4, 11, NaiveTree.nodes(LEAVES)))
            .encode();
    assertThatThrownBy(() -> ConsistencyReceipt.decode(inclusion))
        .hasMessageContaining("labels [-2]");
  }

  @Test
  void decode_ofOtherProofsAndRandomBytes_isRejected() throws Exception {
    CoseSign1 good = CoseSign1.decode(receipt(Keys.LOG, 5, 11).encode());
    Cbor hash = Cbor.of(root(3).bytes());
    for (Cbor proof :
        List.of(
            Cbor.array(Cbor.of(5), Cbor.of(11), Cbor.array()),
            Cbor.array(Cbor.of(5), Cbor.of(11), hash),
            Cbor.array(Cbor.of(-5), Cbor.of(11), Cbor.array(hash)),
            Cbor.array(Cbor.of("5"), Cbor.of(11), Cbor.array(hash)))) {
      Cbor.Map vdp = Cbor.Map.EMPTY.with(-2, Cbor.array(Cbor.of(CborEncoder.encode(proof))));
      CoseSign1 bad =
          CoseSign1.of(
              good.protectedHeader(),
              Cbor.Map.EMPTY.with(396, vdp),
              Optional.empty(),
              good.signature());
      assertThatThrownBy(() -> ConsistencyReceipt.decode(bad.encode()))
          .isInstanceOf(VerificationException.class);
    }
    long seed = 99421;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      byte[] octets = new byte[random.nextInt(200)];
      random.nextBytes(octets);
      assertThatThrownBy(() -> ConsistencyReceipt.decode(Bytes.of(octets)))
          .as("seed %d, round %d", seed, i)
          .isInstanceOf(VerificationException.class);
    }
  }
}
