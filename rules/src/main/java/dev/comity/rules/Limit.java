package dev.comity.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * What several rulebooks together ask of one parameter: an element of a semilattice whose {@link
 * #join} is commutative, associative and idempotent, and never weakens either side.
 */
public record Limit(
    Optional<BigDecimal> max,
    Optional<BigDecimal> min,
    Optional<SortedSet<String>> required,
    Optional<SortedSet<String>> allowed,
    Optional<Boolean> flag) {
  /** Asks for nothing. */
  public static final Limit NONE =
      new Limit(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Limit {
    max = max.map(Limit::normal);
    min = min.map(Limit::normal);
    required = required.map(Limit::copy);
    allowed = allowed.map(Limit::copy);
  }

  static Limit ofMax(BigDecimal max) {
    return new Limit(Optional.of(max), NONE.min, NONE.required, NONE.allowed, NONE.flag);
  }

  static Limit ofMin(BigDecimal min) {
    return new Limit(NONE.max, Optional.of(min), NONE.required, NONE.allowed, NONE.flag);
  }

  static Limit ofRequired(SortedSet<String> required) {
    return new Limit(NONE.max, NONE.min, Optional.of(required), NONE.allowed, NONE.flag);
  }

  static Limit ofAllowed(SortedSet<String> allowed) {
    return new Limit(NONE.max, NONE.min, NONE.required, Optional.of(allowed), NONE.flag);
  }

  static Limit ofFlag(boolean flag) {
    return new Limit(NONE.max, NONE.min, NONE.required, NONE.allowed, Optional.of(flag));
  }

  /** The weakest limit that is as strict as both. */
  public Limit join(Limit other) {
    return new Limit(
        either(max, other.max, BigDecimal::min),
        either(min, other.min, BigDecimal::max),
        either(required, other.required, Limit::union),
        either(allowed, other.allowed, Limit::intersection),
        either(flag, other.flag, Boolean::logicalOr));
  }

  /** Why nothing can meet this limit; empty when something can. */
  public List<String> contradictions() {
    List<String> found = new ArrayList<>();
    if (max.isPresent() && min.isPresent() && min.get().compareTo(max.get()) > 0) {
      found.add("at least " + min.get().toPlainString() + ", at most " + max.get().toPlainString());
    }
    if (allowed.isPresent() && allowed.get().isEmpty()) {
      found.add("nothing is allowed");
    } else if (allowed.isPresent() && required.isPresent()) {
      SortedSet<String> lost = new TreeSet<>(required.get());
      lost.removeAll(allowed.get());
      if (!lost.isEmpty()) {
        found.add("required but not allowed: " + String.join(", ", lost));
      }
    }
    boolean number = max.isPresent() || min.isPresent();
    boolean set = required.isPresent() || allowed.isPresent();
    if ((number && set) || (flag.isPresent() && (number || set))) {
      found.add("declared as different kinds (number, set, flag)");
    }
    return found;
  }

  private static <T> Optional<T> either(Optional<T> a, Optional<T> b, BinaryOperator<T> join) {
    if (a.isPresent() && b.isPresent()) {
      return Optional.of(join.apply(a.get(), b.get()));
    }
    return a.isPresent() ? a : b;
  }

  private static SortedSet<String> union(SortedSet<String> a, SortedSet<String> b) {
    SortedSet<String> union = new TreeSet<>(a);
    union.addAll(b);
    return union;
  }

  private static SortedSet<String> intersection(SortedSet<String> a, SortedSet<String> b) {
    SortedSet<String> both = new TreeSet<>(a);
    both.retainAll(b);
    return both;
  }

  private static SortedSet<String> copy(SortedSet<String> set) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(set));
  }

  /** Equal numbers get equal representations, so that joins compare equal as records. */
  private static BigDecimal normal(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }
}
