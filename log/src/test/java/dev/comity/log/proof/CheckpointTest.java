package dev.comity.log.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

  @Test
  void parse_ofTheSpecificationsExample_roundTrips() throws Exception {
    String text = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";
    Checkpoint checkpoint = Checkpoint.parse(text);
    assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
    assertThat(checkpoint.size()).isEqualTo(20_852_163);
    assertThat(checkpoint.root().bytes().base64()).isEqualTo(ROOT);
    assertThat(checkpoint.text()).isEqualTo(text);
  }

  @Test
  void parse_ofExtensionLines_keepsThem() throws Exception {
    String text = "log\n1\n" + ROOT + "\nfirst\nsecond line\n";
    assertThat(Checkpoint.parse(text).extensions()).containsExactly("first", "second line");
    assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "log\n",
        "log\n1\n",
        "log\n1\n" + ROOT,
        "\n1\n" + ROOT + "\n",
        "a log\n1\n" + ROOT + "\n",
        "log\n01\n" + ROOT + "\n",
        "log\n-1\n" + ROOT + "\n",
        "log\n+1\n" + ROOT + "\n",
        "log\n٣\n" + ROOT + "\n",
        "log\n9223372036854775808\n" + ROOT + "\n",
        "log\n0\n" + ROOT + "\n",
        "log\n1\n" + ROOT + "=\n",
        "log\n1\nCsUY\n",
        "log\n1\n" + ROOT + "\n\n",
        "log\n1\n" + ROOT + "\n\nx\n"
      })
  void parse_ofABadCheckpoint_isMalformed(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.code()).isEqualTo(VerificationException.Code.MALFORMED));
  }

  @Test
  void sign_thenParse_verifiesWithThatKeyAndOriginOnly() throws Exception {
    Checkpoint checkpoint = new Checkpoint("log", 1, NaiveTree.leaves(1).getFirst());
    Bytes note = SignedCheckpoint.sign(checkpoint, Keys.LOG).encode();
    SignedCheckpoint parsed = SignedCheckpoint.parse(note);
    assertThat(parsed.checkpoint()).isEqualTo(checkpoint);
    parsed.requireSignature(Keys.LOG.publicKey());
    assertThatThrownBy(() -> parsed.requireSignature(Keys.OTHER.publicKey()))
        .isInstanceOf(VerificationException.class);
    Checkpoint renamed = new Checkpoint("gol", 1, checkpoint.root(), List.of());
    Note moved = new Note(renamed.text(), parsed.note().signatures());
    assertThatThrownBy(
            () -> new SignedCheckpoint(renamed, moved).requireSignature(Keys.LOG.publicKey()))
        .isInstanceOf(VerificationException.class);
  }

  @Test
  void requireSignature_withAnyBitFlipped_isRejected() {
    Checkpoint checkpoint = new Checkpoint("log", 1, NaiveTree.leaves(1).getFirst());
    Bytes note = SignedCheckpoint.sign(checkpoint, Keys.LOG).encode();
    for (int bit = 0; bit < 8 * note.size(); bit++) {
      Bytes flipped = Keys.flip(note, bit);
      assertThatThrownBy(
              () -> SignedCheckpoint.parse(flipped).requireSignature(Keys.LOG.publicKey()))
          .isInstanceOf(VerificationException.class);
    }
  }
}
