package dev.comity.bench;

import java.util.Arrays;

/** Every latency of a run, so percentiles are exact. */
final class Latencies {
  private long[] nanos = new long[1 << 16];
  private int count;

  void add(long nanosTaken) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = nanosTaken;
  }

  int count() {
    return count;
  }

  /** The smallest latency that at least {@code share} of all do not exceed; 0 of none. */
  double millis(double share) {
    if (count == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * count);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
