package dev.comity.node.pages;

import java.util.Optional;

/**
 * Something went wrong.
 *
 * @param status the HTTP status
 * @param detail one line from the code that refused, if it helps the reader
 */
public record ErrorPage(int status, Optional<String> detail) implements Page {
  /** The statuses that have words of their own; any other reads like 400 or 500. */
  public String key() {
    return switch (status) {
      case 404, 405, 413, 429, 503 -> "error." + status;
      default -> status < 500 ? "error.400" : "error.500";
    };
  }
}
