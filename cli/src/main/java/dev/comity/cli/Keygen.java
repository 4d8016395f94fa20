package dev.comity.cli;

import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.node.KeyFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a key, which makes a party: there are no accounts. */
@Command(
    name = "keygen",
    description =
        "Make a signing key in a file that only you can read. A key is never overwritten.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity keygen -o me.jwk",
      "  comity keygen --alg es256 -o me.jwk",
      "",
      "Exit code: 0, or 2 when the file exists or cannot be written."
    })
final class Keygen implements Callable<Integer> {
  /** The algorithms whose keys are made here. */
  enum KeyAlgorithm {
    ED25519(Algorithm.EDDSA),
    ES256(Algorithm.ES256);

    private final Algorithm algorithm;

    KeyAlgorithm(Algorithm algorithm) {
      this.algorithm = algorithm;
    }
  }

  private final Surroundings surroundings;
  @Mixin private final Terminal terminal;

  @Option(
      names = "--alg",
      paramLabel = "ed25519|es256",
      description = "The kind of key; by default ed25519.")
  private KeyAlgorithm algorithm = KeyAlgorithm.ED25519;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The new file; it will hold the private key as a JWK.")
  private Path output;

  Keygen(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    SigningKey key = SigningKey.generate(algorithm.algorithm, surroundings.random());
    try {
      KeyFile.write(output, key);
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.badInput(
          output + ": exists already, and a key is never overwritten; choose another name");
    } catch (IOException e) {
      throw InputFile.failure(output, e);
    }
    VerificationKey publicKey = key.publicKey();
    Words words = terminal.words();
    terminal.print(
        new TextTable()
            .row(words.text("key.file"), output.toString())
            .row(words.text("key.party"), publicKey.partyId())
            .row(words.text("key.id"), publicKey.keyId().hex())
            .row(words.text("key.public"), publicKey.toJwk().compact())
            .lines());
    return Exit.OK;
  }
}
