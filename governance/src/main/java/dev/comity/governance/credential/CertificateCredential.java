package dev.comity.governance.credential;

import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.passport.Passport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A certificate as a credential: what a passport proves, in the words of the Verifiable Credentials
 * Data Model 2.0, on the operator's word alone. The evidence in it says where the proof is.
 *
 * @param issuer the operator's party
 * @param validFrom log time of the decision that it is about
 * @param validUntil as that decision says; a status list tells what happened since
 */
public record CertificateCredential(
    String issuer,
    Instant validFrom,
    Instant validUntil,
    StatusEntry revocation,
    StatusEntry suspension,
    CertifiedSystem subject,
    LogEvidence evidence) {
  private static final String TYPE = "ComityCertificateCredential";

  /**
   * What {@code passport} says, once it is verified. Throws what its verification throws, and
   * {@code MISMATCH} when its decision gave no live certificate.
   *
   * @param base address of the community, which has the status lists below it: {@code
   *     https://node.example/c/floor}
   */
  public static CertificateCredential of(Passport passport, String base)
      throws VerificationException {
    return CredentialContent.of(passport, base);
  }

  /** Names the certificate, without a passport. */
  public CertificateUri uri() {
    return new CertificateUri(evidence.log(), subject.certificate(), Optional.empty());
  }

  public SecuredCredential sign(SigningKey operatorKey) {
    return SecuredCredential.sign(operatorKey, toJson());
  }

  Json.Obj toJson() {
    return VcFields.begin(uri().text(), TYPE, issuer, validFrom, validUntil)
        .put("credentialStatus", new Json.Arr(List.of(revocation.toJson(), suspension.toJson())))
        .put("credentialSubject", subject.toJson(evidence.log()))
        .put("evidence", new Json.Arr(List.of(evidence.toJson())))
        .build();
  }

  /** Throws {@code MALFORMED}, naming the field; unknown fields are refused. */
  public static CertificateCredential read(Json credential) throws VerificationException {
    JsonFields fields = JsonFields.of(credential, "credential");
    VcFields.requireType(fields, TYPE);
    String id = VcFields.plain(fields, "id");
    String issuer = VcFields.plain(fields, "issuer");
    Instant from = VcFields.instant(fields, "validFrom");
    Instant until = VcFields.instant(fields, "validUntil");
    List<Json> status = two(fields, "credentialStatus");
    String path = "credential.credentialStatus";
    LogEvidence evidence = LogEvidence.read(fields);
    CertificateCredential read =
        new CertificateCredential(
            issuer,
            from,
            until,
            StatusEntry.read(status.get(0), path + "[0]", StatusPurpose.REVOCATION),
            StatusEntry.read(status.get(1), path + "[1]", StatusPurpose.SUSPENSION),
            CertifiedSystem.read(fields.object("credentialSubject"), evidence.log()),
            evidence);
    fields.done();
    if (!id.equals(read.uri().text())) {
      throw VerificationException.malformed("credential.id: expected " + read.uri().text());
    }
    return read;
  }

  private static List<Json> two(JsonFields fields, String name) throws VerificationException {
    List<Json> items = fields.list(name);
    if (items.size() != 2) {
      throw VerificationException.malformed(
          fields.path(name) + ": expected an entry for revocation and one for suspension");
    }
    return items;
  }

  /** The entry of the list for {@code purpose}. */
  public StatusEntry status(StatusPurpose purpose) {
    return switch (purpose) {
      case REVOCATION -> revocation;
      case SUSPENSION -> suspension;
    };
  }

  /** Where the community is: the status lists' addresses without their names. */
  public String base() {
    String list = revocation.list();
    String end = StatusPurpose.REVOCATION.list("");
    return list.endsWith(end) ? list.substring(0, list.length() - end.length()) : list;
  }

  /**
   * Throws {@code MISMATCH} unless this is just what {@code passport} proves, or what its own
   * verification throws.
   */
  public void requireProvedBy(Passport passport) throws VerificationException {
    if (!of(passport, base()).equals(this)) {
      throw new VerificationException(
          Code.MISMATCH, "the credential says other things than the passport proves");
    }
  }
}
