package dev.comity.node.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a client prefers (RFC 7240): an answer before the outcome is known, or one within so many
 * seconds. Preferences that are not understood are ignored, as that RFC wants it; of repeated ones
 * the first counts.
 */
record Preference(boolean respondAsync, OptionalLong waitSeconds) {
  /** How long a client is kept waiting that does not say how long it would. */
  private static final long DEFAULT_SECONDS = 10;

  /** Nobody is kept waiting longer than this, whatever they say. */
  private static final long MOST_SECONDS = 60;

  /** Reads the values of all Prefer header lines. */
  static Preference parse(List<String> lines) {
    boolean respondAsync = false;
    OptionalLong waitSeconds = OptionalLong.empty();
    Set<String> seen = new HashSet<>();
    for (String preference : String.join(",", lines).split(",", 100)) {
      String[] parts = preference.split(";", 2)[0].split("=", 2);
      String name = parts[0].strip().toLowerCase(Locale.ROOT);
      String value = parts.length == 2 ? parts[1].strip().replaceAll("^\"|\"$", "") : "";
      if (!seen.add(name)) {
        continue;
      }
      if (name.equals("respond-async")) {
        respondAsync = true;
      } else if (name.equals("wait") && value.matches("[0-9]{1,9}")) {
        waitSeconds = OptionalLong.of(Math.min(Long.parseLong(value), MOST_SECONDS));
      }
    }
    return new Preference(respondAsync, waitSeconds);
  }

  /** After how many seconds to answer without an outcome. */
  long patienceSeconds() {
    return waitSeconds.orElse(respondAsync ? 0 : DEFAULT_SECONDS);
  }

  /** The value of Preference-Applied; empty when nothing was asked for. */
  String applied() {
    String wait = waitSeconds.isPresent() ? "wait=" + waitSeconds.getAsLong() : "";
    String async = respondAsync ? "respond-async" : "";
    return async + (async.isEmpty() || wait.isEmpty() ? "" : ", ") + wait;
  }
}
