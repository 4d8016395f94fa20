package dev.comity.rules;

import dev.comity.core.json.Json;
import java.util.List;
import java.util.function.Predicate;

/**
 * The derived decision: the same rules, card, evidence and time give the same decision, byte for
 * byte in canonical JSON, on every machine and in whatever order they were given.
 *
 * @param findings one per requirement of every rulebook, in the order of rulebook and requirement
 */
public record Decision(Outcome outcome, List<Finding> findings) {
  /** From this severity on a violation refuses the certificate. */
  static final int REFUSING_SEVERITY = 5;

  public Decision {
    findings = List.copyOf(findings);
  }

  /** Derives the outcome; semantics.md, "Decision and certificate". */
  static Decision of(List<Finding> findings) {
    return new Decision(outcome(findings.stream().filter(Finding::counted).toList()), findings);
  }

  /**
   * A violation without a remedy period refuses whatever its severity: {@code conditional} gives
   * every violation a deadline, {@code active} has none, and waiting cannot undo it. A violated
   * prohibition refuses even with a remedy period.
   */
  private static Outcome outcome(List<Finding> counted) {
    Predicate<Finding> violated = finding -> finding.status() == Status.VIOLATED;
    Predicate<Finding> undetermined = finding -> finding.status() == Status.UNDETERMINED;
    Predicate<Finding> incurable = finding -> finding.otherwise().remedy().isEmpty();
    Predicate<Finding> grave =
        finding ->
            finding.modality() == Modality.PROHIBITION
                || finding.otherwise().severity() >= REFUSING_SEVERITY;
    if (counted.stream().anyMatch(violated.and(grave.or(incurable)))) {
      return Outcome.REFUSED;
    }
    if (counted.stream().anyMatch(undetermined.and(incurable))) {
      return Outcome.UNDETERMINED;
    }
    return counted.stream().anyMatch(violated.or(undetermined))
        ? Outcome.CONDITIONAL
        : Outcome.ACTIVE;
  }

  /** {@code {outcome, findings}}; every number in it is a whole number or a decimal string. */
  public Json.Obj toJson() {
    return Json.object()
        .put("outcome", outcome.text())
        .put("findings", new Json.Arr(findings.stream().<Json>map(Finding::toJson).toList()))
        .build();
  }
}
