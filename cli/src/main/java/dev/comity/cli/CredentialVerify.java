package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.credential.CertificateCredential;
import dev.comity.governance.credential.SecuredCredential;
import dev.comity.governance.credential.StatusListCredential;
import dev.comity.governance.credential.StatusPurpose;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a certificate's credential, and its bits in status lists. */
@Command(
    name = "verify",
    description = {
      "Check a certificate that is a W3C Verifiable Credential (application/vc+cose): its form, the"
          + " operator's signature, and its status in the lists that are given.",
      "A credential is the operator's word. With --passport it is compared with what the passport"
          + " proves."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity credential verify chat.vc.cose --operator-key operator.jwk",
      "  comity credential verify chat.vc.cose --operator-key operator.jwk --fetch",
      "  comity credential verify chat.vc.cose --operator-key operator.jwk --status revocation.cose"
          + " --passport passport.json",
      "",
      "Exit code: 0 verified (also when expired); 1 not verified, revoked, suspended, or without"
          + " a key; 5 an address cannot be reached, 2 bad input."
    })
final class CredentialVerify implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A credential.")
  private Path file;

  @Option(
      names = "--operator-key",
      paramLabel = "FILE",
      description = "The operator's public key, a JWK from a source that you trust.")
  private @Nullable Path operatorKeyFile;

  @Option(
      names = "--status",
      paramLabel = "FILE",
      description = "A status list that the credential names; may be repeated.")
  private List<Path> statusFiles = new ArrayList<>();

  @Option(names = "--fetch", description = "Get the status lists from where the credential says.")
  private boolean fetch;

  @Option(
      names = "--passport",
      paramLabel = "FILE",
      description = "The passport of the same certificate.")
  private @Nullable Path passportFile;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "The moment at which the certificate is to be valid; now when left out.")
  private @Nullable Instant at;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  CredentialVerify(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    SecuredCredential secured = decode(file);
    CertificateCredential credential = read(secured);
    Instant moment = at == null ? surroundings.now() : at;
    if (operatorKeyFile == null) {
      throw CommandFailure.failed(
          file + ": no signature was checked; give the operator's key with --operator-key FILE");
    }
    VerificationKey key = Keys.publicKey(operatorKeyFile);
    try {
      secured.verify(key);
      if (passportFile != null) {
        credential.requireProvedBy(PassportFile.read(passportFile));
      }
      Map<StatusPurpose, Boolean> status = new EnumMap<>(StatusPurpose.class);
      for (SecuredCredential list : lists(credential)) {
        list.verify(key);
        StatusListCredential read = StatusListCredential.read(list.credential());
        status.put(read.purpose(), read.says(credential.status(read.purpose()), moment));
      }
      return conclude(new CredentialSummary(credential, status, passportFile != null, moment));
    } catch (VerificationException e) {
      throw CommandFailure.failed(file + ": not verified: " + e.detail());
    }
  }

  private static SecuredCredential decode(Path from) throws CommandFailure {
    try {
      return SecuredCredential.decode(InputFile.read(from, SecuredCredential.MAX_SIZE));
    } catch (VerificationException e) {
      throw InputFile.badInput(from, e);
    }
  }

  private CertificateCredential read(SecuredCredential secured) throws CommandFailure {
    try {
      return CertificateCredential.read(secured.credential());
    } catch (VerificationException e) {
      throw InputFile.badInput(file, e);
    }
  }

  private List<SecuredCredential> lists(CertificateCredential credential)
      throws CommandFailure, VerificationException, InterruptedException {
    List<SecuredCredential> lists = new ArrayList<>();
    for (Path status : statusFiles) {
      lists.add(decode(status));
    }
    if (fetch) {
      try (Web web = new Web()) {
        lists.add(fetched(web, credential.revocation().list()));
        lists.add(fetched(web, credential.suspension().list()));
      }
    }
    return lists;
  }

  private static SecuredCredential fetched(Web web, String address)
      throws CommandFailure, VerificationException, InterruptedException {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.failed(OneLine.of(address) + ": is no address");
    }
    try {
      Web.Reply reply = web.get(uri, SecuredCredential.MAX_SIZE);
      if (reply.status() != 200) {
        throw CommandFailure.unreachable(uri + ": expected 200, found " + reply.status());
      }
      return SecuredCredential.decode(reply.body());
    } catch (IOException e) {
      throw Web.unreachable(uri, e);
    }
  }

  private int conclude(CredentialSummary summary) throws CommandFailure {
    if (json) {
      terminal.print(summary.toJson());
    } else {
      terminal.print(summary.lines(terminal.language()));
    }
    if (summary.expired()) {
      terminal.warn(terminal.words().text("passport.expired", file));
    }
    Optional<String> ended = summary.set().map(StatusPurpose::text);
    if (ended.isPresent()) {
      throw CommandFailure.failed(
          file + ": the status list for " + ended.get() + " says that it does not count");
    }
    return Exit.OK;
  }
}
