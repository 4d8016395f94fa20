package dev.comity.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules of a community at one moment: its own rulebooks and all its ancestors' together, with
 * every shared parameter at its strictest. The join does not depend on order, grouping or
 * repetition, therefore not on the path by which a rulebook came. Never weaker than any part.
 *
 * <p>Rulebooks that are not in force at the moment (draft, trial, not yet or no longer valid) are
 * kept, to be decided and shown; they tighten nothing but themselves.
 */
public final class InForce implements Join {
  private final Instant at;
  private final List<CompiledRulebook> rulebooks;
  private final SortedMap<String, Limit> limits;
  private final boolean all;

  private InForce(
      Instant at, List<CompiledRulebook> rulebooks, SortedMap<String, Limit> limits, boolean all) {
    this.at = at;
    this.rulebooks = List.copyOf(rulebooks);
    this.limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    this.all = all;
  }

  private InForce(Instant at, InForce same) {
    this.at = at;
    this.rulebooks = same.rulebooks;
    this.limits = same.limits;
    this.all = same.all;
  }

  /**
   * Joins the rulebooks as they stand at {@code at}. A version that comes from several ancestors
   * counts once.
   */
  public static Join join(Collection<CompiledRulebook> rulebooks, Instant at) {
    return join(rulebooks, at, false);
  }

  /** As if every rulebook were in force: for fixtures, which test a version before it is. */
  static Join joinAll(Collection<CompiledRulebook> rulebooks, Instant at) {
    return join(rulebooks, at, true);
  }

  private static Join join(Collection<CompiledRulebook> rulebooks, Instant at, boolean all) {
    List<Unsatisfiable.Conflict> conflicts = new ArrayList<>();
    SortedMap<RulebookKey, CompiledRulebook> byKey = new TreeMap<>();
    SortedSet<RulebookKey> clashes = new TreeSet<>();
    for (CompiledRulebook rulebook : rulebooks) {
      CompiledRulebook other = byKey.putIfAbsent(rulebook.rulebook().key(), rulebook);
      if (other != null && !other.equals(rulebook) && clashes.add(rulebook.rulebook().key())) {
        conflicts.add(
            new Unsatisfiable.Conflict(
                rulebook.rulebook().key().toString(),
                "two different contents under one version",
                List.of(rulebook.rulebook().key())));
      }
    }
    List<CompiledRulebook> once = List.copyOf(byKey.values());
    List<CompiledRulebook> counted =
        once.stream()
            .filter(book -> all || book.rulebook().standing(at) == Standing.IN_FORCE)
            .toList();
    SortedMap<String, Limit> limits = limits(counted);
    limits.forEach(
        (parameter, limit) ->
            limit
                .contradictions()
                .forEach(
                    problem ->
                        conflicts.add(
                            new Unsatisfiable.Conflict(
                                parameter, problem, askers(counted, parameter)))));
    conflicts.sort(java.util.Comparator.comparing(Unsatisfiable.Conflict::toString));
    return conflicts.isEmpty() ? new InForce(at, once, limits, all) : new Unsatisfiable(conflicts);
  }

  /**
   * The same join at {@code moment}, between which and {@link #at} no rulebook begins or ceases to
   * count.
   */
  public InForce at(Instant moment) {
    return moment.equals(at) ? this : new InForce(moment, this);
  }

  /** The moment of the join, and of every decision under it. */
  public Instant at() {
    return at;
  }

  /** Every rulebook, in force or not, in the order of their keys. */
  public List<CompiledRulebook> rulebooks() {
    return rulebooks;
  }

  /** The joined limit of every parameter of the rulebooks that are in force. */
  public Map<String, Limit> limits() {
    return limits;
  }

  Standing standing(Rulebook rulebook) {
    return all ? Standing.IN_FORCE : rulebook.standing(at);
  }

  /** What {@code direction} asks for once everything in force is taken into account. */
  Limit limit(Direction direction) {
    return limits.getOrDefault(direction.parameter(), Limit.NONE).join(direction.limit());
  }

  private static SortedMap<String, Limit> limits(List<CompiledRulebook> rulebooks) {
    SortedMap<String, Limit> limits = new TreeMap<>();
    for (CompiledRulebook book : rulebooks) {
      for (Requirement requirement : book.rulebook().requirements()) {
        if (requirement.modality().binding()) {
          requirement
              .direction()
              .ifPresent(d -> limits.merge(d.parameter(), d.limit(), Limit::join));
        }
      }
    }
    return limits;
  }

  private static List<RulebookKey> askers(List<CompiledRulebook> rulebooks, String parameter) {
    return rulebooks.stream()
        .map(CompiledRulebook::rulebook)
        .filter(book -> book.requirements().stream().anyMatch(r -> asks(r, parameter)))
        .map(Rulebook::key)
        .toList();
  }

  private static boolean asks(Requirement requirement, String parameter) {
    return requirement.direction().map(Direction::parameter).filter(parameter::equals).isPresent();
  }
}
