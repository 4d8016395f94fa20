package dev.comity.cli;

import dev.comity.governance.state.CertificateState.Status;
import dev.comity.governance.whatif.Difference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a proposal would have changed, for people. */
final class WhatIfText {
  private final Words words;
  private final List<String> lines = new ArrayList<>();

  WhatIfText(Words words) {
    this.words = words;
  }

  List<String> lines(Difference difference) {
    lines.add(words.text("whatif.compared", difference.entries(), difference.from()));
    if (difference.none()) {
      lines.add(words.text("whatif.none"));
      return lines;
    }
    section("whatif.certificates", difference.certificates(), this::certificate);
    section("whatif.sanctions", difference.sanctions(), this::sanction);
    section("whatif.deadlines", difference.deadlines(), this::clock);
    section("whatif.missed", difference.missed(), this::clock);
    section("whatif.caught", difference.caught(), this::incident);
    section("whatif.letThrough", difference.letThrough(), this::incident);
    section("whatif.blocked", difference.blocked(), this::blocked);
    section("whatif.refused", difference.refused(), this::refused);
    return lines;
  }

  private <T> void section(String title, List<T> items, Function<T, List<String>> row) {
    if (items.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(words.text(title, items.size()));
    TextTable table = new TextTable();
    items.forEach(item -> table.row(row.apply(item)));
    table.lines().forEach(line -> lines.add("  " + line));
  }

  private List<String> certificate(Difference.Certificate item) {
    return List.of(
        item.system(),
        item.id(),
        arrow(item.before().map(this::standing), item.after().map(this::standing)));
  }

  private String standing(Difference.Standing standing) {
    StringBuilder text = new StringBuilder(word(standing.status()));
    if (standing.status().live()) {
      text.append(' ').append(words.text("whatif.until", standing.validUntil()));
    }
    if (!standing.remedies().isEmpty()) {
      text.append(
          standing.remedies().entrySet().stream()
              .map(remedy -> words.text("whatif.remedy", remedy.getKey(), remedy.getValue()))
              .collect(Collectors.joining("; ", " (", ")")));
    }
    return text.toString();
  }

  private List<String> sanction(Difference.Sanction item) {
    return List.of(
        words.text("whatif.entry", item.index()),
        item.system(),
        item.trigger(),
        arrow(item.before().map(this::imposed), item.after().map(this::imposed)));
  }

  private String imposed(Difference.Imposed imposed) {
    String status = imposed.status().name().toLowerCase(Locale.ROOT);
    return words.text("whatif.level", imposed.level(), words.text("whatif.sanction." + status))
        + imposed.by().map(by -> " " + words.text("whatif.until", by)).orElse("");
  }

  private List<String> clock(Difference.Clock clock) {
    return List.of(
        clock.kind(), clock.subject(), times(clock.before()) + " → " + times(clock.after()));
  }

  private String times(List<Instant> times) {
    return times.isEmpty()
        ? words.text("whatif.nothing")
        : times.stream().map(Instant::toString).collect(Collectors.joining(", "));
  }

  private List<String> incident(Difference.Incident incident) {
    return List.of(
        words.text("whatif.entry", incident.index()),
        incident.at().toString(),
        incident.system(),
        words.text("whatif.severity", incident.severity()),
        arrow(incident.before().map(this::word), incident.after().map(this::word)));
  }

  private List<String> blocked(Difference.Blocked blocked) {
    return List.of(
        blocked.system(),
        words.text("whatif.since", blocked.index(), blocked.at()),
        blocked.after().map(this::word).orElse(words.text("whatif.nothing")));
  }

  private List<String> refused(Difference.Refused refused) {
    String first = refused.first().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return List.of(
        refused.code(),
        String.valueOf(refused.count()),
        words.text("whatif.entry", first + (refused.count() > refused.first().size() ? " …" : "")));
  }

  private String word(Status status) {
    return words.text("whatif.status." + status.name().toLowerCase(Locale.ROOT));
  }

  private String arrow(Optional<String> before, Optional<String> after) {
    String nothing = words.text("whatif.nothing");
    return before.orElse(nothing) + " → " + after.orElse(nothing);
  }
}
