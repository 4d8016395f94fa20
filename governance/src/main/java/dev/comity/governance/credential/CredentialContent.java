package dev.comity.governance.credential;

import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.passport.Passport;
import dev.comity.governance.passport.PassportReport;
import dev.comity.governance.passport.PassportVerifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads out of a verified passport what a credential says. */
final class CredentialContent {
  private final Passport passport;
  private final PassportReport report;
  private final JsonFields decision;

  private CredentialContent(Passport passport, PassportReport report) throws VerificationException {
    this.passport = passport;
    this.report = report;
    this.decision = JsonFields.of(report.decision(), "decision");
  }

  static CertificateCredential of(Passport passport, String base) throws VerificationException {
    return new CredentialContent(passport, PassportVerifier.verify(passport)).credential(base);
  }

  private CertificateCredential credential(String base) throws VerificationException {
    if (!VcFields.isUrl(base)) {
      throw VerificationException.malformed(
          "expected the community's address, https://…, found " + base);
    }
    JsonFields certificate =
        decision
            .optionalObject("certificate")
            .orElseThrow(
                () -> new VerificationException(Code.MISMATCH, "the decision gave no certificate"));
    JsonFields restsOn = decision.object("restsOn");
    long request = restsOn.count("request");
    Instant at = VcFields.instant(decision, "at");
    return new CertificateCredential(
        report.operator(),
        at,
        VcFields.instant(certificate, "validUntil"),
        new StatusEntry(StatusPurpose.REVOCATION, request, StatusPurpose.REVOCATION.list(base)),
        new StatusEntry(StatusPurpose.SUSPENSION, request, StatusPurpose.SUSPENSION.list(base)),
        subject(certificate, statement(restsOn.count("system")).header().issuer()),
        new LogEvidence(
            passport.log(), passport.decisionIndex(), statement(passport.decisionIndex()).id()));
  }

  private CertifiedSystem subject(JsonFields certificate, String provider)
      throws VerificationException {
    return new CertifiedSystem(
        report.system(),
        provider,
        report.community(),
        report.derived().outcome(),
        certificate.text("id"),
        CertifiedSystem.live(certificate.text("status"), certificate.path("status")),
        rulebooks(),
        report.demonstration());
  }

  private List<CertifiedSystem.RulebookName> rulebooks() throws VerificationException {
    List<CertifiedSystem.RulebookName> names = new ArrayList<>();
    for (Json item : decision.list("rulebooks")) {
      JsonFields named = JsonFields.of(item, "decision.rulebooks[" + names.size() + "]");
      names.add(
          new CertifiedSystem.RulebookName(
              named.text("rulebook"), named.text("version"), named.text("statement")));
    }
    return names;
  }

  /** The passport was verified, so what its decision names is in it. */
  private SignedStatement statement(long index) throws VerificationException {
    for (Passport.Item item : passport.entries()) {
      if (item.index() == index) {
        return SignedStatement.decode(item.entry());
      }
    }
    throw new VerificationException(Code.MISMATCH, "entry " + index + ": the passport lacks it");
  }
}
