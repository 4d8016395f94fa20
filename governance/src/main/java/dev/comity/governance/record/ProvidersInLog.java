package dev.comity.governance.record;

import dev.comity.governance.record.ProviderFacts.Commitment;
import dev.comity.governance.record.ProviderFacts.ConcernOutcome;
import dev.comity.governance.state.CommitmentState;
import dev.comity.governance.state.ConcernState;
import dev.comity.governance.state.ConcernState.Step;
import dev.comity.governance.state.SanctionState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Loop;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the log holds about whoever has registered a system. */
final class ProvidersInLog {
  private final State state;
  private final Controllers controllers;

  ProvidersInLog(State state) {
    this.state = state;
    this.controllers = Controllers.of(state);
  }

  List<ProviderFacts> facts() {
    Set<String> providers = new TreeSet<>();
    state.systems().values().stream().map(SystemState::provider).forEach(providers::add);
    return providers.stream().map(this::facts).toList();
  }

  private ProviderFacts facts(String provider) {
    List<ConcernState> concerns =
        state.concerns().values().stream()
            .filter(concern -> provides(provider, concern.body().system()))
            .toList();
    return new ProviderFacts(
        provider,
        controllers.of(provider),
        incidents(provider),
        concerns.stream().map(this::concern).toList(),
        state.commitments().values().stream()
            .filter(pledge -> pledge.party().equals(provider))
            .map(ProvidersInLog::commitment)
            .toList(),
        Math.toIntExact(concerns.stream().filter(ConcernState::overdue).count()),
        sanctions(provider));
  }

  private boolean provides(String provider, String system) {
    return state.system(system).provider().equals(provider);
  }

  private List<Incident> incidents(String provider) {
    return state.incidents().values().stream()
        .filter(incident -> provides(provider, incident.body().system()))
        .filter(incident -> controllers.fromOutside(state, incident))
        .map(Controllers::incident)
        .toList();
  }

  private List<Integer> sanctions(String provider) {
    return state.sanctions().values().stream()
        .filter(sanction -> sanction.provider().equals(provider))
        .filter(sanction -> imposed(sanction.status()))
        .map(SanctionState::level)
        .toList();
  }

  private static boolean imposed(SanctionState.Status status) {
    return switch (status) {
      case IMPOSED, FINAL, CURED -> true;
      case NOTICED, LIFTED -> false;
    };
  }

  private static Commitment commitment(CommitmentState pledge) {
    return switch (pledge.standing()) {
      case OPEN -> Commitment.OPEN;
      case KEPT -> Commitment.KEPT;
      case BROKEN -> Commitment.BROKEN;
      case LATE -> Commitment.LATE;
    };
  }

  private ProviderFacts.Concern concern(ConcernState concern) {
    return new ProviderFacts.Concern(
        outcome(concern, concern.steps()), Responses.waited(concern, Responses.now(state)));
  }

  /** The last of {@code steps} counts; closing is none, so what it closed counts. */
  private ConcernOutcome outcome(ConcernState concern, List<Step> steps) {
    Step last = steps.getLast();
    return switch (last.stage()) {
      case RAISED, ACKNOWLEDGED, ASSESSED -> ConcernOutcome.OPEN;
      case ANSWERED -> answered(concern);
      case REMEDIATED -> ConcernOutcome.REMEDIATED;
      case VERIFIED -> ConcernOutcome.VERIFIED;
      case REJECTED ->
          overturned(concern, last.index()) ? ConcernOutcome.OVERTURNED : answered(concern);
      case CONTESTED -> ConcernOutcome.CONTESTED;
      case CLOSED -> closed(concern, steps.subList(0, steps.size() - 1));
    };
  }

  private ConcernOutcome closed(ConcernState concern, List<Step> before) {
    ConcernOutcome outcome = outcome(concern, before);
    return outcome == ConcernOutcome.CONTESTED ? ConcernOutcome.UPHELD : outcome;
  }

  private static ConcernOutcome answered(ConcernState concern) {
    Body.ResponseOutcome answer = concern.answer().orElseThrow().body().outcome();
    return switch (answer) {
      case ACKNOWLEDGED, ASSESSED -> ConcernOutcome.OPEN;
      case ACCEPTED -> ConcernOutcome.ACCEPTED;
      case PARTLY -> ConcernOutcome.PARTLY_ACCEPTED;
      case REFUSED -> ConcernOutcome.REFUSED;
    };
  }

  /** Whether the answer was turned down by a panel, not the remedy by whoever checked it. */
  private boolean overturned(ConcernState concern, long at) {
    return state.cases().values().stream()
        .filter(one -> one.subject().equals(concern.id()))
        .flatMap(one -> one.result().stream())
        .anyMatch(r -> r.index() == at && r.verdict() == Loop.Verdict.OVERTURNED);
  }
}
