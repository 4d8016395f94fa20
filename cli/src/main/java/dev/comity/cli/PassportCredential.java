package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.governance.credential.CertificateCredential;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a credential of a passport, as the operator. */
@Command(
    name = "credential",
    description = {
      "Make a W3C Verifiable Credential of a passport, signed with the operator's key. For the"
          + " operator; everybody else gets one from the community, at"
          + " /c/COMMUNITY/systems/SYSTEM/credential."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity passport credential passport.json --key data/communities/floor/keys/operator.jwk"
          + " --url https://node.example/c/floor -o floor.vc.cose",
      "",
      "Exit code: 0 written, 1 the passport does not verify or has no live certificate,"
          + " 2 bad input."
    })
final class PassportCredential implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A passport.")
  private Path file;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The operator's private key.")
  private Path keyFile;

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "The community's public address, which has its status lists.")
  private String url = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where to write the credential (application/vc+cose).")
  private Path output;

  PassportCredential(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    String base = CommunityUrl.parse(url).base();
    SigningKey key = Keys.signing(keyFile);
    InputFile.requireOther(output, file);
    InputFile.requireOther(output, keyFile);
    try {
      CertificateCredential credential = CertificateCredential.of(PassportFile.read(file), base);
      if (!credential.issuer().equals(key.publicKey().partyId())) {
        throw CommandFailure.failed(
            keyFile + ": is not the key of the operator, " + credential.issuer());
      }
      InputFile.write(output, credential.sign(key).encode());
      terminal.print(terminal.words().text("credential.written", credential.uri().text(), output));
      return Exit.OK;
    } catch (VerificationException e) {
      throw CommandFailure.failed(file + ": no credential: " + e.detail());
    }
  }
}
