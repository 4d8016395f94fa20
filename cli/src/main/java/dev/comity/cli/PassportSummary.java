package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.passport.Passport;
import dev.comity.governance.passport.PassportReport;
import dev.comity.governance.state.CertificateState;
import dev.comity.rules.Bilingual;
import dev.comity.rules.Explanations;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a verified passport says, for people and for programs.
 *
 * @param trusted whether the log's key is one that the reader brought
 * @param certificate empty when the decision gave none
 * @param decidedAt the log's time at the decision
 * @param at the moment at which the certificate is to be valid
 */
record PassportSummary(
    Passport passport,
    PassportReport report,
    boolean trusted,
    Optional<Certificate> certificate,
    Instant decidedAt,
    Instant at) {

  /** The certificate that the decision gave. */
  record Certificate(String id, CertificateState.Status status, Instant validUntil) {
    String statusText() {
      return status.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Throws {@code MALFORMED} when the decision lacks what every decision has. */
  static PassportSummary of(Passport passport, PassportReport report, boolean trusted, Instant at)
      throws VerificationException {
    JsonFields decision = JsonFields.of(report.decision(), "decision");
    Optional<JsonFields> fields = decision.optionalObject("certificate");
    Optional<Certificate> certificate =
        fields.isEmpty() ? Optional.empty() : Optional.of(certificate(fields.get()));
    return new PassportSummary(passport, report, trusted, certificate, instant(decision, "at"), at);
  }

  private static Certificate certificate(JsonFields fields) throws VerificationException {
    return new Certificate(
        fields.text("id"), status(fields.text("status")), instant(fields, "validUntil"));
  }

  private static CertificateState.Status status(String text) throws VerificationException {
    for (CertificateState.Status status : CertificateState.Status.values()) {
      if (status.name().toLowerCase(Locale.ROOT).equals(text)) {
        return status;
      }
    }
    throw VerificationException.malformed(
        "decision.certificate.status: expected the status of a certificate, found " + text);
  }

  private static Instant instant(JsonFields fields, String name) throws VerificationException {
    String text = fields.text(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw VerificationException.malformed(
          fields.path(name) + ": expected a time such as 2026-11-21T08:00:00Z, found " + text);
    }
  }

  /** Whether a live certificate is past its term, whose last moment is before its end. */
  boolean expired() {
    return certificate
        .filter(granted -> granted.status().live() && !at.isBefore(granted.validUntil()))
        .isPresent();
  }

  Json.Obj toJson() {
    return Json.object()
        .put("verified", true)
        .put("log", passport.log())
        .put("logKey", passport.logKey().keyId().hex())
        .put("logKeyTrusted", trusted)
        .put("size", report.checkpoint().size())
        .put("root", report.checkpoint().root().hex())
        .put("operator", report.operator())
        .put("community", report.community().toJson())
        .put("demonstration", report.demonstration())
        .put("system", report.system().toJson())
        .put("outcome", report.derived().outcome().text())
        .put("decidedAt", decidedAt.toString())
        .put("at", at.toString())
        .put("certificate", certificate.map(this::certificateJson))
        .put("rulebooks", Json.strings(report.rulebooks()))
        .put("entries", report.entries())
        .put("asserted", Json.strings(report.asserted()))
        .build();
  }

  private Json.Obj certificateJson(Certificate granted) {
    return Json.object()
        .put("id", granted.id())
        .put("status", granted.statusText())
        .put("validUntil", granted.validUntil().toString())
        .put("expired", expired())
        .build();
  }

  List<String> lines(Language language) {
    Words words = Words.in(language);
    List<String> lines = new ArrayList<>();
    lines.add(words.text("passport.verified"));
    for (String check : List.of("checkpoint", "receipts", "signatures", "decision")) {
      lines.add("  " + words.text("passport.checked." + check, report.entries()));
    }
    if (!report.asserted().isEmpty()) {
      lines.add(words.text("passport.asserted"));
      report.asserted().forEach(claim -> lines.add("  " + OneLine.of(claim)));
    }
    if (report.demonstration()) {
      lines.add(words.text("passport.demonstration"));
    }
    lines.add("");
    lines.addAll(facts(language, words).lines());
    lines.add("");
    lines.add(words.text(trusted ? "passport.trusted" : "passport.compare"));
    lines.add(words.text("passport.limits"));
    return lines;
  }

  private TextTable facts(Language language, Words words) {
    TextTable table = new TextTable();
    table.row(
        words.text("passport.system"),
        in(language, report.system().name())
            + " ("
            + report.system().system()
            + " "
            + report.system().version()
            + ")");
    table.row(
        words.text("passport.outcome"),
        words.text(
            "passport.decided",
            Explanations.in(language.tag()).word(report.derived().outcome()),
            decidedAt));
    table.row(words.text("passport.certificate"), certificateText(words));
    for (String rulebook : report.rulebooks()) {
      table.row(words.text("passport.rulebook"), rulebook);
    }
    table.row(words.text("passport.community"), in(language, report.community()));
    table.row(words.text("log.origin"), passport.log());
    table.row(words.text("log.size"), String.valueOf(report.checkpoint().size()));
    table.row(words.text("log.root"), report.checkpoint().root().hex());
    return table.row(words.text("log.key"), passport.logKey().keyId().hex());
  }

  private String certificateText(Words words) {
    if (certificate.isEmpty()) {
      return words.text("passport.no-certificate");
    }
    Certificate granted = certificate.get();
    String status = words.text("certificate." + granted.statusText());
    return granted.status().live()
        ? words.text(
            expired() ? "passport.was-valid" : "passport.valid", status, granted.validUntil(), at)
        : status;
  }

  private static String in(Language language, Bilingual text) {
    return OneLine.of(
        switch (language) {
          case EN -> text.en();
          case ZH -> text.zh();
        });
  }
}
