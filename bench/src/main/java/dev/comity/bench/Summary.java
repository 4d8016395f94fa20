package dev.comity.bench;

import java.util.Locale;

/** What the people who watch a run want to know beside the result. */
final class Summary {
  private Summary() {}

  static String of(Outcome outcome, CpuMeter meter) {
    String node =
        meter.nodeSeconds().isPresent()
            ? String.format(
                Locale.ROOT,
                "%.2f s (%.0f acknowledged per CPU second)",
                meter.nodeSeconds().getAsDouble(),
                outcome.latencies().count() / meter.nodeSeconds().getAsDouble())
            : "unknown";
    return String.format(
        Locale.ROOT,
        "CPU: generator %.2f s, node %s, in %.0f s; %.1f MB answered; %d asked to come again",
        meter.ownSeconds(),
        node,
        outcome.seconds(),
        outcome.bytes() / 1e6,
        outcome.busy());
  }
}
