package dev.comity.governance.record;

import dev.comity.core.Hash;
import dev.comity.governance.record.CommunityFacts.Contest;
import dev.comity.governance.record.CommunityFacts.UnderCertificate;
import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.IncidentState;
import dev.comity.governance.state.SanctionState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * What the log holds about the community's own work. Its decisions are requests decided, proposals
 * closed, sanctions that are past their notice, and rulings on answers, cures and evidence; what
 * can be contested of them are sanctions, by their provider, and vetoes.
 */
final class CommunityInLog {
  private final State state;
  private final LongFunction<Instant> timeAt;

  CommunityInLog(State state, LongFunction<Instant> timeAt) {
    this.state = state;
    this.timeAt = timeAt;
  }

  CommunityFacts facts() {
    Instant now = Responses.now(state);
    SortedMap<Hash, Contest> contests = contests();
    return new CommunityFacts(
        state.origin(),
        state.concerns().values().stream().map(c -> Responses.waited(c, now)).toList(),
        certificates(),
        decisions(contests),
        List.copyOf(contests.values()),
        state.incidents().values().stream()
            .filter(i -> state.system(i.body().system()).request().isPresent())
            .map(this::underCertificate)
            .toList());
  }

  private Map<String, Integer> certificates() {
    Map<String, Integer> counts = new TreeMap<>();
    for (CertificateState certificate : state.certificates().values()) {
      counts.merge(certificate.status().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
    }
    return counts;
  }

  /** By what is contested: an appeal or a veto's case can be opened once. */
  private SortedMap<Hash, Contest> contests() {
    SortedMap<Hash, Contest> contests = new TreeMap<>();
    for (CaseState one : state.cases().values()) {
      if (one.matter() == CaseState.Matter.APPEAL || one.matter() == CaseState.Matter.VETO) {
        contests.put(one.subject(), contest(one.result()));
      }
    }
    return contests;
  }

  private static Contest contest(Optional<CaseState.Result> result) {
    return result
        .map(CaseState.Result::verdict)
        .map(v -> v == Loop.Verdict.OVERTURNED ? Contest.OVERTURNED : Contest.UPHELD)
        .orElse(Contest.PENDING);
  }

  /** Whatever was contested had been decided, whatever became of it since. */
  private int decisions(Map<Hash, Contest> contests) {
    TreeSet<Hash> decided = new TreeSet<>(contests.keySet());
    state.requests().values().stream()
        .filter(request -> request.decidedAt().isPresent())
        .forEach(request -> decided.add(request.id()));
    state.proposals().values().stream()
        .filter(proposal -> proposal.closed().isPresent())
        .forEach(proposal -> decided.add(proposal.id()));
    state.sanctions().values().stream()
        .filter(sanction -> sanction.status() != SanctionState.Status.NOTICED)
        .forEach(sanction -> decided.add(sanction.id()));
    state.cases().values().stream()
        .filter(one -> one.result().isPresent() && apart(one.matter()))
        .forEach(one -> decided.add(one.id()));
    return decided.size();
  }

  /** Whether the panel's ruling is a decision of its own, not one on or behind another's. */
  private static boolean apart(CaseState.Matter matter) {
    return switch (matter) {
      case CURE, RESPONSE, EVIDENCE -> true;
      case SANCTION, APPEAL, VETO -> false;
    };
  }

  private UnderCertificate underCertificate(IncidentState incident) {
    boolean stood = incident.standing().filter(CertificateState.Status::valid).isPresent();
    return stood ? stood(incident) : new UnderCertificate.DidNotStand();
  }

  /** From the report to the entry that ended the certificate's standing; until now without one. */
  private UnderCertificate stood(IncidentState incident) {
    List<Long> ends = new ArrayList<>();
    for (CertificateState certificate : state.certificates().values()) {
      if (certificate.system().equals(incident.body().system())
          && certificate.validAt(incident.index() - 1)) {
        certificate.history().stream()
            .filter(step -> step.index() >= incident.index() && !step.status().valid())
            .findFirst()
            .ifPresent(step -> ends.add(step.index()));
      }
    }
    Instant end =
        ends.isEmpty()
            ? Responses.now(state)
            : timeAt.apply(ends.stream().min(Long::compare).get());
    return new UnderCertificate.Stood(
        new ResponseTimes.Case(Duration.between(incident.at(), end), !ends.isEmpty()));
  }
}
