package dev.comity.governance.statement;

import java.util.Arrays;
import java.util.Optional;

/** The types of statements, each with its media type {@code application/vnd.comity.<type>+json}. */
public enum BodyType {
  POLICY,
  PARTY,
  CHARTER,
  CLOCK,
  RULEBOOK,
  BASELINE,
  SYSTEM,
  EVIDENCE,
  ATTEST,
  REQUEST,
  DECISION,
  CONCERN,
  RESPONSE;

  private static final String PREFIX = "application/vnd.comity.";
  private static final String SUFFIX = "+json";

  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public String contentType() {
    return PREFIX + text() + SUFFIX;
  }

  public static Optional<BodyType> ofContentType(String contentType) {
    return Arrays.stream(values()).filter(t -> t.contentType().equals(contentType)).findFirst();
  }

  public static Optional<BodyType> ofText(String text) {
    return Arrays.stream(values()).filter(t -> t.text().equals(text)).findFirst();
  }
}
