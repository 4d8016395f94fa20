package dev.comity.core.cose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.SampleStatements;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.crypto.Algorithm;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementHeaderTest {
  private static final StatementHeader HEADER = SampleStatements.eddsa().header();
  private static final Cbor.Map CBOR = HEADER.toCbor();

  private static Cbor.Map without(Cbor.Map map, long label) {
    return new Cbor.Map(
        map.entries().stream().filter(e -> !e.label().equals(Cbor.of(label))).toList());
  }

  private static Cbor.Map with(long label, Cbor value) {
    return without(CBOR, label).with(label, value);
  }

  private static Cbor.Map withClaim(long label, Cbor value) {
    Cbor.Map claims = (Cbor.Map) CBOR.get(15).orElseThrow();
    return with(15, without(claims, label).with(label, value));
  }

  private static void assertRefused(Cbor.Map header, String code, String error) {
    assertThatThrownBy(() -> StatementHeader.fromCbor(header))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> {
              assertThat(e.code().text()).isEqualTo(code);
              assertThat(e.detail()).isEqualTo("statement header: " + error);
            });
  }

  private static void assertMalformed(Cbor.Map header, String error) {
    assertRefused(header, "malformed", error);
  }

  @Test
  void fromCbor_ownHeader_isTheHeader() throws Exception {
    assertThat(StatementHeader.fromCbor(CBOR)).isEqualTo(HEADER);
    StatementHeader noTime =
        new StatementHeader(
            HEADER.algorithm(),
            HEADER.contentType(),
            HEADER.keyId(),
            HEADER.issuer(),
            HEADER.subject(),
            Optional.empty());
    assertThat(StatementHeader.fromCbor(noTime.toCbor())).isEqualTo(noTime);
  }

  @Test
  void fromCbor_unknownLabels_areSignedButIgnored() throws Exception {
    assertThat(StatementHeader.fromCbor(CBOR.with(16, Cbor.of("typ")).with(999, Cbor.of(1))))
        .isEqualTo(HEADER);
  }

  @Test
  void fromCbor_algorithm_isRequiredAndKnown() throws Exception {
    String expected = "expected alg (label 1) as an integer";
    assertRefused(without(CBOR, 1), "unsupported-algorithm", expected);
    assertRefused(with(1, Cbor.of("EdDSA")), "unsupported-algorithm", expected);
    assertRefused(
        with(1, Cbor.of(-36)),
        "unsupported-algorithm",
        "expected alg EdDSA (-8), ES256 (-7) or ES384 (-35), found -36");
    assertThat(StatementHeader.fromCbor(with(1, Cbor.of(-35))).algorithm())
        .isEqualTo(Algorithm.ES384);
  }

  @Test
  void fromCbor_keyId_isAThumbprint() {
    String error = "kid (label 4) must be the key's 32-byte thumbprint";
    assertMalformed(without(CBOR, 4), error);
    assertMalformed(with(4, Cbor.of("11")), error);
    assertMalformed(with(4, Cbor.of(Bytes.utf8("11"))), error);
    assertMalformed(with(4, Cbor.of(Bytes.of(new byte[33]))), error);
  }

  @Test
  void fromCbor_texts_areRequiredAndBounded() {
    String bounds = " must be text of 1 to 1000 characters";
    for (Cbor bad : new Cbor[] {Cbor.of(0), Cbor.of(""), Cbor.of("x".repeat(1_001))}) {
      assertMalformed(with(3, bad), "content type (label 3)" + bounds);
      assertMalformed(withClaim(1, bad), "claim iss" + bounds);
      assertMalformed(withClaim(2, bad), "claim sub" + bounds);
    }
    assertMalformed(without(CBOR, 3), "content type (label 3)" + bounds);
    Cbor.Map claims = (Cbor.Map) CBOR.get(15).orElseThrow();
    assertMalformed(with(15, without(claims, 1)), "claim iss" + bounds);
    assertMalformed(with(15, without(claims, 2)), "claim sub" + bounds);
    assertMalformed(without(CBOR, 15), "CWT Claims (label 15) must be a map");
    assertMalformed(with(15, Cbor.array()), "CWT Claims (label 15) must be a map");
    assertMalformed(withClaim(6, Cbor.of("now")), "claim iat must be an integer");
  }

  @Test
  void fromCbor_crit_namesOnlyWhatIsUnderstoodAndPresent() throws Exception {
    assertThat(StatementHeader.fromCbor(with(2, Cbor.array(Cbor.of(15), Cbor.of(4)))))
        .isEqualTo(HEADER);
    String shape = "crit (label 2) must be a non-empty list";
    assertMalformed(with(2, Cbor.array()), shape);
    assertMalformed(with(2, Cbor.of(15)), shape);
    String unknown = "crit (label 2) names a header that is not understood: ";
    assertMalformed(with(2, Cbor.array(Cbor.of(15), Cbor.of(999))), unknown + "999");
    assertMalformed(with(2, Cbor.array(Cbor.of("b\n"))), unknown + "\"b\uFFFD\"");
    assertMalformed(
        with(2, Cbor.array(Cbor.of(16))), "crit (label 2) names a header that is absent: 16");
  }

  /** A header that its own decoder would refuse cannot be made. */
  @Test
  void constructor_emptyOrLongText_throws() {
    for (String bad : new String[] {"", "x".repeat(1_001)}) {
      assertThatThrownBy(() -> header(bad, "i", "s")).hasMessageStartingWith("content type: ");
      assertThatThrownBy(() -> header("c", bad, "s")).hasMessageStartingWith("issuer: ");
      assertThatThrownBy(() -> header("c", "i", bad)).hasMessageStartingWith("subject: ");
    }
  }

  private static StatementHeader header(String contentType, String issuer, String subject) {
    Hash keyId = HEADER.keyId();
    return new StatementHeader(
        Algorithm.EDDSA, contentType, keyId, issuer, subject, Optional.empty());
  }
}
