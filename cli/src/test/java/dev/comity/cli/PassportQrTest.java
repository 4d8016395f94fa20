package dev.comity.cli;

import static dev.comity.cli.DemoNode.COHERENCE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.governance.credential.CertificateUri;
import dev.comity.governance.passport.Passport;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.node.Community;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code comity passport qr}, read back by a decoder that is not the encoder's. */
@ExtendWith(DemoNode.Given.class)
class PassportQrTest {
  private static final int QUIET = 4;
  private final DemoNode node;
  @TempDir private Path folder;

  PassportQrTest(DemoNode node) {
    this.node = node;
  }

  private Path passport() throws Exception {
    Community community = node.community(COHERENCE);
    State state = community.state();
    SystemState system = requireNonNull(state.systems().get("gpt-4o-mini-public-answers"));
    Passport passport =
        community.passport(state.request(system.request().orElseThrow())).orElseThrow();
    return Files.writeString(folder.resolve("passport.json"), passport.toJson().compact());
  }

  private static String decoded(boolean[][] dark) throws Exception {
    int size = dark.length - 2 * QUIET;
    BitMatrix matrix = new BitMatrix(size);
    for (int y = 0; y < dark.length; y++) {
      for (int x = 0; x < dark.length; x++) {
        boolean inside = x >= QUIET && y >= QUIET && x < size + QUIET && y < size + QUIET;
        assertThat(inside || !dark[y][x]).as("the quiet zone").isTrue();
        if (inside && dark[y][x]) {
          matrix.set(x - QUIET, y - QUIET);
        }
      }
    }
    return new Decoder().decode(matrix).getText();
  }

  @Test
  void svg_holdsLogCertificateAndDigest() throws Exception {
    Path passport = passport();
    Path svg = folder.resolve("qr.svg");

    Cli.Ran ran = Cli.comity("passport", "qr", passport, "-o", svg);
    String text = Files.readString(svg);
    Matcher box = Pattern.compile("viewBox=\"0 0 ([0-9]+) \\1\"").matcher(text);
    assertThat(box.find()).isTrue();
    int size = Integer.parseInt(box.group(1));
    boolean[][] dark = new boolean[size][size];
    Matcher module = Pattern.compile("M([0-9]+),([0-9]+)h1v1h-1z").matcher(text);
    while (module.find()) {
      dark[Integer.parseInt(module.group(2))][Integer.parseInt(module.group(1))] = true;
    }
    CertificateUri uri = CertificateUri.parse(decoded(dark));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.outLines()).containsExactly(uri.text());
    assertThat(uri.log()).isEqualTo("demo.comity.local/" + COHERENCE);
    assertThat(uri.passport())
        .isEqualTo(Optional.of(Hash.of(Bytes.of(Files.readAllBytes(passport)))));
    assertThat(node.community(COHERENCE).state().certificates()).containsKey(uri.certificate());
  }

  @Test
  void terminal_showsTheSame() throws Exception {
    Cli.Ran ran = Cli.comity("passport", "qr", passport());
    List<String> lines = ran.outLines();
    int size = lines.get(0).length();
    boolean[][] dark = new boolean[size][size];
    for (int y = 0; y < size; y++) {
      String line = lines.get(y / 2);
      for (int x = 0; x < size; x++) {
        char c = line.charAt(x);
        boolean light = c == '█' || c == (y % 2 == 0 ? '▀' : '▄');
        dark[y][x] = !light;
      }
    }

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(lines).hasSize((size + 1) / 2 + 1);
    assertThat(decoded(dark)).isEqualTo(lines.getLast());
  }

  @Test
  void passportThatDoesNotVerify_hasNoCode() throws Exception {
    Path file = passport();
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\"decision\":[0-9]+", "\"decision\":1"));

    Cli.Ran ran = Cli.comity("passport", "qr", file);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("not verified: entry 1: ");
  }
}
