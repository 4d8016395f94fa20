package dev.comity.bench;

/** The seconds of a run: first the warm-up, then those that count. Asked by the run's thread. */
final class Window {
  private final long warmupNanos;
  private final long countedNanos;
  private final Meter meter;
  private long start;
  private boolean opened;
  private boolean closed;

  /** Told once when the counted seconds begin and once when they end. */
  interface Meter {
    void open();

    void close();
  }

  Window(int warmupSeconds, int countedSeconds, Meter meter) {
    this.warmupNanos = warmupSeconds * 1_000_000_000L;
    this.countedNanos = countedSeconds * 1_000_000_000L;
    this.meter = meter;
  }

  void begin() {
    start = System.nanoTime();
    look(start);
  }

  private void look(long now) {
    if (!opened && now - start >= warmupNanos) {
      opened = true;
      meter.open();
    }
    if (!closed && now - start >= warmupNanos + countedNanos) {
      closed = true;
      meter.close();
    }
  }

  boolean counts(long now) {
    look(now);
    return opened && now - start < warmupNanos + countedNanos;
  }

  boolean isOver() {
    look(System.nanoTime());
    return closed;
  }

  boolean isOverSince(long nanos) {
    return System.nanoTime() - start >= warmupNanos + countedNanos + nanos;
  }

  double seconds() {
    return countedNanos / 1e9;
  }
}
