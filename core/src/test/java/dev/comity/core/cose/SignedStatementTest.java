package dev.comity.core.cose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.SampleStatements;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborEncoder;
import dev.comity.core.crypto.SigningKey;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignedStatementTest {
  private static final SigningKey ED25519 =
      SampleStatements.key("cose/eddsa-examples/eddsa-sig-01.json");
  private static final SigningKey P256 =
      SampleStatements.key("cose/ecdsa-examples/ecdsa-sig-01.json");
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static SignedStatement sign(SigningKey key, Bytes payload) {
    return SignedStatement.sign(
        key,
        "application/example+json",
        "urn:example:me",
        "urn:example:it",
        1_790_000_000,
        payload);
  }

  @Test
  void decode_signedStatement_isTheStatementAndVerifies() throws Exception {
    for (SigningKey key : List.of(ED25519, P256)) {
      SignedStatement statement = sign(key, Bytes.utf8("{}"));
      SignedStatement decoded = SignedStatement.decode(statement.entry());
      assertThat(decoded).isEqualTo(statement);
      decoded.verify(key.publicKey());
      assertThat(decoded.header().issuer()).isEqualTo("urn:example:me");
      assertThat(decoded.header().subject()).isEqualTo("urn:example:it");
      assertThat(decoded.header().issuedAtSeconds()).contains(1_790_000_000L);
      assertThat(decoded.payload()).isEqualTo(Bytes.utf8("{}"));
    }
  }

  /** The bytes themselves are the contract with other implementations. */
  @Test
  void sign_ed25519_isTheGoldenEntry() {
    SignedStatement statement = sign(ED25519, Bytes.utf8("{}"));
    String kid = ED25519.publicKey().keyId().hex();
    assertThat(statement.entry().hex())
        .isEqualTo(
            "d284" // tag 18, array of 4
                + "5869a4" // the protected header: 105 bytes, 4 labels
                + "0127" // alg EdDSA
                + "0378186170706c69636174696f6e2f6578616d706c652b6a736f6e" // content type
                + ("045820" + kid)
                + "0fa3" // CWT Claims
                + "016e75726e3a6578616d706c653a6d65" // iss
                + "026e75726e3a6578616d706c653a6974" // sub
                + "061a6ab13b80" // iat
                + "a0" // the unprotected header
                + "427b7d" // payload
                + "5840"
                + statement.signature().hex());
  }

  @Test
  void decode_unprotectedHeader_isEmptiedAndTheSignatureStillHolds() throws Exception {
    SignedStatement statement = sign(ED25519, Bytes.utf8("{}"));
    Cbor.Map receipts = Cbor.Map.EMPTY.with(394, Cbor.array(Cbor.of(Bytes.utf8("a receipt"))));
    CoseSign1 cose = CoseSign1.decode(statement.entry());
    Bytes decorated =
        new CoseSign1(
                cose.protectedBytes(),
                cose.protectedHeader(),
                receipts,
                cose.payload(),
                cose.signature())
            .encode();

    assertThat(decorated).isNotEqualTo(statement.entry());
    assertThat(SignedStatement.decode(decorated)).isEqualTo(statement);
  }

  /** Anybody can turn s into n − s: another entry, the same statement. */
  @Test
  void id_es256WithSFlipped_isUnchanged() throws Exception {
    SignedStatement statement = sign(P256, Bytes.utf8("{}"));
    BigInteger s = new BigInteger(1, statement.signature().slice(32, 64).toArray());
    Bytes flipped =
        statement
            .signature()
            .slice(0, 32)
            .concat(Bytes.fromHex("%064x".formatted(P256_ORDER.subtract(s))));
    SignedStatement other = SignedStatement.decode(withSignature(statement, flipped).encode());

    other.verify(P256.publicKey());
    assertThat(other.entry()).isNotEqualTo(statement.entry());
    assertThat(other.id()).isEqualTo(statement.id());
  }

  @Test
  void id_otherPayloadHeaderOrKey_differs() {
    Hash id = sign(ED25519, Bytes.utf8("{}")).id();
    assertThat(sign(ED25519, Bytes.utf8("{ }")).id()).isNotEqualTo(id);
    assertThat(sign(P256, Bytes.utf8("{}")).id()).isNotEqualTo(id);
    assertThat(sign(ED25519, Bytes.utf8("{}")).id()).isEqualTo(id);
  }

  private static CoseSign1 withSignature(SignedStatement statement, Bytes signature)
      throws VerificationException {
    CoseSign1 cose = CoseSign1.decode(statement.entry());
    return new CoseSign1(
        cose.protectedBytes(),
        cose.protectedHeader(),
        cose.unprotected(),
        cose.payload(),
        signature);
  }

  @Test
  void verify_otherKeyOrChangedBytes_isRefusedWithItsCode() throws Exception {
    SignedStatement statement = sign(ED25519, Bytes.utf8("{}"));
    assertThatThrownBy(() -> statement.verify(P256.publicKey()))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.code()).isEqualTo(VerificationException.Code.UNKNOWN_KEY));

    for (Bytes bad : List.of(Bytes.EMPTY, Bytes.of(new byte[64]), Bytes.of(new byte[65]))) {
      SignedStatement forged = SignedStatement.decode(withSignature(statement, bad).encode());
      assertThatThrownBy(() -> forged.verify(ED25519.publicKey()))
          .isInstanceOfSatisfying(
              VerificationException.class,
              e -> assertThat(e.code()).isEqualTo(VerificationException.Code.BAD_SIGNATURE));
    }
  }

  /** Every single bit of the entry counts: it is refused, or it is not the same statement. */
  @Test
  void verify_anyBitFlipped_isRefused() throws Exception {
    byte[] entry = sign(ED25519, Bytes.utf8("{}")).entry().toArray();
    for (int bit = 0; bit < 8 * entry.length; bit++) {
      entry[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(verifies(Bytes.of(entry))).as("bit %s", bit).isFalse();
      entry[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  private static boolean verifies(Bytes entry) {
    try {
      SignedStatement.decode(entry).verify(ED25519.publicKey());
      return true;
    } catch (VerificationException e) {
      return false;
    }
  }

  @Test
  void size_atTheLimit_isLoggedAndOneMoreIsRefused() throws Exception {
    int overhead = sign(ED25519, Bytes.of(new byte[60_000])).entry().size() - 60_000;
    Bytes largest = Bytes.of(new byte[SignedStatement.MAX_SIZE - overhead]);
    SignedStatement statement = sign(ED25519, largest);
    assertThat(statement.entry().size()).isEqualTo(SignedStatement.MAX_SIZE);
    SignedStatement.decode(statement.entry()).verify(ED25519.publicKey());

    Bytes tooLarge = Bytes.of(new byte[largest.size() + 1]);
    assertThatThrownBy(() -> sign(ED25519, tooLarge))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a statement has at most 65535 bytes, this one has 65536");
    assertThatThrownBy(() -> SignedStatement.decode(Bytes.of(new byte[65_536])))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.code()).isEqualTo(VerificationException.Code.TOO_LARGE));
  }

  @Test
  void decode_detachedPayload_isNamed() {
    Cbor.Map header = sign(ED25519, Bytes.EMPTY).header().toCbor();
    Bytes detached =
        CoseSign1.of(header, Cbor.Map.EMPTY, Optional.empty(), Bytes.of(new byte[64])).encode();
    assertThatThrownBy(() -> SignedStatement.decode(detached))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.code()).isEqualTo(VerificationException.Code.PAYLOAD_MISSING))
        .hasMessage("a statement carries its payload attached");
    assertThat(CborEncoder.encode(header).size()).isPositive();
  }
}
