package dev.comity.node.postgres;

import dev.comity.core.VerificationException;

/**
 * The address of a database as JDBC knows it, {@code jdbc:postgresql://HOST[:PORT]/NAME[?user=…]}.
 * Its text form hides everything behind the question mark: passwords may be there.
 */
public record DatabaseUrl(String jdbc) {
  private static final String EXPECTED = "jdbc:postgresql://HOST[:PORT]/NAME?user=USER";

  /** Throws {@link VerificationException} in one line that names the setting. */
  public static DatabaseUrl parse(String text) throws VerificationException {
    if (!text.matches("jdbc:postgresql://[^/?\\s]+/[^/?\\s]+(\\?\\S*)?")) {
      throw VerificationException.malformed(
          "--database: expected " + EXPECTED + ", found \"" + hidden(text) + "\"");
    }
    return new DatabaseUrl(text);
  }

  private static String hidden(String url) {
    return url.replaceFirst("\\?.*", "?…").replaceFirst("//[^/@]*@", "//…@");
  }

  @Override
  public String toString() {
    return hidden(jdbc);
  }
}
