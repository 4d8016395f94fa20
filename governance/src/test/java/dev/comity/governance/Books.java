package dev.comity.governance;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.rules.RulebookFolder;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Writes small rulebooks from a line per requirement, such as {@code {error: at most 0.1, maxAge:
 * P6M, by: third-party, remedy: P30D}} or {@code {fact: no-scoring, prohibition: true}}, each with
 * a fixture that passes. A condition {@code applies} must not hold at the start of 2026. And from a
 * line per trigger, such as {@code {on: response-overdue, severity: 2, remedy: P30D}}.
 */
final class Books {
  private Books() {}

  static RulebookFolder book(String id, String version, Json spec) throws VerificationException {
    JsonFields fields = JsonFields.of(spec, id);
    String status = fields.optionalText("status").orElse("in-force");
    String from = fields.optionalText("from").orElse("2025-01-01");
    String review = fields.optionalText("review").orElse("2035-01-01");
    StringBuilder requirements = new StringBuilder();
    NavigableSet<String> metrics = new TreeSet<>();
    StringBuilder expected = new StringBuilder();
    boolean decidable = true;
    String outcome = "active";
    for (Map.Entry<String, Json> entry : fields.object("requirements").rest().entrySet()) {
      JsonFields one = JsonFields.of(entry.getValue(), entry.getKey());
      boolean applies = !one.has("applies");
      decidable &= one.has("remedy") || !applies;
      outcome = applies ? "conditional" : outcome;
      expected.append(
          "    %s: %s\n".formatted(entry.getKey(), applies ? "undetermined" : "not-applicable"));
      Optional<String> metric =
          one.has("fact") ? Optional.empty() : Optional.of(one.text("metric") + "/1");
      metric.ifPresent(metrics::add);
      requirements.append(requirement(entry.getKey(), one, metric));
      one.done();
    }
    StringBuilder triggers = new StringBuilder();
    if (fields.has("triggers")) {
      triggers.append("triggers:\n");
      for (Map.Entry<String, Json> entry : fields.object("triggers").rest().entrySet()) {
        triggers.append(trigger(entry.getKey(), JsonFields.of(entry.getValue(), entry.getKey())));
      }
    }
    fields.done();
    String text =
        """
        rulebook: %s
        version: "%s"
        title: {en: "Test rules", zh: "Test rules"}
        publisher: "Tests"
        layer: technical
        module: testing
        status: %s
        validFrom: %s
        review: %s
        metrics:%s
        requirements:
        %s%s"""
            .formatted(
                id,
                version,
                status,
                from,
                review,
                " [" + String.join(", ", metrics) + "]",
                requirements,
                triggers);
    return RulebookFolder.of(
        Map.of(
            "rulebook.yaml",
            text,
            "fixtures/nothing.yaml",
            fixture(decidable ? outcome : "undetermined", expected)));
  }

  private static String trigger(String id, JsonFields one) throws VerificationException {
    String remedy = one.has("remedy") ? "    remedy: %s\n".formatted(one.text("remedy")) : "";
    String text =
        """
          - id: %s
            on: %s
            severity: %d
            redLine: %s
        %s    text: {en: "Test", zh: "Test"}
        """
            .formatted(
                id, one.text("on"), one.count("severity"), one.boolOr("redLine", false), remedy);
    one.done();
    return text;
  }

  private static String requirement(String id, JsonFields one, Optional<String> metric)
      throws VerificationException {
    StringBuilder text = new StringBuilder();
    boolean prohibition = one.boolOr("prohibition", false);
    text.append(
        """
          - id: %s
            modality: %s
            text: {en: "Test", zh: "Test"}
            source: {locator: "Tests", status: voluntary}
        """
            .formatted(id, prohibition ? "prohibition" : "obligation"));
    if (one.has("applies")) {
      text.append("    applies: ").append(one.text("applies")).append('\n');
    }
    text.append("    needs:\n");
    String need = metric.map(m -> "metric: " + m).orElse("");
    String fact = "";
    if (metric.isEmpty()) {
      fact = one.text("fact");
      need = "fact: " + fact;
    }
    text.append("      - ").append(need).append('\n');
    if (one.has("maxAge")) {
      text.append("        maxAge: ").append(one.text("maxAge")).append('\n');
    }
    if (one.has("by")) {
      text.append("        independence: ").append(one.text("by")).append('\n');
    }
    if (metric.isPresent()) {
      boolean atMost = one.has("atMost");
      String bound = one.decimal(atMost ? "atMost" : "atLeast").toPlainString();
      text.append(
          """
              check: metric["%s"].%s bound
              direction: {parameter: %s, bound: %s, value: %s}
          """
              .formatted(
                  metric.get(),
                  atMost ? "upper <=" : "lower >=",
                  metric.get(),
                  atMost ? "max" : "min",
                  bound));
    } else {
      text.append("    check: fact[\"%s\"]\n".formatted(fact));
    }
    String remedy = one.has("remedy") ? ", remedy: " + one.text("remedy") : "";
    long severity = one.optionalCount("severity").orElse(prohibition ? 6L : 3L);
    text.append("    otherwise: {severity: %d%s}\n".formatted(severity, remedy));
    return text.toString();
  }

  private static String fixture(String outcome, CharSequence expected) {
    return """
        title: {en: "Nothing measured", zh: "Nothing measured"}
        now: 2026-01-01T00:00:00Z
        system:
          system: fixture
          name: {en: "Fixture", zh: "Fixture"}
          version: "1"
          kind: agent
          autonomy: supervised
          capabilities: []
          areas: []
          jurisdictions: []
          audiences: []
        expect:
          outcome: %s
          requirements:
        %s"""
        .formatted(outcome, expected);
  }
}
