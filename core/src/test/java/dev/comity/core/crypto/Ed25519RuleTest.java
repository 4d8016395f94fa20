package dev.comity.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The written rule against points and signatures made from scratch. */
class Ed25519RuleTest {
  private static final EdwardsPoint ORDER_8 = EdwardsPoint.ofOrder8();
  private static final EdwardsPoint ORDER_2 = ORDER_8.times(BigInteger.valueOf(4));

  /** Any scalars do: nothing here is secret or random. */
  private static final BigInteger SECRET = BigInteger.valueOf(7).pow(80);

  private static final BigInteger NONCE = BigInteger.valueOf(11).pow(70);

  private static List<EdwardsPoint> smallOrder() {
    return IntStream.range(0, 8).mapToObj(i -> ORDER_8.times(BigInteger.valueOf(i))).toList();
  }

  /** y and, where it fits into 255 bits, y + p; each with both sign bits. */
  private static List<Bytes> encodings(BigInteger y) {
    List<Bytes> encodings = new ArrayList<>();
    for (BigInteger number : List.of(y, y.add(EdwardsPoint.P))) {
      if (number.bitLength() <= 255) {
        encodings.add(EdwardsPoint.encode(number, false));
        encodings.add(EdwardsPoint.encode(number, true));
      }
    }
    return encodings;
  }

  @Test
  void smallOrder_everyEncoding_isRefused() {
    assertThat(smallOrder()).doesNotHaveDuplicates();
    List<Bytes> encodings =
        smallOrder().stream().flatMap(p -> encodings(p.y()).stream()).distinct().toList();

    // Five y coordinates, of which 0 and 1 have a second spelling, times two sign bits.
    assertThat(encodings).hasSize(14).noneMatch(Ed25519Rule::admitsPoint);
    assertThat(encodings)
        .allSatisfy(
            encoding ->
                assertThatThrownBy(() -> new VerificationKey(Algorithm.EDDSA, encoding))
                    .isInstanceOf(IllegalArgumentException.class));
  }

  @Test
  void unreducedY_everyOne_isRefused() {
    for (long y = 0; y < 19; y++) {
      BigInteger unreduced = BigInteger.valueOf(y).add(EdwardsPoint.P);
      assertThat(Ed25519Rule.admitsPoint(EdwardsPoint.encode(unreduced, false))).isFalse();
      assertThat(Ed25519Rule.admitsPoint(EdwardsPoint.encode(unreduced, true))).isFalse();
    }
  }

  @Test
  void key_smallY_isAdmittedExactlyWhenOnTheCurveAndOfLargeOrder() {
    for (long number = 0; number < 200; number++) {
      BigInteger y = BigInteger.valueOf(number);
      boolean expected =
          EdwardsPoint.at(y, false)
              .filter(Predicate.not(smallOrder()::contains))
              .filter(point -> !point.y().equals(BigInteger.ONE))
              .isPresent();
      assertThat(Ed25519Rule.admitsKey(EdwardsPoint.encode(y, false)))
          .as("y = %s", y)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.comity.core.crypto.Providers#all")
  void signature_madeFromScratch_isValidAndNotWithSPlusTheOrder(Providers provider)
      throws Exception {
    EdwardsPoint a = EdwardsPoint.BASE.times(SECRET);
    EdwardsPoint r = EdwardsPoint.BASE.times(NONCE);
    Bytes message = Bytes.utf8("plain");
    BigInteger s = s(k(r, a, message).mod(EdwardsPoint.L));
    provider.run(
        () -> {
          assertThat(verifies(a, r, s, message)).isTrue();
          assertThat(verifies(a, r, s.add(EdwardsPoint.L), message)).isFalse();
          assertThat(verifies(a, r.plus(ORDER_8), s, message)).isFalse();
        });
  }

  /** R of small order would be valid for A = aB and s = ka in every provider: the rule refuses. */
  @ParameterizedTest
  @MethodSource("dev.comity.core.crypto.Providers#all")
  void signature_withSmallOrderR_isRefused(Providers provider) throws Exception {
    EdwardsPoint a = EdwardsPoint.BASE.times(SECRET);
    EdwardsPoint r = EdwardsPoint.NEUTRAL;
    Bytes message = Bytes.utf8("neutral R");
    BigInteger k = k(r, a, message).mod(EdwardsPoint.L);
    BigInteger s = k.multiply(SECRET).mod(EdwardsPoint.L);
    provider.run(() -> assertThat(verifies(a, r, s, message)).isFalse());
  }

  /** 8sB = 8R + 8kA holds, sB = R + kA does not: valid only with the cofactor, so refused. */
  @ParameterizedTest
  @MethodSource("dev.comity.core.crypto.Providers#all")
  void signature_validOnlyWithCofactor_isRefused(Providers provider) throws Exception {
    EdwardsPoint a = EdwardsPoint.BASE.times(SECRET).plus(ORDER_8);
    EdwardsPoint r = EdwardsPoint.BASE.times(NONCE);
    Bytes message = messageWhere(r, a, k -> low3(k.mod(EdwardsPoint.L)) != 0);
    BigInteger s = s(k(r, a, message).mod(EdwardsPoint.L));
    provider.run(() -> assertThat(verifies(a, r, s, message)).isFalse());
  }

  /** A has a part of order 8 that k cancels: sB = R + kA holds with k reduced by the order. */
  @ParameterizedTest
  @MethodSource("dev.comity.core.crypto.Providers#all")
  void signature_mixedOrderKeyWhoseTorsionCancels_isValid(Providers provider) throws Exception {
    EdwardsPoint a = EdwardsPoint.BASE.times(SECRET).plus(ORDER_8);
    EdwardsPoint r = EdwardsPoint.BASE.times(NONCE);
    Bytes message = messageWhere(r, a, k -> low3(k.mod(EdwardsPoint.L)) == 0 && low3(k) != 0);
    BigInteger s = s(k(r, a, message).mod(EdwardsPoint.L));
    provider.run(() -> assertThat(verifies(a, r, s, message)).isTrue());
  }

  /** R and kA both carry the point of order 2, so their sum does not. */
  @ParameterizedTest
  @MethodSource("dev.comity.core.crypto.Providers#all")
  void signature_mixedOrderRAndKeyThatCancel_isValid(Providers provider) throws Exception {
    EdwardsPoint a = EdwardsPoint.BASE.times(SECRET).plus(ORDER_2);
    EdwardsPoint r = EdwardsPoint.BASE.times(NONCE).plus(ORDER_2);
    Bytes message = messageWhere(r, a, k -> k.mod(EdwardsPoint.L).testBit(0));
    BigInteger s = s(k(r, a, message).mod(EdwardsPoint.L));
    provider.run(() -> assertThat(verifies(a, r, s, message)).isTrue());
  }

  private static boolean verifies(EdwardsPoint a, EdwardsPoint r, BigInteger s, Bytes message) {
    return new VerificationKey(Algorithm.EDDSA, a.encode())
        .verify(r.encode().concat(EdwardsPoint.littleEndian(s)), message);
  }

  private static BigInteger s(BigInteger k) {
    return NONCE.add(k.multiply(SECRET)).mod(EdwardsPoint.L);
  }

  /** SHA-512(R ‖ A ‖ M) as a little-endian number, not reduced. */
  private static BigInteger k(EdwardsPoint r, EdwardsPoint a, Bytes message) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-512")
            .digest(r.encode().concat(a.encode()).concat(message).toArray());
    byte[] bigEndian = new byte[digest.length];
    for (int i = 0; i < digest.length; i++) {
      bigEndian[i] = digest[digest.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  private static Bytes messageWhere(EdwardsPoint r, EdwardsPoint a, Predicate<BigInteger> wanted)
      throws Exception {
    for (int i = 0; ; i++) {
      Bytes message = Bytes.utf8("message " + i);
      if (wanted.test(k(r, a, message))) {
        return message;
      }
    }
  }

  private static int low3(BigInteger number) {
    return number.intValue() & 7;
  }
}
