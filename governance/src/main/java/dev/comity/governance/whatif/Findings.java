package dev.comity.governance.whatif;

import dev.comity.governance.Effect;
import dev.comity.governance.Entry;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.CommitmentState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Loop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects on the way what the last two states do not tell any more. */
final class Findings {
  /** Of refused entries, so many are named. */
  private static final int NAMED = 20;

  private final List<Difference.Incident> caught = new ArrayList<>();
  private final List<Difference.Incident> letThrough = new ArrayList<>();
  private final Map<String, Difference.Blocked> blocked = new TreeMap<>();
  private final TreeSet<String> withIncidents = new TreeSet<>();
  private final Map<String, List<Instant>> missedHere = new TreeMap<>();
  private final Map<String, List<Instant>> missedThere = new TreeMap<>();
  private final Map<String, Long> refusals = new TreeMap<>();
  private final Map<String, List<Long>> refusedFirst = new TreeMap<>();

  /** Before the entry: what the reported system could be relied on for. */
  void incident(Entry entry, State here, State there) {
    if (!(entry.statement().body() instanceof Loop.Incident incident)) {
      return;
    }
    withIncidents.add(incident.system());
    boolean before = relied(here, incident.system());
    boolean after = relied(there, incident.system());
    if (before != after) {
      (before ? caught : letThrough)
          .add(
              new Difference.Incident(
                  entry.index(),
                  entry.statement().id(),
                  incident.system(),
                  incident.severity(),
                  here.time(),
                  certificate(here, incident.system()).map(CertificateState::status),
                  certificate(there, incident.system()).map(CertificateState::status)));
    }
  }

  private static Optional<CertificateState> certificate(State state, String system) {
    return Optional.ofNullable(state.systems().get(system))
        .flatMap(held -> held.request())
        .flatMap(id -> Optional.ofNullable(state.requests().get(id)))
        .flatMap(request -> Optional.ofNullable(state.certificates().get(request.certificateId())));
  }

  private static boolean relied(State state, String system) {
    return certificate(state, system).filter(c -> c.honoured(state.time())).isPresent();
  }

  /** Looks at the systems whose certificates changed. */
  void compare(List<Effect> effects, State here, State there, long index) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.CertificateChanged changed) {
        block(changed.system(), here, there, index);
      }
    }
  }

  void block(String system, State here, State there, long index) {
    if (!blocked.containsKey(system) && relied(here, system) && !relied(there, system)) {
      Optional<CertificateState.Status> after =
          certificate(there, system).map(CertificateState::status);
      blocked.put(system, new Difference.Blocked(system, index, here.time(), after));
    }
  }

  /** Clocks that ran out. */
  void clocks(List<Effect> effectsHere, List<Effect> effectsThere, State here, State there) {
    missed(effectsHere, here.time(), missedHere);
    missed(effectsThere, there.time(), missedThere);
  }

  private static void missed(
      List<Effect> effects, Instant at, Map<String, List<Instant>> collected) {
    for (Effect effect : effects) {
      ranOut(effect)
          .ifPresent(
              subject ->
                  collected
                      .computeIfAbsent(effect.type() + " " + subject, key -> new ArrayList<>())
                      .add(at));
    }
  }

  private static Optional<String> ranOut(Effect effect) {
    return switch (effect) {
      case Effect.RemedyMissed e -> Optional.of(e.certificate());
      case Effect.ResponseMissed e -> Optional.of(e.concern().hex());
      case Effect.ClockMissed e ->
          Optional.of(e.stage().name().toLowerCase(Locale.ROOT) + " " + e.concern().hex());
      case Effect.CommitmentSettled e when e.standing() == CommitmentState.Standing.BROKEN ->
          Optional.of(e.commitment().hex());
      default -> Optional.empty();
    };
  }

  void refused(String code, long index) {
    refusals.merge(code, 1L, Long::sum);
    List<Long> first = refusedFirst.computeIfAbsent(code, key -> new ArrayList<>());
    if (first.size() < NAMED) {
      first.add(index);
    }
  }

  Difference difference(long from, long entries, State here, State there) {
    return new Difference(
        from,
        entries - from - 1,
        Comparison.certificates(here, there),
        Comparison.sanctions(here, there),
        Comparison.deadlines(here, there),
        Comparison.clocks(missedHere, missedThere),
        caught,
        letThrough,
        blocked.values().stream().filter(b -> !withIncidents.contains(b.system())).toList(),
        refusals.entrySet().stream()
            .map(
                one ->
                    new Difference.Refused(
                        one.getKey(),
                        one.getValue(),
                        refusedFirst.getOrDefault(one.getKey(), List.of())))
            .toList());
  }
}
