package dev.comity.log.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTest {
  private static final NoteKey LOG = new NoteKey("example.com/log", Keys.LOG.publicKey());
  private static final NoteKey WITNESS = NoteKey.ofWitness("w", Keys.OTHER.publicKey());

  private static final String HASH = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n";
  private static final String CHECKPOINT = CosignatureTest.EXAMPLE;

  private static WitnessPolicy policy(String quorum) throws VerificationException {
    return WitnessPolicy.parse(
        Bytes.utf8(
            "log %s\nwitness a %s\nquorum %s\n".formatted(LOG.encode(), WITNESS.encode(), quorum)));
  }

  private static TlogProof proof(int index, int size, boolean cosigned) throws Exception {
    List<Hash> leaves = NaiveTree.leaves(size);
    Checkpoint checkpoint = new Checkpoint(LOG.name(), size, NaiveTree.root(leaves));
    SignedCheckpoint signed = SignedCheckpoint.sign(checkpoint, Keys.LOG);
    if (cosigned) {
      signed = signed.with(List.of(Cosignature.sign("w", Keys.OTHER, checkpoint, 7)));
    }
    return TlogProof.of(InclusionProof.of(index, size, NaiveTree.nodes(leaves)), signed);
  }

  @Test
  void verify_ofEveryEntryOfSmallTrees_holdsForThatEntryOnly() throws Exception {
    for (int size = 1; size <= 9; size++) {
      for (int index = 0; index < size; index++) {
        TlogProof parsed = TlogProof.parse(proof(index, size, true).encode());
        assertThat(parsed).isEqualTo(proof(index, size, true));
        assertThat(parsed.verify(NaiveTree.entry(index), LOG, policy("a")).cosignatures())
            .containsOnlyKeys("a");
        parsed.verify(NaiveTree.entry(index), policy("a"));
        assertCode(Code.BAD_PROOF, parsed, NaiveTree.entry(index + 1), "a");
      }
    }
  }

  private static void assertCode(Code code, TlogProof proof, Bytes entry, String quorum) {
    assertThatThrownBy(() -> proof.verify(entry, LOG, policy(quorum)))
        .isInstanceOfSatisfying(
            VerificationException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void verify_withoutEnoughCosignatures_fails() throws Exception {
    TlogProof alone = proof(2, 5, false);
    alone.verify(NaiveTree.entry(2), LOG, policy("none"));
    assertCode(Code.MISMATCH, alone, NaiveTree.entry(2), "a");
  }

  @Test
  void verify_underAnotherKeyOriginOrIndex_fails() throws Exception {
    TlogProof good = proof(2, 5, true);
    Bytes entry = NaiveTree.entry(2);
    assertThatThrownBy(
            () ->
                good.verify(entry, new NoteKey(LOG.name(), Keys.OTHER.publicKey()), policy("none")))
        .hasMessageContaining("expected a signature of");
    assertThatThrownBy(
            () -> good.verify(entry, new NoteKey("other", Keys.LOG.publicKey()), policy("none")))
        .hasMessageContaining("expected the log other");
    assertThatThrownBy(() -> good.verify(entry, WitnessPolicy.NONE))
        .hasMessageContaining("no listed log signed");
    for (long index : new long[] {0, 1, 3, 4, 5, Long.MAX_VALUE}) {
      TlogProof moved = new TlogProof(good.extra(), index, good.path(), good.checkpoint());
      assertCode(Code.BAD_PROOF, moved, entry, "a");
    }
  }

  @Test
  void parse_ofExtraData_keepsThem() throws Exception {
    TlogProof plain = proof(1, 3, true);
    TlogProof withExtra =
        new TlogProof(Optional.of(Bytes.utf8("beside")), 1, plain.path(), plain.checkpoint());
    assertThat(TlogProof.parse(withExtra.encode())).isEqualTo(withExtra);
    assertThat(withExtra.encode().utf8())
        .startsWith("c2sp.org/tlog-proof@v1\nextra YmVzaWRl\nindex 1\n");
    withExtra.verify(NaiveTree.entry(1), LOG, policy("a"));
  }

  /** The layout of the specification's example, which has placeholders where bytes would be. */
  @Test
  void parse_ofTheSpecificationsLayout_roundTrips() throws Exception {
    String file =
        "c2sp.org/tlog-proof@v1\nextra YWdlLXYx\nindex 73894\n" + HASH + HASH + "\n" + CHECKPOINT;
    TlogProof proof = TlogProof.parse(Bytes.utf8(file));
    assertThat(proof.leafIndex()).isEqualTo(73_894);
    assertThat(proof.path()).hasSize(2);
    assertThat(proof.extra()).contains(Bytes.utf8("age-v1"));
    assertThat(proof.checkpoint().note().signatures()).hasSize(2);
    assertThat(proof.encode().utf8()).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "c2sp.org/tlog-proof@v1\n",
        "c2sp.org/tlog-proof@v1\n\n",
        "c2sp.org/tlog-proof@v2\nindex 0\n\n" + CHECKPOINT,
        " c2sp.org/tlog-proof@v1\nindex 0\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\r\nindex 0\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\n\nindex 0\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\nindex\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\nindex 01\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\nindex -1\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\nindex 1 \n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\nextra \nindex 1\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\nextra YWdlLXYx=\nindex 1\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\nindex 1\nextra YWdlLXYx\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\nextra YWdl\nextra YWdl\nindex 1\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\nindex 1\nYWdl\n\n" + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\nindex 1\n" + HASH,
        "c2sp.org/tlog-proof@v1\nindex 1\n" + HASH + CHECKPOINT,
        "c2sp.org/tlog-proof@v1\nindex 1\n" + HASH + "\nlog\n0\n"
      })
  void parse_ofABadFile_isMalformed(String file) {
    assertThatThrownBy(() -> TlogProof.parse(Bytes.utf8(file)))
        .isInstanceOfSatisfying(
            VerificationException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED));
  }

  @Test
  void parse_beyondTheBounds_isRejected() {
    String start = "c2sp.org/tlog-proof@v1\n";
    assertThatThrownBy(
            () ->
                TlogProof.parse(
                    Bytes.utf8(start + "index 0\n" + HASH.repeat(64) + "\n" + CHECKPOINT)))
        .hasMessageContaining("at most 63 hashes");
    assertThatThrownBy(
            () ->
                TlogProof.parse(
                    Bytes.utf8(
                        start + "extra " + "YWdl".repeat(30_000) + "\nindex 0\n\n" + CHECKPOINT)))
        .hasMessageContaining("extra data have 1 to 65535 bytes");
    assertThatThrownBy(() -> TlogProof.parse(Bytes.utf8("x".repeat(TlogProof.MAX_SIZE + 1))))
        .hasMessageContaining("more than 1100000 bytes");
  }

  @Test
  void parse_ofRandomMutations_throwsOrRoundTripsAndProvesNothingElse() throws Exception {
    long seed = 20261121;
    Random random = new Random(seed);
    Bytes good = proof(5, 11, true).encode();
    WitnessPolicy policy = policy("a");
    for (int i = 0; i < 1_500; i++) {
      byte[] octets = good.toArray();
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(128);
      }
      Bytes mutated = Bytes.of(octets);
      try {
        TlogProof proof = TlogProof.parse(mutated);
        assertThat(proof.encode()).as("seed %d, round %d", seed, i).isEqualTo(mutated);
        proof.verify(NaiveTree.entry(5), LOG, policy);
        assertThat(proof.leafIndex()).isEqualTo(5);
      } catch (VerificationException e) {
        assertThat(e.detail()).isNotBlank();
      }
    }
  }
}
