package dev.comity.node.http;

import dev.comity.core.Hash;
import dev.comity.node.Community;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** What names an entry in a path: its statement's id in hex, or its decimal index. */
sealed interface Locator {
  record ById(Hash id) implements Locator {}

  record ByIndex(long index) implements Locator {}

  static Locator parse(String text) throws HttpProblem {
    if (text.matches("[0-9a-f]{64}")) {
      return new ById(Hash.fromHex(text));
    }
    if (text.matches("0|[1-9][0-9]{0,17}")) {
      return new ByIndex(Long.parseLong(text));
    }
    String shown = text.length() <= 80 ? text : text.substring(0, 80) + "…";
    throw new HttpProblem(
        400,
        "Invalid locator",
        "expected a statement id (64 hex digits) or an entry index, found \"" + shown + "\"");
  }

  /** The index of the entry, when it is in the log. */
  default OptionalLong find(Community community) throws IOException {
    return switch (this) {
      case ById named -> community.indexOf(named.id());
      case ByIndex at ->
          at.index() < size(community) ? OptionalLong.of(at.index()) : OptionalLong.empty();
    };
  }

  default Optional<Hash> statementId() {
    return this instanceof ById named ? Optional.of(named.id()) : Optional.empty();
  }

  default HttpProblem unknown(Community community) {
    return HttpProblem.notFound(
        switch (this) {
          case ById named -> "no statement " + named.id() + " is in this log";
          case ByIndex at -> "the log has " + size(community) + " entries, no entry " + at.index();
        });
  }

  private static long size(Community community) {
    return community.checkpoint().checkpoint().size();
  }
}
