package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.governance.credential.CertificateUri;
import dev.comity.governance.passport.Passport;
import dev.comity.governance.passport.PassportReport;
import dev.comity.governance.passport.PassportVerifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a QR code that names a passport. */
@Command(
    name = "qr",
    description = {
      "Show a QR code that names a passport: log, certificate, and the SHA-256 of the file.",
      "Whoever reads it and gets the passport from anywhere knows that it is this very file, and"
          + " can check it with comity passport verify. The passport is verified first."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity passport qr passport.json",
      "  comity passport qr passport.json -o qr.svg",
      "",
      "Exit code: 0 shown, 1 the passport does not verify or has no certificate, 2 bad input."
    })
final class PassportQr implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A passport.")
  private Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.svg",
      description = "Where to write the code as SVG; without it, it is shown in the terminal.")
  private @Nullable Path output;

  PassportQr(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    Bytes content = InputFile.read(file, Passport.MAX_SIZE);
    String uri = uri(content).text();
    QrPicture picture = QrPicture.of(uri);
    if (output == null) {
      terminal.print(picture.lines());
    } else {
      InputFile.requireOther(output, file);
      InputFile.write(output, Bytes.utf8(picture.svg(uri)));
    }
    terminal.print(uri);
    return Exit.OK;
  }

  private CertificateUri uri(Bytes content) throws CommandFailure {
    Passport passport = PassportFile.parse(file, content);
    try {
      PassportReport report = PassportVerifier.verify(passport);
      String certificate =
          PassportSummary.of(passport, report, false, Instant.EPOCH)
              .certificate()
              .orElseThrow(() -> CommandFailure.failed(file + ": the decision gave no certificate"))
              .id();
      return new CertificateUri(passport.log(), certificate, Optional.of(Hash.of(content)));
    } catch (VerificationException e) {
      throw CommandFailure.failed(file + ": not verified: " + e.detail());
    }
  }
}
