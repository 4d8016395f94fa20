package dev.comity.rules;

import dev.cel.runtime.CelAttribute.Qualifier;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.UnknownContext;
import dev.comity.core.Measurement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What an expression is evaluated over: values by CEL's names, and the attributes that are unknown.
 * Numbers are the doubles nearest to the exact decimals.
 */
final class Inputs {
  private final Map<String, Object> variables = new HashMap<>();
  private final List<CelAttributePattern> unknown = new ArrayList<>();

  private Inputs() {}

  /** The card and the time, for {@code applies} and as the base of {@link #withEvidence}. */
  static Inputs of(SystemCard card, Instant now) {
    Inputs inputs = new Inputs();
    Map<String, Object> system = new HashMap<>();
    system.put("id", card.system());
    system.put("kind", card.kind().text());
    system.put("autonomy", card.autonomy().text());
    system.put("capabilities", List.copyOf(card.capabilities()));
    system.put("areas", List.copyOf(card.areas()));
    system.put("jurisdictions", List.copyOf(card.jurisdictions()));
    system.put("audiences", List.copyOf(card.audiences()));
    inputs.number(system, "system", "trainingFlop", card.trainingFlop());
    inputs.variables.put("system", system);
    inputs.variables.put("now", now);
    return inputs;
  }

  /** One piece of evidence, for {@code where}; {@code n} is that of the metric asked for. */
  static Inputs of(Evidence evidence, Optional<Measurement> measurement) {
    Inputs inputs = new Inputs();
    Map<String, Object> fields = new HashMap<>();
    inputs.number(fields, "evidence", "questions", evidence.questions().map(BigDecimal::valueOf));
    inputs.number(fields, "evidence", "samples", evidence.samples().map(BigDecimal::valueOf));
    inputs.number(
        fields, "evidence", "n", measurement.map(Measurement::n).map(BigDecimal::valueOf));
    evidence
        .method()
        .ifPresentOrElse(
            method -> fields.put("method", method), () -> inputs.unknown("evidence", "method"));
    inputs.variables.put("evidence", fields);
    return inputs;
  }

  /**
   * The inputs of a {@code check}: these and the chosen evidence.
   *
   * @param favourable swaps the ends of every interval
   * @param references what the check names; what of it is not in {@code chosen} is unknown
   */
  Inputs withEvidence(
      Chosen chosen, SortedSet<Reference> references, Optional<Object> bound, boolean favourable) {
    Inputs inputs = new Inputs();
    inputs.variables.putAll(variables);
    inputs.unknown.addAll(unknown);
    Map<String, Object> metrics = new HashMap<>();
    chosen
        .metrics()
        .forEach((id, measurement) -> metrics.put(id, measurement(measurement, favourable)));
    inputs.variables.put("metric", metrics);
    inputs.variables.put("fact", chosen.facts());
    bound.ifPresent(value -> inputs.variables.put("bound", celValue(value)));
    for (Reference reference : references) {
      if (reference.kind() != Need.Kind.CARD && !chosen.has(reference)) {
        inputs.unknown(reference.kind().text(), reference.id());
      }
    }
    return inputs;
  }

  UnknownContext context() {
    return UnknownContext.create(name -> Optional.ofNullable(variables.get(name)), unknown);
  }

  /** What the check of one requirement is decided with; each need is in here or unknown. */
  record Chosen(SortedMap<String, Measurement> metrics, SortedMap<String, Boolean> facts) {
    Chosen {
      metrics = new TreeMap<>(metrics);
      facts = new TreeMap<>(facts);
    }

    boolean has(Reference reference) {
      return switch (reference.kind()) {
        case METRIC -> metrics.containsKey(reference.id());
        case FACT -> facts.containsKey(reference.id());
        case CARD -> false;
      };
    }
  }

  private static Object celValue(Object bound) {
    return switch (bound) {
      case BigDecimal number -> number.doubleValue();
      case SortedSet<?> set -> List.copyOf(set);
      default -> bound;
    };
  }

  private static Map<String, Object> measurement(Measurement measurement, boolean favourable) {
    double lower = measurement.lower().doubleValue();
    double upper = measurement.upper().doubleValue();
    return Map.of(
        "value",
        measurement.value().doubleValue(),
        "lower",
        favourable ? upper : lower,
        "upper",
        favourable ? lower : upper,
        "level",
        measurement.level().doubleValue(),
        "n",
        (double) measurement.n());
  }

  private void number(
      Map<String, Object> fields, String variable, String name, Optional<BigDecimal> value) {
    if (value.isPresent()) {
      fields.put(name, value.get().doubleValue());
    } else {
      unknown(variable, name);
    }
  }

  private void unknown(String variable, String name) {
    unknown.add(CelAttributePattern.create(variable).qualify(Qualifier.ofString(name)));
  }
}
