package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.Decision;
import dev.comity.rules.Explanations;
import dev.comity.rules.Finding;
import dev.comity.rules.InForce;
import dev.comity.rules.Requirement;
import dev.comity.rules.SystemCard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A decision with all that is needed to show it.
 *
 * @param assumed what nobody stated and was taken for granted: {@code independence}, {@code at},
 *     {@code signature}
 */
record Assessment(
    SystemCard card, InForce rules, Decision decision, SortedMap<String, String> assumed) {
  Assessment {
    assumed = Collections.unmodifiableSortedMap(new TreeMap<>(assumed));
  }

  /** What is missing, what counts first; each in the order of the first requirement to want it. */
  List<Wanted> wanted() {
    Map<Wanted.Subject, List<Finding>> findings = new LinkedHashMap<>();
    for (Finding finding : decision.findings()) {
      for (Wanted.Subject subject : Wanted.subjects(finding)) {
        findings.computeIfAbsent(subject, none -> new ArrayList<>()).add(finding);
      }
    }
    List<Wanted> wanted = new ArrayList<>();
    findings.forEach((subject, waiting) -> wanted.add(new Wanted(subject, waiting)));
    wanted.sort((a, b) -> Boolean.compare(b.counted(), a.counted()));
    return wanted;
  }

  Requirement requirement(Finding finding) {
    return rules.rulebooks().stream()
        .map(CompiledRulebook::rulebook)
        .filter(rulebook -> rulebook.key().equals(finding.rulebook()))
        .flatMap(rulebook -> rulebook.requirements().stream())
        .filter(requirement -> requirement.id().equals(finding.requirement()))
        .findFirst()
        .orElseThrow();
  }

  Json.Obj toJson() {
    JsonObject taken = Json.object();
    assumed.forEach((name, value) -> taken.put(name, value));
    return Json.object()
        .put("outcome", decision.outcome().text())
        .put("system", card.system())
        .put("version", card.version())
        .put("at", rules.at().toString())
        .put("rulebooks", new Json.Arr(rules.rulebooks().stream().map(this::rulebookJson).toList()))
        .put("assumed", taken.build())
        .put(
            "requirements",
            new Json.Arr(decision.findings().stream().map(this::findingJson).toList()))
        .put("missing", new Json.Arr(wanted().stream().map(Wanted::toJson).toList()))
        .build();
  }

  private Json rulebookJson(CompiledRulebook rulebook) {
    return Json.object()
        .put("rulebook", rulebook.rulebook().key().id())
        .put("version", rulebook.rulebook().key().version())
        .put("standing", rulebook.rulebook().standing(rules.at()).text())
        .build();
  }

  private Json findingJson(Finding finding) {
    JsonObject json = Json.object();
    finding.toJson().fields().forEach((name, value) -> json.put(name, value));
    return json.put("text", requirement(finding).text().toJson())
        .put(
            "explanation",
            InBothLanguages.json(language -> Explanations.in(language.tag()).line(finding)))
        .build();
  }
}
