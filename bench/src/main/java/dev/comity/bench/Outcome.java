package dev.comity.bench;

import java.util.Locale;

/**
 * What a run found within its seconds.
 *
 * @param busy answers that asked to come again later; neither acknowledged nor errors
 */
record Outcome(
    int connections, Latencies latencies, double seconds, long errors, long busy, long bytes) {
  Outcome withErrors(long more) {
    return new Outcome(connections, latencies, seconds, errors + more, busy, bytes);
  }

  double perSecond() {
    return latencies.count() / seconds;
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"connections\":%d,\"acknowledged\":%d,\"perSecond\":%.1f,"
            + "\"p50Millis\":%.3f,\"p99Millis\":%.3f,\"errors\":%d}",
        connections,
        latencies.count(),
        perSecond(),
        latencies.millis(0.50),
        latencies.millis(0.99),
        errors);
  }
}
