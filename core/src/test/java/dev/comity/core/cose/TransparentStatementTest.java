package dev.comity.core.cose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.SampleStatements;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransparentStatementTest {
  private static final SignedStatement STATEMENT = SampleStatements.eddsa();
  private static final Bytes ONE = Bytes.utf8("receipt 1");
  private static final Bytes TWO = Bytes.utf8("receipt 2");

  private static Bytes with(Cbor.Map unprotected) throws VerificationException {
    CoseSign1 bare = CoseSign1.decode(STATEMENT.entry());
    return CoseSign1.of(
            bare.protectedHeader(),
            unprotected,
            Optional.of(STATEMENT.payload()),
            STATEMENT.signature())
        .encode();
  }

  @Test
  void encode_thenDecode_keepsStatementAndReceiptsInOrder() throws Exception {
    TransparentStatement made = new TransparentStatement(STATEMENT, List.of(TWO, ONE));
    Bytes encoded = made.encode();
    assertThat(encoded)
        .isEqualTo(with(Cbor.Map.EMPTY.with(394, Cbor.array(Cbor.of(TWO), Cbor.of(ONE)))));
    assertThat(TransparentStatement.decode(encoded)).isEqualTo(made);
    assertThat(TransparentStatement.isOne(encoded)).isTrue();
    assertThat(TransparentStatement.isOne(STATEMENT.entry())).isFalse();
    assertThat(TransparentStatement.isOne(ONE)).isFalse();
  }

  @Test
  void signedStatement_ofATransparentOne_isTheBareEntry() throws Exception {
    Bytes encoded = new TransparentStatement(STATEMENT, List.of(ONE)).encode();
    assertThat(SignedStatement.decode(encoded)).isEqualTo(STATEMENT);
  }

  @Test
  void decode_ofOtherUnprotectedHeaders_isMalformed() throws Exception {
    Cbor receipts = Cbor.array(Cbor.of(ONE));
    for (Cbor.Map bad :
        List.of(
            Cbor.Map.EMPTY,
            Cbor.Map.EMPTY.with(394, Cbor.array()),
            Cbor.Map.EMPTY.with(394, Cbor.of(ONE)),
            Cbor.Map.EMPTY.with(394, Cbor.array(Cbor.of("text"))),
            Cbor.Map.EMPTY.with(394, Cbor.array(Cbor.of(ONE), Cbor.of(ONE))),
            Cbor.Map.EMPTY.with(394, Cbor.array(Cbor.of(Bytes.EMPTY))),
            Cbor.Map.EMPTY.with(394, receipts).with(396, Cbor.Map.EMPTY))) {
      Bytes bytes = with(bad);
      assertThatThrownBy(() -> TransparentStatement.decode(bytes))
          .as("%s", bad)
          .isInstanceOfSatisfying(
              VerificationException.class,
              e -> assertThat(e.code()).isEqualTo(VerificationException.Code.MALFORMED));
    }
  }

  @Test
  void bounds_areKept() {
    assertThatThrownBy(() -> new TransparentStatement(STATEMENT, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    Bytes large = Bytes.of(new byte[TransparentStatement.MAX_RECEIPT_SIZE + 1]);
    assertThatThrownBy(() -> new TransparentStatement(STATEMENT, List.of(large)))
        .isInstanceOf(IllegalArgumentException.class);
    List<Bytes> many = Collections.nCopies(TransparentStatement.MAX_RECEIPTS + 1, ONE);
    assertThatThrownBy(() -> new TransparentStatement(STATEMENT, many))
        .isInstanceOf(IllegalArgumentException.class);
    Bytes huge = Bytes.of(new byte[TransparentStatement.MAX_SIZE + 1]);
    assertThatThrownBy(() -> TransparentStatement.decode(huge)).hasMessageContaining("has at most");
  }
}
