package dev.comity.governance.credential;

import dev.comity.governance.state.CertificateState;
import java.util.Locale;
import java.util.Optional;

/** What a status list tells (Bitstring Status List 1.0, section 2.1). */
public enum StatusPurpose {
  /** The certificate has ended for good: refused, expired, surrendered or revoked. */
  REVOCATION,

  /** It does not count for the moment. */
  SUSPENSION;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<StatusPurpose> of(String text) {
    for (StatusPurpose purpose : values()) {
      if (purpose.text().equals(text)) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }

  boolean isSetFor(CertificateState.Status status) {
    return switch (this) {
      case REVOCATION -> !status.live();
      case SUSPENSION -> status == CertificateState.Status.SUSPENDED;
    };
  }

  /** The address of this list of a community. */
  public String list(String base) {
    return base + "/status/" + text();
  }
}
