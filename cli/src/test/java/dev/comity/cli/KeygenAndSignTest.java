package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.SigningKey;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import dev.comity.node.KeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code comity keygen} and {@code comity sign}. */
class KeygenAndSignTest {
  private static final String LOG = "a.example/floor";

  @TempDir private Path folder;
  private Path key = Path.of("");
  private Path output = Path.of("");

  @BeforeEach
  void makeKey() {
    key = folder.resolve("me.jwk");
    output = folder.resolve("out.cose");
    assertThat(Cli.comity("keygen", "-o", key).exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "es256"})
  void key_isPrivateAndNamed(String algorithm) throws Exception {
    Path file = folder.resolve("new/" + algorithm + ".jwk");

    Cli.Ran ran = Cli.comity("keygen", "--alg", algorithm, "--output", file);
    SigningKey made = KeyFile.read(file);

    assertThat(ran.exitCode()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(ran.out())
        .contains(made.publicKey().partyId())
        .contains(made.publicKey().keyId().hex())
        .contains(made.publicKey().toJwk().compact())
        .doesNotContain("\"d\"");
  }

  @Test
  void key_isNeverOverwritten() throws Exception {
    String before = Files.readString(key);

    Cli.Ran ran = Cli.comity("keygen", "-o", key);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("me.jwk: exists already");
    assertThat(Files.readString(key)).isEqualTo(before);
  }

  @Test
  void party_getsItsKeyAndDefaults() throws Exception {
    Path body = write("me.yaml", "name: {en: \"Me\", zh: \"我\"}\nkind: person\n");

    Cli.Ran ran = sign("party", body);
    Statement statement = signed();

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains(statement.id().hex(), LOG, statement.issuer());
    assertThat(((Body.Party) statement.body()).key()).isEqualTo(KeyFile.read(key).publicKey());
    assertThat(statement.signed().header().subject()).isEqualTo(statement.issuer());
    assertThat(statement.log()).isEqualTo(LOG);
    assertThat(statement.seq()).isEqualTo(Cli.NOW.toEpochMilli());
    assertThat(statement.signed().header().issuedAtSeconds()).contains(Cli.NOW.getEpochSecond());
    statement.signed().verify(KeyFile.read(key).publicKey());
  }

  @Test
  void options_overrideDefaults() throws Exception {
    Path body = write("r.json", "{\"system\":\"my-system\"}");

    assertThat(sign("request", body, "--seq", 7, "--subject", "else").exitCode()).isZero();

    assertThat(signed().seq()).isEqualTo(7);
    assertThat(signed().signed().header().subject()).isEqualTo("else");
  }

  @Test
  void rulebookFolder_becomesItsStatement() throws Exception {
    assertThat(sign("rulebook", Cli.rulebook("frontier-coherence")).exitCode()).isZero();

    assertThat(signed().signed().header().subject()).isEqualTo("frontier-coherence");
    assertThat(((Body.Rulebook) signed().body()).folder().files())
        .containsKeys("rulebook.yaml", "fixtures/active-supervised-model.yaml");
  }

  @Test
  void systemCard_becomesItsStatement() throws Exception {
    assertThat(sign("system", Cli.card("deepseek-v3")).exitCode()).isZero();

    assertThat(signed().signed().header().subject()).isEqualTo("deepseek-v3-public-answers");
    assertThat(((Body.System) signed().body()).card().version()).isEqualTo("2026-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "request  | system: My System              | body.yaml line 1: system: expected a short id",
        "request  | system: a\\nmore: 1            | body.yaml line 2: more: unknown field",
        "request  | system: a\\nseq: 1             | body.yaml line 2: seq: is added by signing",
        "request  | - a                            | body.yaml: expected fields such as name",
        "concern  | system: a\\n"
            + "severity: 9\\n"
            + "text: t | body.yaml line 2: severity: expected 1 to 6",
        "evidence | system: a\\nversion: \"1\"     | body.yaml: metrics: expected at least one",
        "opinion  | system: a                      | TYPE: expected one of policy, clock, party",
      })
  void bodyThatNoLogWouldTake_isRefusedWithItsLine(String type, String text, String line)
      throws Exception {
    Path body = write("body.yaml", text.replace("\\n", "\n"));

    Cli.Ran ran = sign(type, body);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err()).contains(line);
    assertThat(output).doesNotExist();
  }

  @Test
  void statementBeyondTheLargest_isRefused() throws Exception {
    StringBuilder facts = new StringBuilder("system: a\nversion: \"1\"\nfacts:\n");
    for (int i = 0; i < 999; i++) {
      facts.append("  ").append("f".repeat(90)).append(i).append(": true\n");
    }

    Cli.Ran ran = sign("evidence", write("body.yaml", facts.toString()));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("a statement has at most 65535 bytes");
    assertThat(output).doesNotExist();
  }

  @Test
  void emptySubject_isRefused() throws Exception {
    Cli.Ran ran = sign("request", write("r.json", "{\"system\":\"a\"}"), "--subject", "");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("subject: expected 1 to 1000 characters");
  }

  @Test
  void outputThatIsTheKey_isRefused() throws Exception {
    Path body = write("r.json", "{\"system\":\"my-system\"}");
    String before = Files.readString(key);

    Cli.Ran ran = Cli.comity("sign", "request", body, "--key", key, "--log", LOG, "-o", key);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("me.jwk: is also read");
    assertThat(Files.readString(key)).isEqualTo(before);
  }

  private Cli.Ran sign(String type, Path body, Object... more) {
    Object[] arguments = {"sign", type, body, "--key", key, "--log", LOG, "-o", output};
    return Cli.comity(Cli.with(arguments, more));
  }

  private Statement signed() throws Exception {
    return Statement.parse(SignedStatement.decode(Bytes.of(Files.readAllBytes(output))));
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }
}
