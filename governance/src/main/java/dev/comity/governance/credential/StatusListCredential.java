package dev.comity.governance.credential;

import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The statuses of all certificates of a community, for one purpose (Bitstring Status List 1.0,
 * section 2.2). Anybody with the log can compute it again: it names the log and its size.
 *
 * @param id its address
 * @param issuer the operator's party
 * @param validUntil one day after {@code validFrom}: an older list says nothing about today
 */
public record StatusListCredential(
    String id,
    String issuer,
    Instant validFrom,
    Instant validUntil,
    StatusPurpose purpose,
    Bitstring bits,
    String log,
    long size) {
  private static final String TYPE = "BitstringStatusListCredential";
  private static final String SUBJECT_TYPE = "BitstringStatusList";
  private static final Duration TERM = Duration.ofDays(1);

  /**
   * The list of {@code state}.
   *
   * @param base address of the community, as certificates' credentials name it
   * @param at whole seconds
   */
  public static StatusListCredential of(
      State state, StatusPurpose purpose, String base, Instant at) {
    SortedSet<Long> set = new TreeSet<>();
    for (CertificateState certificate : state.certificates().values()) {
      if (purpose.isSetFor(certificate.status())) {
        set.add(state.request(certificate.request()).index());
      }
    }
    return new StatusListCredential(
        purpose.list(base),
        state.operator(),
        at,
        at.plus(TERM),
        purpose,
        Bitstring.of(set),
        state.origin(),
        state.size());
  }

  public SecuredCredential sign(SigningKey operatorKey) {
    return SecuredCredential.sign(operatorKey, toJson());
  }

  Json.Obj toJson() {
    JsonObject subject =
        Json.object()
            .put("id", id + "#list")
            .put("type", SUBJECT_TYPE)
            .put("statusPurpose", purpose.text())
            .put("encodedList", bits.encode())
            .put("log", log)
            .put("size", size);
    return VcFields.begin(id, TYPE, issuer, validFrom, validUntil)
        .put("credentialSubject", subject.build())
        .build();
  }

  /** Throws {@code MALFORMED}, naming the field; unknown fields are refused. */
  public static StatusListCredential read(Json credential) throws VerificationException {
    JsonFields fields = JsonFields.of(credential, "credential");
    VcFields.requireType(fields, TYPE);
    String id = VcFields.url(fields, "id");
    String issuer = VcFields.plain(fields, "issuer");
    Instant from = VcFields.instant(fields, "validFrom");
    Instant until = VcFields.instant(fields, "validUntil");
    JsonFields subject = fields.object("credentialSubject");
    fields.done();
    VcFields.requireText(subject, "id", id + "#list");
    VcFields.requireText(subject, "type", SUBJECT_TYPE);
    String purpose = subject.text("statusPurpose");
    Bitstring bits = Bitstring.decode(subject.text("encodedList"), subject.path("encodedList"));
    String log = VcFields.plain(subject, "log");
    long size = subject.count("size");
    subject.done();
    return new StatusListCredential(
        id,
        issuer,
        from,
        until,
        StatusPurpose.of(purpose)
            .orElseThrow(
                () ->
                    VerificationException.malformed(
                        subject.path("statusPurpose") + ": expected revocation or suspension")),
        bits,
        log,
        size);
  }

  /**
   * Whether the bit of {@code entry} is set at {@code at}. Throws {@code MISMATCH} when this is not
   * the list that the entry names, or is not valid then.
   */
  public boolean says(StatusEntry entry, Instant at) throws VerificationException {
    if (!id.equals(entry.list()) || purpose != entry.purpose()) {
      throw new VerificationException(
          Code.MISMATCH, "the status list is " + id + ", the credential names " + entry.list());
    }
    if (at.isBefore(validFrom) || !at.isBefore(validUntil)) {
      throw new VerificationException(
          Code.MISMATCH,
          "the status list is of "
              + validFrom
              + " until "
              + validUntil
              + " and says nothing about "
              + at
              + "; get a newer one");
    }
    return bits.at(entry.index());
  }
}
