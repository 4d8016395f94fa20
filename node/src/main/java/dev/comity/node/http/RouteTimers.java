package dev.comity.node.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The timers of one route, one for each status that it has answered with; found once each. */
final class RouteTimers {
  private final MeterRegistry meters;
  private final String route;
  private final Map<Integer, Timer> byStatus = new ConcurrentHashMap<>();

  RouteTimers(MeterRegistry meters, String route) {
    this.meters = meters;
    this.route = route;
  }

  void record(int status, long nanos) {
    byStatus.computeIfAbsent(status, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(int status) {
    return meters.timer("comity.http.requests", "route", route, "status", Integer.toString(status));
  }
}
