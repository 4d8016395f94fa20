package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.governance.statement.Loop;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Something that a panel decides.
 *
 * @param subject what is contested: concern, sanction, case, proposal or evidence
 * @param complainant who contests, or empty: the rules themselves
 * @param respondent who answers for it
 * @param panel drawn after the opening entry; empty until then
 * @param barred who sat on an earlier panel in the same matter, or has a conflict
 * @param rulings by panelist
 * @param redrawn the silent seats were filled again once
 */
public record CaseState(
    Hash id,
    long index,
    Matter matter,
    Hash subject,
    String system,
    Optional<String> complainant,
    String respondent,
    List<String> panel,
    SortedSet<String> barred,
    SortedMap<String, Vote> rulings,
    boolean redrawn,
    Optional<Instant> ruleBy,
    Optional<Result> result) {
  public CaseState {
    panel = List.copyOf(panel);
    barred = Collections.unmodifiableSortedSet(new TreeSet<>(barred));
    rulings = Collections.unmodifiableSortedMap(new TreeMap<>(rulings));
  }

  /** What is at stake. */
  public enum Matter {
    SANCTION,
    APPEAL,
    CURE,
    RESPONSE,
    VETO,
    EVIDENCE
  }

  /** One panelist's ruling. */
  public record Vote(long index, Loop.Verdict verdict, List<String> cut) {
    public Vote {
      cut = List.copyOf(cut);
    }
  }

  /** How the case ended: by a majority, or (lapsed) for want of one. */
  public record Result(long index, Loop.Verdict verdict, boolean lapsed) {}

  public CaseState drawn(List<String> seats, Instant by, boolean again) {
    return new CaseState(
        id,
        index,
        matter,
        subject,
        system,
        complainant,
        respondent,
        seats,
        barred,
        rulings,
        again,
        Optional.of(by),
        result);
  }

  public CaseState ruled(String panelist, Vote vote) {
    SortedMap<String, Vote> more = new TreeMap<>(rulings);
    more.put(panelist, vote);
    return new CaseState(
        id,
        index,
        matter,
        subject,
        system,
        complainant,
        respondent,
        panel,
        barred,
        more,
        redrawn,
        ruleBy,
        result);
  }

  public CaseState with(SortedMap<String, Vote> votes) {
    return new CaseState(
        id,
        index,
        matter,
        subject,
        system,
        complainant,
        respondent,
        panel,
        barred,
        votes,
        redrawn,
        ruleBy,
        result);
  }

  public CaseState ended(Result how) {
    return new CaseState(
        id,
        index,
        matter,
        subject,
        system,
        complainant,
        respondent,
        panel,
        barred,
        rulings,
        redrawn,
        ruleBy,
        Optional.of(how));
  }
}
