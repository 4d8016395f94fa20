package dev.comity.log.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WitnessPolicyTest {
  private static final String PUBLIC_WITNESSES =
      """
      # Public witnesses, as of 2026.
      log %s https://log.example/
      witness garden\t%s   https://garden.example/w
        witness smartit %s
      witness remora %s
      witness stagemole %s
      """
          .formatted(
              CosignatureTest.PUBLIC_LOG,
              CosignatureTest.LITTLE_GARDEN,
              CosignatureTest.SMARTIT,
              CosignatureTest.REMORA,
              CosignatureTest.STAGEMOLE);

  /** The specification's example, its keys filled in. */
  private static String twoLevels() {
    StringBuilder policy = new StringBuilder("log " + vkey(1) + "\n\n");
    for (String name : List.of("X1", "X2", "X3")) {
      policy.append("witness ").append(name).append(' ').append(vkey(4)).append('\n');
    }
    policy.append("group X-witnesses 2 X1 X2 X3\n\n");
    for (String name : List.of("Y1", "Y2", "Y3")) {
      policy.append("witness ").append(name).append(' ').append(vkey(4)).append('\n');
    }
    policy.append("group Y-witnesses any Y1 Y2 Y3\n\n");
    return policy + "group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n";
  }

  private static String vkey(int type) {
    SigningKey key = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
    return (type == 4
            ? NoteKey.ofWitness("w.example", key.publicKey())
            : new NoteKey("log.example", key.publicKey()))
        .encode();
  }

  private static WitnessPolicy parse(String text) throws VerificationException {
    return WitnessPolicy.parse(Bytes.utf8(text));
  }

  @ParameterizedTest
  @CsvSource({
    "X1 X2 Y1, true",
    "X1 X3 Y3, true",
    "X1 X2 X3 Y1 Y2 Y3, true",
    "X1 X2, false",
    "X1 Y1 Y2 Y3, false",
    "X1 X2 X-and-Z, false",
    "'', false"
  })
  void isQuorum_ofTwoLevels_countsGroups(String names, boolean expected) throws Exception {
    WitnessPolicy policy = parse(twoLevels());
    assertThat(policy.isQuorum(Set.of(names.split(" ")))).isEqualTo(expected);
    assertThat(policy.witnesses()).hasSize(6);
    assertThat(policy.groups()).hasSize(3);
    assertThat(policy.logs()).hasSize(1);
    assertThat(policy.quorum()).contains("X-and-Y");
  }

  @ParameterizedTest
  @CsvSource({
    "none, true",
    "garden, true",
    "'g\ngroup g all garden smartit remora stagemole', true",
    "'g\ngroup g 3 garden smartit remora', true",
    "absent, false",
    "'g\ngroup g any absent', false",
    "'g\ngroup g 2 garden absent', false"
  })
  void judge_ofAPubliclyCosignedCheckpoint_verifiesTheCosignatures(String quorum, boolean expected)
      throws Exception {
    String[] decides = quorum.split("\n", 2);
    String group = decides.length > 1 ? decides[1] + "\n" : "";
    WitnessPolicy policy =
        parse(
            PUBLIC_WITNESSES
                + "witness absent "
                + vkey(4)
                + "\n"
                + group
                + "quorum "
                + decides[0]
                + "\n");
    SignedCheckpoint signed = SignedCheckpoint.parse(Bytes.utf8(CosignatureTest.PUBLIC));
    WitnessPolicy.Verdict verdict = policy.judge(signed);
    assertThat(verdict.satisfied()).isEqualTo(expected);
    assertThat(verdict.cosignatures()).containsOnlyKeys("garden", "remora", "smartit", "stagemole");
    policy.requireLog(signed);
    if (!expected) {
      assertThatThrownBy(() -> policy.requireQuorum(signed))
          .hasMessage(
              "witness policy: not enough cosignatures for "
                  + decides[0]
                  + "; found those of garden, remora, smartit, stagemole");
    }
  }

  @Test
  void judge_withABadCosignatureOfAKnownWitness_rejectsTheNote() throws Exception {
    WitnessPolicy policy = parse(PUBLIC_WITNESSES + "quorum garden\n");
    SignedCheckpoint bad =
        SignedCheckpoint.parse(Bytes.utf8(CosignatureTest.PUBLIC.replace("rAWfBw", "rAWfBg")));
    assertThatThrownBy(() -> policy.judge(bad))
        .isInstanceOfSatisfying(
            VerificationException.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_SIGNATURE));
  }

  @Test
  void requireLog_ofAnUnlistedLog_isRejected() throws Exception {
    WitnessPolicy policy = parse(PUBLIC_WITNESSES + "quorum none\n");
    SignedCheckpoint other = SignedCheckpoint.parse(Bytes.utf8(CosignatureTest.EXAMPLE));
    assertThatThrownBy(() -> policy.requireLog(other))
        .hasMessageContaining("no listed log signed this checkpoint of example.com");
  }

  @Test
  void none_asksForNothing() throws Exception {
    SignedCheckpoint signed = SignedCheckpoint.parse(Bytes.utf8(CosignatureTest.EXAMPLE));
    assertThat(WitnessPolicy.NONE.requireQuorum(signed).cosignatures()).isEmpty();
    assertThat(parse("quorum none").quorum()).isEmpty();
  }

  static List<List<String>> badPolicies() {
    String a = "witness a " + vkey(4) + "\n";
    String b = "witness b " + vkey(4) + "\n";
    String sameKey = vkey(4);
    String logKey = vkey(1);
    String none = "quorum none\n";
    return List.of(
        List.of("", "expected a line \"quorum NAME\""),
        List.of(a, "expected a line \"quorum NAME\""),
        List.of("\n# x\nfrob\n", "line 3: expected log, witness, group or quorum, found \"frob\""),
        List.of("quorum\n", "line 1: expected: quorum NAME"),
        List.of("quorum a b\n", "line 1: expected: quorum NAME"),
        List.of("quorum a\n" + a, "line 1: expected a witness or group defined on a line before"),
        List.of(none + none, "line 2: expected one quorum line"),
        List.of("witness a\n", "line 1: expected: witness NAME VKEY [URL]"),
        List.of("witness a b c\n", "line 1: verifier key: expected name+keyid+base64"),
        List.of("witness a " + vkey(4) + " x y\n", "line 1: expected: witness NAME VKEY [URL]"),
        List.of("witness a " + vkey(4) + " path\n", "line 1: expected an address"),
        List.of("witness a " + vkey(4) + " ht^tp://x\n", "line 1: expected an address"),
        List.of("witness a " + vkey(1) + "\n", "expected the key of a witness (type 4)"),
        List.of("witness none " + vkey(4) + "\n", "line 1: none is no name"),
        List.of(a + a, "line 2: this witness's key is listed already"),
        List.of(a + "witness a " + vkey(4) + "\n", "line 2: \"a\" is defined already"),
        List.of(
            "witness a " + sameKey + "\nwitness b " + renamed(sameKey) + "\n",
            "line 2: this witness's key is listed already"),
        List.of("log " + vkey(4) + "\n", "expected the key of a log (type 1)"),
        List.of("log\n", "line 1: expected: log VKEY [URL]"),
        List.of(
            "log " + logKey + "\nlog " + logKey + " https://x\n",
            "line 2: this log's key is listed already"),
        List.of(a + "group g all\n", "line 2: expected: group NAME all|any|K MEMBER…"),
        List.of(a + "group g 0 a\n", "line 2: expected all, any or a number from 1 to 1"),
        List.of(a + "group g 2 a\n", "line 2: expected all, any or a number from 1 to 1"),
        List.of(a + "group g 01 a\n", "line 2: expected all, any or a number from 1 to 1"),
        List.of(a + "group g 99999999999 a\n", "line 2: expected all, any or a number"),
        List.of(a + "group g some a\n", "line 2: expected all, any or a number"),
        List.of(a + "group g any a a\n", "line 2: \"a\" is a member of a group already"),
        List.of(a + b + "group g any a\ngroup h any b a\n", "line 4: \"a\" is a member of a group"),
        List.of(a + "group g any a g\n", "line 2: expected a witness or group defined"),
        List.of(a + "group g any none\n", "line 2: expected a witness or group defined"),
        List.of(a + "group a any a\n", "line 2: \"a\" is defined already"),
        List.of("quorum none\r\n", "line 1: expected no control characters"),
        List.of("quorum\u007f none\n", "line 1: expected no control characters"),
        List.of("quorum\u00a0none\n", "line 1: expected log, witness, group or quorum"),
        List.of("# x\n".repeat(40_000) + none, "more than 131072 bytes"));
  }

  private static String renamed(String vkey) {
    try {
      return NoteKey.ofWitness("other.example", NoteKey.parse(vkey).key()).encode();
    } catch (VerificationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("badPolicies")
  void parse_ofABadPolicy_namesTheLine(List<String> policyAndError) {
    assertThatThrownBy(() -> parse(policyAndError.get(0)))
        .isInstanceOf(VerificationException.class)
        .hasMessageStartingWith("witness policy: ")
        .hasMessageContaining(policyAndError.get(1));
  }

  @Test
  void parse_ofSomethingThatIsNotUtf8_isMalformed() {
    assertThatThrownBy(() -> WitnessPolicy.parse(Bytes.fromHex("23ff0a")))
        .hasMessage("witness policy: not UTF-8");
  }

  @Test
  void parse_ofTooManyWitnesses_namesTheLine() {
    StringBuilder policy = new StringBuilder();
    for (int i = 0; i <= WitnessPolicy.MAX_DEFINITIONS; i++) {
      policy.append("witness w").append(i).append(' ').append(vkey(4)).append('\n');
    }
    assertThatThrownBy(() -> parse(policy + "quorum none\n"))
        .hasMessage("witness policy: line 65: expected at most 64 witnesses");
  }

  @Test
  void parse_ofRandomMutations_throwsWithALineOrDecides() {
    long seed = 20261121;
    Random random = new Random(seed);
    byte[] good = Bytes.utf8(twoLevels()).toArray();
    for (int i = 0; i < 5_000; i++) {
      byte[] octets = good.clone();
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        octets[random.nextInt(octets.length)] = (byte) (random.nextInt(100) + 8);
      }
      try {
        WitnessPolicy policy = WitnessPolicy.parse(Bytes.of(octets));
        assertThat(policy.isQuorum(Set.of()))
            .as("seed %d, round %d", seed, i)
            .isEqualTo(policy.quorum().isEmpty());
      } catch (VerificationException e) {
        assertThat(e.detail()).startsWith("witness policy: ");
      }
    }
  }
}
