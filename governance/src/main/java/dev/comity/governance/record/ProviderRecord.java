package dev.comity.governance.record;

import dev.comity.governance.record.ProviderFacts.Commitment;
import dev.comity.governance.record.ProviderFacts.ConcernOutcome;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the log says about one provider: counts, side by side. There is no total, since any weighing
 * of incidents against answers would be a rule that nobody adopted. Formulas: {@code
 * docs/spec/track-records.md}.
 *
 * @param incidents by severity; severities without one are left out, as below
 * @param concerns by outcome
 * @param responses how long concerns wait for an answer
 * @param commitments by what became of them
 * @param keptRate the share kept in time among those whose deadline has passed; empty without any
 * @param shrunkKeptRate the same with ten more commitments kept at the rate of the others
 * @param sanctions by level
 */
public record ProviderRecord(
    String provider,
    SortedMap<Integer, Integer> incidents,
    SortedMap<ConcernOutcome, Integer> concerns,
    ResponseTimes responses,
    int missedClocks,
    SortedMap<Commitment, Integer> commitments,
    Optional<BigDecimal> keptRate,
    BigDecimal shrunkKeptRate,
    SortedMap<Integer, Integer> sanctions) {
  /** Commitments at the others' rate that are added to everybody's. */
  static final int SHRINKAGE = 10;

  public ProviderRecord {
    incidents = Collections.unmodifiableSortedMap(new TreeMap<>(incidents));
    concerns = Collections.unmodifiableSortedMap(new TreeMap<>(concerns));
    commitments = Collections.unmodifiableSortedMap(new TreeMap<>(commitments));
    sanctions = Collections.unmodifiableSortedMap(new TreeMap<>(sanctions));
  }

  /** {@code others} are all providers' facts, this one's among them or not. */
  static ProviderRecord of(ProviderFacts facts, Collection<ProviderFacts> others) {
    Tally kept = kept(facts);
    Fraction settled = Fraction.of(kept.cases(), 1);
    Fraction inTime = Fraction.of(kept.events(), 1);
    Fraction added = Fraction.of(SHRINKAGE, 1);
    Fraction rate = rateOfOthers(facts, others);
    return new ProviderRecord(
        facts.provider(),
        count(facts.incidents(), Incident::severity),
        count(facts.concerns(), ProviderFacts.Concern::outcome),
        ResponseTimes.of(facts.concerns().stream().map(ProviderFacts.Concern::response).toList()),
        facts.missedClocks(),
        count(facts.commitments(), Function.identity()),
        Fraction.share(inTime, settled),
        inTime.plus(added.times(rate)).over(settled.plus(added)).shown(),
        count(facts.sanctions(), Function.identity()));
  }

  private static Tally kept(ProviderFacts facts) {
    return facts.commitments().stream()
        .filter(Commitment::settled)
        .map(commitment -> Tally.of(commitment == Commitment.KEPT))
        .reduce(Tally.NONE, Tally::plus);
  }

  /** Without those under the same control; a half while there are too few. */
  private static Fraction rateOfOthers(ProviderFacts facts, Collection<ProviderFacts> others) {
    Tally tally =
        others.stream()
            .filter(other -> !other.controller().equals(facts.controller()))
            .map(ProviderRecord::kept)
            .reduce(Tally.NONE, Tally::plus);
    return tally.cases() < BaseRates.ENOUGH ? Tally.NONE.rate() : tally.rate();
  }

  private static <T, K> SortedMap<K, Integer> count(List<T> items, Function<T, K> key) {
    return items.stream()
        .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.summingInt(item -> 1)));
  }
}
