package dev.comity.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The address of a community, such as {@code http://localhost:7070/c/floor}. */
record CommunityUrl(String base) {
  static boolean isUrl(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }

  static CommunityUrl parse(String text) throws CommandFailure {
    try {
      URI uri = new URI(text);
      if (isUrl(text)
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return new CommunityUrl(text.replaceAll("/+$", ""));
      }
    } catch (URISyntaxException e) {
      // Falls through to the one message.
    }
    throw CommandFailure.badInput(
        text + ": expected the address of a community such as http://localhost:7070/c/floor");
  }

  URI entries() {
    return at("entries");
  }

  /** The log's public keys (SCRAPI). */
  URI keys() {
    return at(".well-known/scitt-keys");
  }

  /** A public resource of the log, such as {@code checkpoint}. */
  URI at(String path) {
    return URI.create(base + "/" + path);
  }

  @Override
  public String toString() {
    return base;
  }
}
