package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonParser;
import dev.comity.log.CheckpointFolder;
import dev.comity.log.proof.NoteKey;
import dev.comity.log.witness.Witness;
import dev.comity.log.witness.WitnessedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A witness's directory: its name ({@code witness.json}), its key ({@code witness.key}), the logs
 * that it cosigns for ({@code logs}, one verifier key a line), and what it remembers of them.
 */
public final class WitnessHome {
  private final Path directory;

  public WitnessHome(Path directory) {
    this.directory = directory;
  }

  private Path description() {
    return directory.resolve("witness.json");
  }

  private Path key() {
    return directory.resolve("witness.key");
  }

  private Path logs() {
    return directory.resolve("logs");
  }

  /** Whether a witness was made here. */
  public boolean exists() {
    return Files.isRegularFile(description());
  }

  /**
   * Makes the key, and the description last: without it nothing counts.
   *
   * @param name gives the witness its name, for ever, once the key is known
   */
  public void create(Function<SigningKey, String> name, SecureRandom random)
      throws IOException, VerificationException {
    if (Files.exists(key())) {
      throw VerificationException.malformed(
          key() + ": left over from an unfinished start; move it away and try again");
    }
    SigningKey key = SigningKey.generate(Algorithm.EDDSA, random);
    Json.Obj description = Json.object().put("name", requireName(name.apply(key))).build();
    KeyFile.write(key(), key);
    Files.writeString(description(), description.compact() + "\n");
  }

  /** The name it was made with. */
  public String name() throws IOException, VerificationException {
    Bytes text = Bytes.of(Files.readAllBytes(description()));
    JsonFields fields = JsonFields.of(JsonParser.parse(text), description().toString());
    String name = requireName(fields.text("name"));
    fields.done();
    return name;
  }

  private static String requireName(String name) throws VerificationException {
    if (!NoteKey.isName(name)) {
      throw VerificationException.malformed(
          "witness name: expected something like witness.example.org/w1, without spaces or plus");
    }
    return name;
  }

  /**
   * Opens the witness for the logs that are listed here and for {@code others}. Throws, naming the
   * file, when something here is not what it should be.
   */
  public Witness open(List<WitnessedLog> others, Clock clock)
      throws IOException, VerificationException {
    String name = name();
    SigningKey key = KeyFile.read(key());
    if (key.publicKey().algorithm() != Algorithm.EDDSA) {
      throw VerificationException.malformed(key() + ": expected an Ed25519 key");
    }
    List<WitnessedLog> logs = new ArrayList<>(listed());
    others.stream().filter(log -> !logs.contains(log)).forEach(logs::add);
    CheckpointFolder folder = CheckpointFolder.open(directory);
    try {
      return new Witness(folder, name, key, logs, clock);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private List<WitnessedLog> listed() throws IOException, VerificationException {
    if (!Files.exists(logs())) {
      return List.of();
    }
    if (Files.size(logs()) > WitnessedLog.MAX_FILE_SIZE) {
      throw VerificationException.malformed(logs() + ": too large for a list of logs");
    }
    try {
      return WitnessedLog.parse(Bytes.of(Files.readAllBytes(logs())));
    } catch (VerificationException e) {
      throw new VerificationException(e.code(), logs() + ": " + e.detail());
    }
  }
}
