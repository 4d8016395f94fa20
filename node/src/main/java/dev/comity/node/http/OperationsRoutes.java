package dev.comity.node.http;

import com.sun.management.OperatingSystemMXBean;
import dev.comity.core.Bytes;
import dev.comity.core.crypto.CryptoProvider;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.node.Community;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;

/** Health, metrics and the API's description. */
final class OperationsRoutes {
  private final Communities communities;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Held here: the meters hold what they measure weakly. */
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  OperationsRoutes(Communities communities) {
    this.communities = communities;
    process();
    for (Community community : communities.bySlug().values()) {
      gauge(
          "comity.log.size",
          "Entries in the log",
          community,
          c -> c.checkpoint().checkpoint().size());
      gauge(
          "comity.sequencer.queued",
          "Submissions waiting for a batch",
          community,
          Community::queued);
      gauge(
          "comity.certificates",
          "Certificates ever derived",
          community,
          c -> c.state().certificates().size());
      gauge(
          "comity.concerns.open",
          "Concerns without an answer",
          community,
          c -> c.state().concerns().values().stream().filter(x -> x.answer().isEmpty()).count());
    }
  }

  /** What a process costs, and who does its signatures. */
  private void process() {
    FunctionCounter.builder("process.cpu.seconds", system, s -> s.getProcessCpuTime() / 1e9)
        .description("CPU time used by the process")
        .register(meters);
    Gauge.builder("comity.crypto.native", () -> CryptoProvider.current().isJdk() ? 0 : 1)
        .description("1 when a native library signs and verifies, 0 when the JDK does")
        .register(meters);
  }

  private void gauge(
      String name,
      String help,
      Community community,
      java.util.function.ToDoubleFunction<Community> value) {
    Gauge.builder(name, community, value)
        .description(help)
        .tag("community", community.slug())
        .register(meters);
  }

  /** Times and counts what a handler does. */
  void observe(String route, int status, long nanos) {
    meters
        .timer("comity.http.requests", "route", route, "status", Integer.toString(status))
        .record(java.time.Duration.ofNanos(nanos));
  }

  Reply metrics(Request request) {
    return Reply.of(200, "text/plain; version=0.0.4; charset=utf-8", Bytes.utf8(meters.scrape()));
  }

  /** Up when it answers; says where each log stands, with the digest of its state. */
  Reply health(Request request) {
    JsonObject logs = Json.object();
    for (Community community : communities.bySlug().values()) {
      var state = community.state();
      logs.put(
          community.slug(),
          Json.object()
              .put("origin", state.origin())
              .put("size", state.size())
              .put("stateDigest", state.digest().hex())
              .build());
    }
    return Reply.json(
            200, Json.object().put("status", "UP").put("communities", logs.build()).build())
        .notStored();
  }

  Reply openapi(Request request) throws IOException, HttpProblem {
    try (InputStream in = OperationsRoutes.class.getResourceAsStream("openapi.yaml")) {
      if (in == null) {
        throw HttpProblem.notFound("this build carries no API description");
      }
      return Reply.of(200, "application/yaml", Bytes.of(in.readAllBytes()));
    }
  }
}
