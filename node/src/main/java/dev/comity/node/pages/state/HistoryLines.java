package dev.comity.node.pages.state;

import dev.comity.node.pages.SystemPage.HistoryLine;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says effects in one sentence each. */
final class HistoryLines {
  private HistoryLines() {}

  static List<HistoryLine> of(Place place, List<HistoryItem> items) {
    return items.stream()
        .map(item -> new HistoryLine(place.entry(item.index(), item.at()), say(place, item)))
        .toList();
  }

  static String say(Place place, HistoryItem item) {
    Map<String, String> words = new TreeMap<>();
    item.fields().forEach((name, value) -> words.put(name, word(place, name, value)));
    boolean issued = item.type().equals("CertificateChanged") && !words.containsKey("from");
    String name = issued ? "CertificateIssued" : item.type();
    return place.text().sentence("effect", name, words);
  }

  private static String word(Place place, String name, String value) {
    return switch (name) {
      case "outcome", "from", "to" -> place.text().word("term", value);
      case "party", "operator", "assessor" -> place.party(value);
      case "now" -> time(place, value);
      default -> value;
    };
  }

  private static String time(Place place, String value) {
    try {
      return place.text().time(Instant.parse(value));
    } catch (DateTimeException e) {
      return value;
    }
  }
}
