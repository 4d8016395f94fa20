package dev.comity.node.http;

import dev.comity.log.witness.CosignatureCollector;
import dev.comity.log.witness.Witness;
import dev.comity.log.witness.WitnessStatus;
import dev.comity.node.NodeWitness;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What an operator should be woken for: witnesses that fail or lie, and logs that fork. */
final class WitnessMeters {
  private static final double NANOS = 1e9;

  private final MeterRegistry meters;

  WitnessMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** The witnesses that a community asks. */
  void of(String community, CosignatureCollector collector) {
    Gauge.builder("comity.publication.withheld", collector, c -> c.isWithheld() ? 1 : 0)
        .description("1 while a signed checkpoint waits for cosignatures")
        .tag("community", community)
        .register(meters);
    for (String witness : collector.names()) {
      Asked asked = new Asked(collector, witness);
      gauge(
          "comity.witness.latency",
          "Seconds of the last answer",
          community,
          asked,
          s -> s.lastLatencyNanos() / NANOS);
      gauge(
          "comity.witness.size",
          "Largest tree cosigned",
          community,
          asked,
          WitnessStatus::lastSize);
      gauge(
          "comity.witness.skew",
          "Seconds its clock is ahead",
          community,
          asked,
          WitnessStatus::clockSkewSeconds);
      counter(
          "comity.witness.cosigned",
          "Cosignatures",
          community,
          asked,
          WitnessStatus::cosignedCount);
      counter(
          "comity.witness.failures",
          "Times without one",
          community,
          asked,
          WitnessStatus::failureCount);
      counter(
          "comity.witness.alarms",
          "Failures that look like lies",
          community,
          asked,
          WitnessStatus::alarmCount);
    }
  }

  private record Asked(CosignatureCollector collector, String witness) {
    double value(ToDoubleFunction<WitnessStatus> of) {
      return of.applyAsDouble(collector.status(witness));
    }
  }

  private void gauge(
      String name, String help, String community, Asked asked, ToDoubleFunction<WitnessStatus> of) {
    Gauge.builder(name, asked, a -> a.value(of))
        .description(help)
        .tags("community", community, "witness", asked.witness())
        .strongReference(true)
        .register(meters);
  }

  private void counter(
      String name, String help, String community, Asked asked, ToDoubleFunction<WitnessStatus> of) {
    FunctionCounter.builder(name, asked, a -> a.value(of))
        .description(help)
        .tags("community", community, "witness", asked.witness())
        .register(meters);
  }

  /** The witness that this node is. */
  void of(NodeWitness witness) {
    evidence(witness, "split-view", Witness.EvidenceCount::splitViews);
    evidence(witness, "unproved", Witness.EvidenceCount::unproved);
  }

  private void evidence(
      NodeWitness witness, String kind, ToDoubleFunction<Witness.EvidenceCount> count) {
    Gauge.builder(
            "comity.witnessing.evidence",
            witness,
            w -> w.opened().map(o -> count.applyAsDouble(o.evidence())).orElse(0.0))
        .description("Pairs of checkpoints kept that do not fit together")
        .tag("kind", kind)
        .register(meters);
  }
}
