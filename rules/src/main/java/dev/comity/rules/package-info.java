/**
 * Rules as code: from the text of a rulebook to decisions that explain themselves.
 *
 * <p>The way through: {@link dev.comity.rules.RulebookFolder} (text, bounded) → {@link
 * dev.comity.rules.Rulebook} (records, strictly read) → {@link dev.comity.rules.CompiledRulebook}
 * (CEL, type-checked) → {@link dev.comity.rules.InForce} (joined with the ancestors' at a moment) →
 * {@link dev.comity.rules.Decider} → {@link dev.comity.rules.Decision} with a {@link
 * dev.comity.rules.Finding} per requirement, which {@link dev.comity.rules.Explanations} says in
 * one line of English or Chinese. {@link dev.comity.rules.Fixtures} runs a rulebook's own tests.
 *
 * <p>Inside, {@code Language}, {@code Subset} and {@code Ends} say which expressions are admitted,
 * {@code Formula} evaluates them to a three-valued {@code Truth}, and {@code RequirementDecision}
 * decides one requirement.
 *
 * <p>Reads no clock, locale, randomness or environment.
 */
@NullMarked
package dev.comity.rules;

import org.jspecify.annotations.NullMarked;
