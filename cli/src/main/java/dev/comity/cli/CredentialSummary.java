package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.credential.CertificateCredential;
import dev.comity.governance.credential.CertifiedSystem;
import dev.comity.governance.credential.StatusPurpose;
import dev.comity.rules.Explanations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a verified credential says and what was found about it, for people and for programs.
 *
 * @param status whether the bit is set, for each purpose whose list was at hand
 * @param proved whether a passport proves it
 * @param at the moment at which the certificate is to be valid
 */
record CredentialSummary(
    CertificateCredential credential,
    Map<StatusPurpose, Boolean> status,
    boolean proved,
    Instant at) {
  CredentialSummary {
    status = Map.copyOf(status);
  }

  boolean expired() {
    return !at.isBefore(credential.validUntil());
  }

  /** The purpose that says that the credential does not count, if one does. */
  Optional<StatusPurpose> set() {
    for (StatusPurpose purpose : StatusPurpose.values()) {
      if (status.getOrDefault(purpose, false)) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }

  List<String> lines(Language language) {
    Words words = Words.in(language);
    CertifiedSystem subject = credential.subject();
    TextTable table =
        new TextTable()
            .row(
                words.text("passport.system"),
                subject.card().system() + " " + OneLine.of(subject.card().version()))
            .row(
                words.text("passport.outcome"),
                Explanations.in(language.tag()).word(subject.outcome()))
            .row(words.text("passport.certificate"), subject.certificate())
            .row(
                words.text("credential.valid"),
                credential.validFrom() + " – " + credential.validUntil())
            .row(words.text("log.origin"), OneLine.of(credential.evidence().log()))
            .row(words.text("receipt.entry"), String.valueOf(credential.evidence().entry()))
            .row(words.text("refusal.operator"), OneLine.of(credential.issuer()));
    for (StatusPurpose purpose : StatusPurpose.values()) {
      table.row(words.text("credential." + purpose.text()), words.text(found(purpose)));
    }
    List<String> lines = new ArrayList<>();
    lines.add(words.text("credential.verified"));
    if (subject.demonstration()) {
      lines.add(words.text("passport.demonstration"));
    }
    lines.addAll(table.lines());
    lines.add(words.text(proved ? "credential.proved" : "credential.word"));
    return lines;
  }

  private String found(StatusPurpose purpose) {
    Boolean bit = status.get(purpose);
    return bit == null ? "credential.unknown" : bit ? "credential.set" : "credential.unset";
  }

  Json.Obj toJson() {
    JsonObject bits = Json.object();
    for (StatusPurpose purpose : StatusPurpose.values()) {
      Boolean bit = status.get(purpose);
      if (bit != null) {
        bits.put(purpose.text(), bit);
      }
    }
    CertifiedSystem subject = credential.subject();
    return Json.object()
        .put("verified", true)
        .put("id", credential.uri().text())
        .put("issuer", credential.issuer())
        .put("system", subject.card().system())
        .put("version", subject.card().version())
        .put("outcome", subject.outcome().text())
        .put("certificateStatus", subject.status().name().toLowerCase(Locale.ROOT))
        .put("validFrom", credential.validFrom().toString())
        .put("validUntil", credential.validUntil().toString())
        .put("expired", expired())
        .put("status", bits.build())
        .put("proved", proved)
        .build();
  }
}
