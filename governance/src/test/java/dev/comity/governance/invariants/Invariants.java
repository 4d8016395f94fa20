package dev.comity.governance.invariants;

import dev.comity.core.Hash;
import dev.comity.governance.Derivation;
import dev.comity.governance.Effect;
import dev.comity.governance.Entry;
import dev.comity.governance.Honour;
import dev.comity.governance.Result;
import dev.comity.governance.RulesInForce;
import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.EmergencyState;
import dev.comity.governance.state.ForeignState;
import dev.comity.governance.state.MemberState;
import dev.comity.governance.state.ProposalState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.SanctionState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Between;
import dev.comity.governance.statement.Terms;
import dev.comity.rules.InForce;
import dev.comity.rules.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The invariants of the semantics, looked at after every entry. Each is said in its own words, by
 * other means than the reducer's where there are any.
 */
final class Invariants {
  private final Constitution constitution;

  Invariants(Constitution constitution) {
    this.constitution = constitution;
  }

  /** The first invariant that the step breaks. */
  Optional<String> broken(State before, Entry entry, Result result) {
    if (!(result instanceof Result.Applied applied)) {
      return Optional.empty();
    }
    State after = applied.next();
    if (after.size() != before.size() + 1 || applied.effects().isEmpty()) {
      return Optional.of("5: an entry is one step and says what it did");
    }
    return clock(before, after)
        .or(() -> recognition(before, after, entry))
        .or(() -> floor(before, after, applied.effects()))
        .or(() -> certificates(before, after, entry))
        .or(() -> proposals(before, after, entry))
        .or(() -> expiries(after))
        .or(() -> sanctions(before, after))
        .or(() -> panels(before, after))
        .or(() -> amendable(after));
  }

  /** 14. Time never goes back. */
  private static Optional<String> clock(State before, State after) {
    boolean back =
        before.now().isPresent()
            && (after.now().isEmpty() || after.now().get().isBefore(before.now().get()));
    return back ? Optional.of("14: now went back to " + after.now()) : Optional.empty();
  }

  /** 1. In force is never weaker than any baseline; and no baseline goes unless it is replaced. */
  private static Optional<String> floor(State before, State after, List<Effect> effects) {
    if (after.now().isEmpty()) {
      return Optional.empty();
    }
    boolean same =
        before.baselines() == after.baselines()
            && before.rulebooks() == after.rulebooks()
            && before.now().equals(after.now());
    if (same) {
      return Optional.empty();
    }
    boolean amended = effects.stream().anyMatch(e -> e instanceof Effect.CharterAmended);
    for (RulebookState baseline : before.baselines().values()) {
      boolean kept = after.baselines().containsKey(baseline.name());
      boolean replaced =
          after.baselines().values().stream()
              .anyMatch(b -> b.sameSeries(baseline) && b.index() > baseline.index());
      if (!kept && !replaced && !amended) {
        return Optional.of("1: the baseline " + baseline.name() + " is gone");
      }
    }
    InForce rules = RulesInForce.of(after);
    for (RulebookState baseline : after.baselines().values()) {
      InForce alone = (InForce) InForce.join(List.of(baseline.compiled()), rules.at());
      for (var limit : alone.limits().entrySet()) {
        Limit joined = rules.limits().getOrDefault(limit.getKey(), Limit.NONE);
        if (!joined.join(limit.getValue()).equals(joined)) {
          return Optional.of("1: weaker than " + baseline.name() + " in " + limit.getKey());
        }
      }
    }
    return Optional.empty();
  }

  /** 2, 3 and 5. */
  private static Optional<String> certificates(State before, State after, Entry entry) {
    if (before.certificates() != after.certificates()) {
      for (CertificateState certificate : after.certificates().values()) {
        CertificateState was = before.certificates().get(certificate.id());
        if (certificate != was) {
          Optional<String> broken = changed(was, certificate, entry);
          if (broken.isPresent()) {
            return broken;
          }
        }
      }
    }
    boolean same =
        before.certificates() == after.certificates()
            && before.systems() == after.systems()
            && before.evidence() == after.evidence()
            && before.rulebooks() == after.rulebooks()
            && before.baselines() == after.baselines()
            && before.sanctions() == after.sanctions()
            && before.emergencies() == after.emergencies()
            && before.charter().equals(after.charter())
            && before.now().equals(after.now());
    return same ? Optional.empty() : live(after);
  }

  private static Optional<String> changed(
      @org.jspecify.annotations.Nullable CertificateState was, CertificateState now, Entry entry) {
    if (was != null && !was.status().live() && was.status() != now.status()) {
      return Optional.of("3: " + now.system() + " was " + was.status() + ", is " + now.status());
    }
    if (was != null && was.status() == now.status()) {
      return was.history().equals(now.history())
          ? Optional.empty()
          : Optional.of("5: the history of " + now.system() + " changed without its status");
    }
    CertificateState.Step last = now.history().get(now.history().size() - 1);
    int earlier = was == null ? 0 : was.history().size();
    boolean one =
        last.index() == entry.index()
            && last.status() == now.status()
            && now.history().size() == earlier + 1;
    return one
        ? Optional.empty()
        : Optional.of("5: " + now.system() + " changed, and its history does not name the entry");
  }

  private static Optional<String> live(State after) {
    for (CertificateState certificate : after.certificates().values()) {
      if (certificate.status().live()) {
        Derivation derived = Derivation.derive(after, after.request(certificate.request()));
        if (certificate.status().compareTo(derived.status().orElse(certificate.status())) < 0) {
          return Optional.of(
              "2: "
                  + certificate.system()
                  + " is "
                  + certificate.status()
                  + " although the rules carry only "
                  + derived.status().orElseThrow());
        }
        if (!derived.scope().containsAll(certificate.scope())) {
          return Optional.of("2: " + certificate.system() + " covers more than it may");
        }
        if (certificate.validUntil().isBefore(after.time())) {
          return Optional.of("2: " + certificate.system() + " has expired and lives");
        }
      }
    }
    return Optional.empty();
  }

  /** 8 and 9. */
  private static Optional<String> proposals(State before, State after, Entry entry) {
    if (before.proposals() == after.proposals()) {
      return Optional.empty();
    }
    for (ProposalState was : before.proposals().values()) {
      ProposalState now = after.proposals().get(was.id());
      if (now == null || (was.status().terminal() && !was.equals(now))) {
        return Optional.of("9: a closed result changed: " + was.status());
      }
    }
    for (ProposalState now : after.proposals().values()) {
      if (now != before.proposals().get(now.id()) && !now.status().terminal()) {
        Optional<String> broken = count(now, before.proposals().get(now.id()), entry);
        if (broken.isPresent()) {
          return broken;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> count(
      ProposalState now, @org.jspecify.annotations.Nullable ProposalState was, Entry entry) {
    ProposalState.Tally tally = new ProposalState.Tally(0, 0, 0);
    for (var ballot : now.ballots().entrySet()) {
      Long weight = now.electorate().get(ballot.getKey());
      if (weight == null) {
        return Optional.of("8: somebody outside the electorate is counted");
      }
      tally = tally.plus(ballot.getValue().choice(), weight);
    }
    if (!tally.equals(now.tally())) {
      return Optional.of("8: counted " + now.tally() + " where one ballot each makes " + tally);
    }
    boolean frozen =
        was == null
            || (was.electorate().equals(now.electorate())
                && was.thresholds().equals(now.thresholds())
                && was.quorum().equals(now.quorum())
                && was.total() == now.total());
    if (!frozen) {
      return Optional.of("9: the rule or electorate of an open vote changed");
    }
    boolean unnoticed =
        was != null
            && was.status() == ProposalState.Status.OPEN
            && now.status() != was.status()
            && !now.closed().equals(Optional.of(entry.index()));
    return unnoticed ? Optional.of("5: a vote closed at no entry") : Optional.empty();
  }

  /** 10. */
  private static Optional<String> expiries(State after) {
    if (after.now().isEmpty()) {
      return Optional.empty();
    }
    Instant now = after.time();
    for (EmergencyState emergency : after.emergencies().values()) {
      if (!emergency.lapsed() && !emergency.until().isAfter(now)) {
        return Optional.of("10: the emergency about " + emergency.target() + " outlives its end");
      }
      boolean bound =
          emergency.body().system().isPresent()
              && after.systems().containsKey(emergency.body().system().get())
              && after.system(emergency.body().system().get()).holds().contains(emergency.id());
      if (emergency.lapsed() && bound) {
        return Optional.of("10: a lapsed emergency still binds " + emergency.target());
      }
    }
    for (MemberState member : after.members().values()) {
      for (String role : Terms.SPECIAL_ROLES) {
        MemberState.Grant grant = member.roles().get(role);
        if (grant != null && (grant.until().isEmpty() || !grant.until().get().isAfter(now))) {
          return Optional.of("10: " + Cast.name(member.party()) + " stays " + role + " for ever");
        }
      }
    }
    return Optional.empty();
  }

  /** 11, first half. */
  private static Optional<String> sanctions(State before, State after) {
    if (before.sanctions() == after.sanctions() && before.systems() == after.systems()) {
      return Optional.empty();
    }
    for (SanctionState sanction : after.sanctions().values()) {
      boolean inEffect =
          sanction.status() == SanctionState.Status.IMPOSED
              || sanction.status() == SanctionState.Status.FINAL;
      if (sanction.level() > 3 && inEffect && !heard(after, sanction)) {
        return Optional.of("11: level " + sanction.level() + " took effect unheard");
      }
      boolean binds = after.system(sanction.system()).holds().contains(sanction.id());
      boolean early = sanction.status() == SanctionState.Status.NOTICED && sanction.level() > 3;
      SanctionState was = before.sanctions().get(sanction.id());
      boolean raised = was != null && was.level() < sanction.level();
      boolean bound =
          was != null && before.system(sanction.system()).holds().contains(sanction.id());
      if (binds && early && !sanction.redLine() && !raised && !bound) {
        return Optional.of("11: level " + sanction.level() + " binds before it was heard");
      }
      if (binds && sanction.status().over()) {
        return Optional.of("11: a sanction that is over still binds " + sanction.system());
      }
    }
    return Optional.empty();
  }

  /** A case that began at an earlier entry, with notice, upheld it by a majority. */
  private static boolean heard(State after, SanctionState sanction) {
    return sanction
        .panelCase()
        .map(after.cases()::get)
        .flatMap(CaseState::result)
        .filter(result -> !result.lapsed())
        .filter(result -> result.verdict() == dev.comity.governance.statement.Loop.Verdict.UPHELD)
        .filter(result -> result.index() > sanction.index())
        .isPresent();
  }

  /** 11, second half: nobody judges twice in one matter, nor in their own. */
  private static Optional<String> panels(State before, State after) {
    if (before.cases() == after.cases()) {
      return Optional.empty();
    }
    for (CaseState one : after.cases().values()) {
      if (one == before.cases().get(one.id())) {
        continue;
      }
      Set<String> involved = new TreeSet<>(one.complainant().stream().toList());
      involved.add(one.respondent());
      involved.add(after.operator());
      if (one.panel().stream().anyMatch(involved::contains)) {
        return Optional.of("11: somebody judges their own case");
      }
      for (CaseState other : after.cases().values()) {
        boolean both =
            other != one
                && other.subject().equals(one.subject())
                && other.panel().stream().anyMatch(one.panel()::contains);
        if (both) {
          return Optional.of("11: two panels in one matter share a seat: " + one + " and " + other);
        }
      }
    }
    return Optional.empty();
  }

  /** 4 and 13. */
  private Optional<String> recognition(State before, State after, Entry entry) {
    if (entry.statement().body() instanceof Between
        && before.certificates() != after.certificates()) {
      return Optional.of("13: what another community does changed a certificate here");
    }
    for (ForeignState foreign : after.foreign().values()) {
      Honour honour = constitution.honour(after, foreign);
      var recognised = after.recognitions().get(foreign.log());
      Set<String> allowed = new TreeSet<>(foreign.scope());
      if (recognised == null) {
        allowed.clear();
      } else if (!recognised.terms().scope().contains("*")) {
        allowed.retainAll(recognised.terms().scope());
      }
      if (!allowed.containsAll(honour.scope())) {
        return Optional.of("4: honoured in " + honour.scope() + ", allowed in " + allowed);
      }
      boolean honoured =
          honour.standing() == Honour.Standing.HONOURED
              || honour.standing() == Honour.Standing.OPEN;
      boolean stands =
          (foreign.status().equals("active") || foreign.status().equals("conditional"))
              && after.time().isBefore(foreign.validUntil())
              && after.time().isBefore(foreign.importedAt().plus(Duration.ofDays(25)));
      if (honoured && !stands) {
        return Optional.of("4: honoured although it is suspended at home, expired or stale");
      }
    }
    return Optional.empty();
  }

  /** 12. */
  private Optional<String> amendable(State after) {
    if (after.charter().isEmpty()) {
      return Optional.empty();
    }
    return constitution.electorate(after).total() > 0
        ? Optional.empty()
        : Optional.of("12: nobody could ever amend the charter");
  }

  /** 7. What is said a second time changes nothing. */
  Optional<String> twice(State after, Entry again) {
    Result result = constitution.reduce(after, again);
    return result instanceof Result.Applied
        ? Optional.of("7: a duplicate was admitted")
        : Optional.empty();
  }

  /** 6. */
  static Optional<String> replayed(Hash digest, Hash again) {
    return digest.equals(again)
        ? Optional.empty()
        : Optional.of("6: replayed, the same entries give another state");
  }
}
