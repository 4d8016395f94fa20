package dev.comity.rules;

import dev.comity.core.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides one requirement: does it apply, which evidence qualifies, does the check hold with the
 * unfavourable end of every interval, and if not, with the favourable one?
 */
final class RequirementDecision {
  private final InForce rules;
  private final Rulebook rulebook;
  private final CompiledRequirement compiled;
  private final SystemCard card;
  private final EvidenceIndex index;
  private final Inputs base;

  private final SortedMap<String, Measurement> metrics = new TreeMap<>();
  private final SortedMap<String, Boolean> facts = new TreeMap<>();
  private final SortedSet<String> used = new TreeSet<>();
  private final SortedMap<Reference, Missing> lacking = new TreeMap<>();

  RequirementDecision(
      InForce rules,
      Rulebook rulebook,
      CompiledRequirement compiled,
      SystemCard card,
      EvidenceIndex index,
      Inputs base) {
    this.rules = rules;
    this.rulebook = rulebook;
    this.compiled = compiled;
    this.card = card;
    this.index = index;
    this.base = base;
  }

  Finding finding() {
    if (compiled.applies().isPresent()) {
      Formula applies = compiled.applies().get();
      switch (applies.evaluate(base)) {
        case Truth.Known.TRUE -> {}
        case Truth.Known.FALSE -> {
          return outOfScope(applies);
        }
        case Truth.Unknown unknown -> {
          return undetermined(applies, unknown, Values.of(card, rules.at()));
        }
      }
    }
    compiled.needs().forEach(this::choose);
    return checked();
  }

  private void choose(CompiledRequirement.CompiledNeed compiledNeed) {
    Need need = compiledNeed.need();
    switch (index.choose(compiledNeed)) {
      case EvidenceIndex.Choice.Found found -> use(need, found.evidence());
      case EvidenceIndex.Choice.None none ->
          lacking.put(
              new Reference(need.kind(), need.id()),
              new Missing(
                  need.kind(),
                  need.id(),
                  none.reason(),
                  need.independence(),
                  need.maxAge(),
                  need.where()));
    }
  }

  private void use(Need need, Evidence evidence) {
    used.add(evidence.ref());
    Measurement measured = evidence.metrics().get(need.id());
    Boolean fact = evidence.facts().get(need.id());
    if (need.kind() == Need.Kind.METRIC && measured != null) {
      metrics.put(need.id(), measured);
    } else if (fact != null) {
      facts.put(need.id(), fact);
    }
  }

  private Finding checked() {
    Formula check = compiled.check();
    Inputs.Chosen chosen = new Inputs.Chosen(metrics, facts);
    Optional<Object> bound = bound();
    Values values = new Values(card, rules.at(), chosen, bound);
    return switch (check.evaluate(base.withEvidence(chosen, check.references(), bound, false))) {
      case Truth.Known.TRUE -> finding(Status.SATISFIED, Reason.HOLDS, check, values, List.of());
      case Truth.Known.FALSE -> favourably(check, chosen, values);
      case Truth.Unknown unknown -> undetermined(check, unknown, values);
    };
  }

  /** The check failed; would it hold with the other end of every interval? */
  private Finding favourably(Formula check, Inputs.Chosen chosen, Values values) {
    Inputs inputs = base.withEvidence(chosen, check.references(), values.bound(), true);
    return switch (check.evaluate(inputs)) {
      case Truth.Known.TRUE ->
          finding(Status.UNDETERMINED, Reason.STRADDLES, check, values, List.of());
      case Truth.Known.FALSE -> finding(Status.VIOLATED, Reason.FAILS, check, values, List.of());
      case Truth.Unknown unknown -> undetermined(check, unknown, values);
    };
  }

  private Finding outOfScope(Formula applies) {
    return finding(
        Status.NOT_APPLICABLE,
        Reason.DOES_NOT_APPLY,
        applies,
        Values.of(card, rules.at()),
        List.of());
  }

  private Finding undetermined(Formula formula, Truth.Unknown unknown, Values values) {
    List<Missing> missing = new ArrayList<>();
    for (Reference reference : unknown.references()) {
      missing.add(lacking.getOrDefault(reference, cardField(reference)));
    }
    Reason reason = missing.stream().map(Missing::reason).min(Reason::compareTo).orElseThrow();
    return finding(Status.UNDETERMINED, reason, formula, values, missing);
  }

  private static Missing cardField(Reference reference) {
    return new Missing(
        Need.Kind.CARD,
        reference.id(),
        Reason.CARD_SILENT,
        Independence.SELF,
        Optional.empty(),
        Optional.empty());
  }

  private Finding finding(
      Status status, Reason reason, Formula formula, Values values, List<Missing> missing) {
    Requirement requirement = compiled.requirement();
    return new Finding(
        rulebook.key(),
        requirement.id(),
        requirement.modality(),
        rules.standing(rulebook),
        status,
        reason,
        requirement.otherwise(),
        new Shown(values).text(formula.expression()),
        List.copyOf(used),
        values.used(formula.references()),
        missing,
        status == Status.UNDETERMINED
            ? MoreQuestions.estimate(formula.expression(), values)
            : new TreeMap<>());
  }

  private Optional<Object> bound() {
    return compiled
        .requirement()
        .direction()
        .map(direction -> Values.bound(direction.bound(), rules.limit(direction)));
  }
}
