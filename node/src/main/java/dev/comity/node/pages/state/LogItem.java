package dev.comity.node.pages.state;

import java.time.Instant;
import java.util.List;

/**
 * An entry as the explorer lists it.
 *
 * @param at the log's time after it; the epoch before the first clock
 * @param type the statement type's term, or a foreign content type
 * @param effects what it brought about
 */
public record LogItem(
    long index, Instant at, String type, String issuer, String subject, List<HistoryItem> effects) {
  public LogItem {
    effects = List.copyOf(effects);
  }
}
