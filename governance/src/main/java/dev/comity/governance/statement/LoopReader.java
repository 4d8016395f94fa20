package dev.comity.governance.statement;

import dev.comity.core.VerificationException;
import dev.comity.core.json.JsonFields;
import dev.comity.rules.Bilingual;

/** Reads promises, troubles and answers. */
final class LoopReader {
  private static final int MAX_EVIDENCE = 50;
  private static final int MAX_CUT = 50;

  private LoopReader() {}

  static Body read(BodyType type, JsonFields fields) throws VerificationException {
    return switch (type) {
      case DISCLOSURE ->
          new Loop.Disclosure(
              BodyReader.slug(fields, "system"),
              Bilingual.take(fields, "title"),
              BodyReader.slug(fields, "topic"),
              BodyReader.hash(fields, "sha256"));
      case COMMITMENT ->
          new Loop.Commitment(
              BodyReader.slug(fields, "system"),
              Bilingual.take(fields, "text"),
              BodyReader.instant(fields, "due"),
              test(fields));
      case CURE ->
          new Loop.Cure(
              BodyReader.hash(fields, "sanction"),
              BodyReader.hashes(fields, "evidence", MAX_EVIDENCE),
              BodyReader.longText(fields, "text"));
      case SURRENDER ->
          new Loop.Surrender(
              BodyReader.slug(fields, "system"), BodyReader.longText(fields, "text"));
      case INCIDENT ->
          new Loop.Incident(
              BodyReader.slug(fields, "system"),
              BodyReader.range(fields, "severity", 1, 6),
              BodyReader.instant(fields, "happenedAt"),
              BodyReader.longText(fields, "text"));
      case REMEDIATION ->
          new Loop.Remediation(
              BodyReader.hash(fields, "concern"),
              BodyReader.choice(fields, "step", Loop.Step.class),
              BodyReader.longText(fields, "text"),
              BodyReader.hashes(fields, "evidence", MAX_EVIDENCE));
      case CONTEST ->
          new Loop.Contest(BodyReader.hash(fields, "subject"), BodyReader.longText(fields, "text"));
      case RULING ->
          new Loop.Ruling(
              BodyReader.hash(fields, "subject"),
              BodyReader.choice(fields, "verdict", Loop.Verdict.class),
              BodyReader.distinct(fields, "cut", MAX_CUT),
              fields.boolOr("conflictOfInterest", false),
              BodyReader.longText(fields, "text"));
      default -> throw new IllegalArgumentException(type.text());
    };
  }

  private static Loop.Test test(JsonFields commitment) throws VerificationException {
    JsonFields fields = commitment.object("test");
    if (fields.has("fact")) {
      Loop.Test read = new Loop.Test.Fact(BodyReader.label(fields, "fact"));
      fields.done();
      return read;
    }
    String metric = BodyReader.label(fields, "metric");
    boolean atMost = fields.has("atMost");
    Loop.Test read =
        new Loop.Test.Metric(metric, atMost, fields.decimal(atMost ? "atMost" : "atLeast"));
    fields.done();
    return read;
  }
}
