package dev.comity.rules;

import dev.comity.core.Measurement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The evidence of one decision by what it speaks of, the newest first. */
final class EvidenceIndex {
  private static final Comparator<Evidence> NEWEST_FIRST =
      Comparator.comparing(Evidence::at)
          .thenComparingInt(evidence -> evidence.ref().length())
          .thenComparing(Evidence::ref)
          .reversed();

  private final Map<Reference, List<Evidence>> byReference = new HashMap<>();
  private final Instant now;

  /** Evidence from after {@code now} does not exist yet. References must be unique. */
  EvidenceIndex(Collection<Evidence> evidence, Instant now) {
    this.now = now;
    Set<String> refs = new HashSet<>();
    for (Evidence one : evidence) {
      if (!refs.add(one.ref())) {
        throw new IllegalArgumentException("two pieces of evidence are called " + one.ref());
      }
      if (!one.at().isAfter(now)) {
        one.metrics().keySet().forEach(id -> add(Need.Kind.METRIC, id, one));
        one.facts().keySet().forEach(name -> add(Need.Kind.FACT, name, one));
      }
    }
    byReference.values().forEach(list -> list.sort(NEWEST_FIRST));
  }

  private void add(Need.Kind kind, String id, Evidence evidence) {
    byReference.computeIfAbsent(new Reference(kind, id), r -> new ArrayList<>()).add(evidence);
  }

  /** What {@link #choose} gives. */
  sealed interface Choice {
    record Found(Evidence evidence) implements Choice {}

    record None(Reason reason) implements Choice {}
  }

  /** The newest evidence that meets the need, or how far the best of the others came. */
  Choice choose(CompiledRequirement.CompiledNeed compiled) {
    Need need = compiled.need();
    Reason best = Reason.MISSING;
    for (Evidence one :
        byReference.getOrDefault(new Reference(need.kind(), need.id()), List.of())) {
      Optional<Reason> obstacle = obstacle(one, compiled);
      if (obstacle.isEmpty()) {
        return new Choice.Found(one);
      }
      best = obstacle.get().compareTo(best) > 0 ? obstacle.get() : best;
    }
    return new Choice.None(best);
  }

  private Optional<Reason> obstacle(Evidence evidence, CompiledRequirement.CompiledNeed compiled) {
    Need need = compiled.need();
    if (need.maxAge().isPresent()
        && evidence
            .at()
            .atOffset(ZoneOffset.UTC)
            .plus(need.maxAge().get())
            .toInstant()
            .isBefore(now)) {
      return Optional.of(Reason.STALE);
    }
    if (evidence.independence().compareTo(need.independence()) < 0) {
      return Optional.of(Reason.NOT_INDEPENDENT);
    }
    Optional<Measurement> measured = Optional.ofNullable(evidence.metrics().get(need.id()));
    boolean fits =
        compiled.where().isEmpty()
            || compiled.where().get().evaluate(Inputs.of(evidence, measured)) == Truth.Known.TRUE;
    return fits ? Optional.empty() : Optional.of(Reason.TOO_SMALL);
  }
}
