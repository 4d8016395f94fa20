package dev.comity.rules;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Where a requirement comes from.
 *
 * @param locator where in the source, for example {@code Regulation (EU) 2024/1689, Art. 5(1)(a)}
 * @param quote the words relied on; without them the status is needs-check or voluntary
 */
public record Source(
    String locator,
    Optional<Quote> quote,
    Optional<String> url,
    Optional<LocalDate> checked,
    SourceStatus status) {
  public Source {
    boolean unquotedAllowed =
        status == SourceStatus.NEEDS_CHECK || status == SourceStatus.VOLUNTARY;
    if (quote.isEmpty() && !unquotedAllowed) {
      throw new IllegalArgumentException(
          "status " + status.text() + " needs a quote; quote the source or write needs-check");
    }
  }

  /** The words relied on and the SHA-256 of their UTF-8. */
  public record Quote(String text, Hash sha256) {
    public Quote {
      Hash actual = Hash.of(Bytes.utf8(text));
      if (!actual.equals(sha256)) {
        throw new IllegalArgumentException(
            "the quote's SHA-256 is " + actual + "; correct the quote or the hash");
      }
    }
  }
}
