package dev.comity.log.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {
  /** From the documentation of golang.org/x/mod/sumdb/note, where the format comes from. */
  private static final String PETER_KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final String PETER_NOTE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  private static final String SIGNATURE = "— log AQIDBAU=\n";

  @Test
  void requireSignature_ofThePublishedExample_verifies() throws Exception {
    NoteKey key = NoteKey.parse(PETER_KEY);
    Note note = Note.parse(Bytes.utf8(PETER_NOTE));
    note.requireSignature(key);
    assertThat(note.encode()).isEqualTo(Bytes.utf8(PETER_NOTE));
    assertThat(key.encode()).isEqualTo(PETER_KEY);
  }

  @Test
  void requireSignature_ofAChangedText_isRejected() throws Exception {
    Note note = Note.parse(Bytes.utf8(PETER_NOTE.replace("think", "thimk")));
    NoteKey key = NoteKey.parse(PETER_KEY);
    assertThatThrownBy(() -> note.requireSignature(key))
        .isInstanceOfSatisfying(
            VerificationException.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_SIGNATURE));
  }

  @Test
  void requireSignature_besideUnknownKeys_ignoresThem() throws Exception {
    Note note = Note.parse(Bytes.utf8(PETER_NOTE + SIGNATURE));
    assertThat(note.signatures()).hasSize(2);
    note.requireSignature(NoteKey.parse(PETER_KEY));
    NoteKey other = new NoteKey("PeterNeumann", Keys.OTHER.publicKey());
    assertThatThrownBy(() -> note.requireSignature(other))
        .isInstanceOfSatisfying(
            VerificationException.class, e -> assertThat(e.code()).isEqualTo(Code.UNKNOWN_KEY));
  }

  @Test
  void requireSignature_withOneGoodAndOneBadOfTheSameKey_isRejected() throws Exception {
    NoteSignature good = NoteKey.sign("log", Keys.LOG, "text\n");
    NoteSignature bad = new NoteSignature("log", good.keyId(), Keys.flip(good.signature(), 9));
    Note note = new Note("text\n", List.of(good, bad));
    assertThatThrownBy(() -> note.requireSignature(new NoteKey("log", Keys.LOG.publicKey())))
        .hasMessageContaining("does not verify");
  }

  @Test
  void parse_ofATextWithBlankLines_splitsAtTheLast() throws Exception {
    Note note = Note.parse(Bytes.utf8("a\n\n— not a signature\n\n" + SIGNATURE));
    assertThat(note.text()).isEqualTo("a\n\n— not a signature\n");
    assertThat(note.signatures()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n— log AQIDBAU=\n",
        "text\n\n— log AQIDBAU=",
        "text\n\n— log AQIDBAU=\n\n",
        "text\n\n— log AQIDBAU=\ntrailing\n",
        "text\n\n- log AQIDBAU=\n",
        "text\n\n—log AQIDBAU=\n",
        "text\n\n— AQIDBAU=\n",
        "text\n\n—  AQIDBAU=\n",
        "text\n\n— log  AQIDBAU=\n",
        "text\n\n— l+g AQIDBAU=\n",
        "text\n\n— l\u00a0g AQIDBAU=\n",
        "text\n\n— log AQIDBAU\n",
        "text\n\n— log AQIDBAV=\n",
        "text\n\n— log AQIDBA==\n",
        "text\n\n— log AQIDBAU= \n",
        "text\n\n— log *QIDBAU=\n",
        "te\rxt\n\n— log AQIDBAU=\n",
        "te\u0000xt\n\n— log AQIDBAU=\n",
        "text\n\n— log AQIDBAU=\r\n"
      })
  void parse_ofABadNote_isMalformed(String note) {
    assertThatThrownBy(() -> Note.parse(Bytes.utf8(note)))
        .isInstanceOfSatisfying(
            VerificationException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED));
  }

  @Test
  void parse_beyondTheBounds_isRejected() {
    assertThatThrownBy(() -> Note.parse(Bytes.utf8("t\n\n" + SIGNATURE.repeat(101))))
        .hasMessageContaining("100 signatures");
    assertThatThrownBy(() -> Note.parse(Bytes.utf8("t".repeat(1_000_000) + "\n\n" + SIGNATURE)))
        .hasMessageContaining("1000000 bytes");
    assertThatThrownBy(() -> Note.parse(Bytes.fromHex("ff0a0a"))).hasMessageContaining("not UTF-8");
  }

  @Test
  void parse_ofRandomMutations_throwsOrRoundTrips() {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = Bytes.utf8(PETER_NOTE).toArray();
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      Bytes mutated = Bytes.of(octets);
      try {
        assertThat(Note.parse(mutated).encode())
            .as("seed %d, round %d", seed, i)
            .isEqualTo(mutated);
      } catch (VerificationException e) {
        assertThat(e.detail()).startsWith("note: ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+BBpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "PeterNeumann+c74f20a3+"
      })
  void parse_ofABadVerifierKey_isRejected(String key) {
    assertThatThrownBy(() -> NoteKey.parse(key)).isInstanceOf(VerificationException.class);
  }
}
