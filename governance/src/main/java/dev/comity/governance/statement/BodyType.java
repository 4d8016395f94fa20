package dev.comity.governance.statement;

import java.util.Arrays;
import java.util.Optional;

/** The types of statements, each with its media type {@code application/vnd.comity.<type>+json}. */
public enum BodyType {
  POLICY,
  CLOCK,
  PARTY,
  KEY_COMMIT,
  KEY_ROTATE,
  KEY_COMPROMISE,
  KEY_RECOVER,
  CHARTER,
  APPLY,
  ADMIT,
  EXIT,
  PROPOSE,
  BALLOT,
  VETO,
  EMERGENCY,
  RULEBOOK,
  BASELINE,
  SYSTEM,
  DISCLOSURE,
  COMMITMENT,
  EVIDENCE,
  ATTEST,
  REQUEST,
  DECISION,
  CURE,
  SURRENDER,
  CONCERN,
  RESPONSE,
  INCIDENT,
  REMEDIATION,
  CONTEST,
  RULING,
  RECOGNISE,
  END_RECOGNITION,
  IMPORT;

  private static final String PREFIX = "application/vnd.comity.";
  private static final String SUFFIX = "+json";

  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
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
