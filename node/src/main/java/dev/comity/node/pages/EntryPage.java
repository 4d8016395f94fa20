package dev.comity.node.pages;

import java.util.List;
import java.util.Optional;

/**
 * One entry, decoded.
 *
 * @param header name key and value of each header field
 * @param body pretty JSON; empty for foreign content
 * @param leafHash hex
 */
public record EntryPage(
    EntryRef entry,
    String community,
    String type,
    String issuer,
    String id,
    String leafHash,
    long size,
    List<HeaderField> header,
    Optional<String> body,
    List<String> effects,
    Optional<Long> previous,
    Optional<Long> next,
    List<String> commands)
    implements Page {
  public EntryPage {
    header = List.copyOf(header);
    effects = List.copyOf(effects);
    commands = List.copyOf(commands);
  }

  /** A header field; the name is the end of a text key under {@code header.}. */
  public record HeaderField(String name, String value) {}
}
