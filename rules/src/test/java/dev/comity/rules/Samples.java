package dev.comity.rules;

import dev.comity.core.VerificationException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Small rulebooks, cards and evidence as text, so that tests read what authors write. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-12-15T00:00:00Z");

  static final String CARD =
      """
      system: tester
      name: {en: Tester, zh: 测试}
      version: "1"
      kind: agent
      autonomy: unattended
      capabilities: [irreversible-actions]
      areas: []
      jurisdictions: [eu]
      audiences: [public]
      """;

  private Samples() {}

  static SystemCard card() {
    try {
      return SystemCard.parseYaml("card.yaml", CARD);
    } catch (VerificationException e) {
      throw new AssertionError(e);
    }
  }

  /** A rulebook in force with the given requirements. */
  static String book(String metrics, String... requirements) {
    return """
        rulebook: sample
        version: 1.0.0
        title: {en: Sample, zh: 样例}
        publisher: Tests
        layer: technical
        module: testing
        status: in-force
        validFrom: 2026-12-01
        review: 2027-06-01
        metrics: [%s]
        requirements:
        %s"""
        .formatted(metrics, String.join("", requirements).indent(2));
  }

  /** One obligation; {@code fields} are further lines of it, each with its newline. */
  static String requirement(String id, String check, String fields) {
    String otherwise = fields.contains("otherwise:") ? "" : "  otherwise: {severity: 3}\n";
    String modality = fields.contains("modality:") ? "" : "  modality: obligation\n";
    return "- id: "
        + id
        + "\n"
        + modality
        + "  text: {en: Text, zh: 文字}\n"
        + "  source: {locator: Somewhere, status: voluntary}\n"
        + "  check: '"
        + check
        + "'\n"
        + otherwise
        + fields.indent(2);
  }

  static CompiledRulebook compile(String yaml) throws VerificationException {
    return CompiledRulebook.compile(folder(yaml));
  }

  static RulebookFolder folder(String yaml) throws VerificationException {
    return RulebookFolder.of(Map.of("rulebook.yaml", yaml));
  }

  static InForce inForce(CompiledRulebook... books) {
    return switch (InForce.join(List.of(books), NOW)) {
      case InForce rules -> rules;
      case Unsatisfiable conflict -> throw new AssertionError(conflict.explanation());
    };
  }

  /** The finding on the only requirement of a rulebook. */
  static Finding decide(String yaml, Evidence... evidence) throws VerificationException {
    return Decider.decide(inForce(compile(yaml)), card(), List.of(evidence)).findings().get(0);
  }

  /** Evidence from {@code day} of December 2026, self-made unless {@code fields} say otherwise. */
  static Evidence evidence(String ref, int day, String fields) {
    String independence = fields.contains("independence:") ? "" : "independence: self\n";
    String text = "at: 2026-12-%02dT00:00:00Z\n".formatted(day) + independence + fields;
    try {
      return Evidence.parseYaml(ref, "evidence.yaml", text);
    } catch (VerificationException e) {
      throw new AssertionError(e);
    }
  }

  static Evidence measured(String ref, int day, double lower, double value, double upper, int n) {
    return evidence(
        ref,
        day,
        """
        metrics:
          error/1: {value: %s, lower: %s, upper: %s, level: 0.95, n: %s}
        """
            .formatted(value, lower, upper, n));
  }
}
