package dev.comity.node;

import dev.comity.log.StepObserver;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How often each step of a batch was done and how long it took in all; read by the metrics. */
public final class StepTimes implements StepObserver {
  private final Map<Step, LongAdder> counts = new EnumMap<>(Step.class);
  private final Map<Step, LongAdder> nanos = new EnumMap<>(Step.class);

  public StepTimes() {
    for (Step step : Step.values()) {
      counts.put(step, new LongAdder());
      nanos.put(step, new LongAdder());
    }
  }

  @Override
  public void observe(Step step, long stepNanos) {
    Objects.requireNonNull(counts.get(step)).increment();
    Objects.requireNonNull(nanos.get(step)).add(stepNanos);
  }

  public long count(Step step) {
    return Objects.requireNonNull(counts.get(step)).sum();
  }

  public long totalNanos(Step step) {
    return Objects.requireNonNull(nanos.get(step)).sum();
  }
}
