package dev.comity.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Derives decisions. Pure: no clock, I/O, randomness or order dependence. */
public final class Decider {
  private Decider() {}

  /**
   * Decides every requirement of {@code rules} for one system, as of {@link InForce#at}.
   *
   * @param evidence in any order; throws {@link IllegalArgumentException} when two pieces have the
   *     same reference
   */
  public static Decision decide(InForce rules, SystemCard card, Collection<Evidence> evidence) {
    EvidenceIndex index = new EvidenceIndex(evidence, rules.at());
    Inputs inputs = Inputs.of(card, rules.at());
    List<Finding> findings = new ArrayList<>();
    for (CompiledRulebook book : rules.rulebooks()) {
      for (CompiledRequirement requirement : book.requirements()) {
        findings.add(
            new RequirementDecision(rules, book.rulebook(), requirement, card, index, inputs)
                .finding());
      }
    }
    return Decision.of(findings);
  }
}
