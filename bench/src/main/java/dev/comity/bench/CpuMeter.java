package dev.comity.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CPU seconds within the counted seconds: of this process, and of the node where it tells. */
final class CpuMeter implements Window.Meter {
  private static final Pattern NODE =
      Pattern.compile("(?m)^process_cpu_seconds_total(?:\\{[^}]*\\})? ([0-9.eE+-]+)$");

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Target target;
  private long ownNanos;
  private CompletableFuture<OptionalDouble> nodeBefore =
      CompletableFuture.completedFuture(OptionalDouble.empty());
  private CompletableFuture<OptionalDouble> nodeAfter = nodeBefore;

  CpuMeter(Target target) {
    this.target = target;
  }

  @Override
  public void open() {
    ownNanos = system.getProcessCpuTime();
    nodeBefore = CompletableFuture.supplyAsync(this::node);
  }

  @Override
  public void close() {
    ownNanos = system.getProcessCpuTime() - ownNanos;
    nodeAfter = CompletableFuture.supplyAsync(this::node);
  }

  double ownSeconds() {
    return ownNanos / 1e9;
  }

  OptionalDouble nodeSeconds() {
    OptionalDouble before = nodeBefore.join();
    OptionalDouble after = nodeAfter.join();
    return before.isPresent() && after.isPresent()
        ? OptionalDouble.of(after.getAsDouble() - before.getAsDouble())
        : OptionalDouble.empty();
  }

  private OptionalDouble node() {
    try {
      String metrics = new String(Fetch.get(target, "/metrics"), StandardCharsets.UTF_8);
      Matcher matcher = NODE.matcher(metrics);
      return matcher.find()
          ? OptionalDouble.of(Double.parseDouble(matcher.group(1)))
          : OptionalDouble.empty();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }
}
