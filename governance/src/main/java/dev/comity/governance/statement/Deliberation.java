package dev.comity.governance.statement;

import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.rules.Bilingual;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/** How members change their community. */
public sealed interface Deliberation extends Body {
  /**
   * Proposes changes, all or none; or, with several options, lets the members rank them.
   *
   * @param conflicted parties that the proposer holds to be conflicted, for all to see; it binds
   *     nobody but the proposer itself, or naming opponents would silence them
   * @param content SHA-256 of the canonical JSON of {@code options}: what ballots refer to
   */
  record Propose(Bilingual title, List<Alternative> options, List<String> conflicted, Hash content)
      implements Deliberation {
    public Propose {
      options = List.copyOf(options);
      conflicted = List.copyOf(conflicted);
    }
  }

  /** One way to go; a simple proposal has a single one. */
  record Alternative(String name, List<Action> actions) {
    public Alternative {
      actions = List.copyOf(actions);
    }
  }

  /** What a proposal does when it is executed. */
  sealed interface Action {
    /** Changes the charter by a JSON merge patch (RFC 7396) of its optional sections. */
    record AmendCharter(Json changes) implements Action {}

    /**
     * Gives a tabled rulebook version its standing.
     *
     * @param from the first day in force; the text's own when empty
     * @param grace how long certificates that it no longer carries stay conditional
     */
    record AdoptRulebook(
        String rulebook,
        String version,
        Standing standing,
        Optional<LocalDate> from,
        Optional<Period> grace)
        implements Action {}

    /** Takes a rulebook version of the community's own out of force. */
    record RetireRulebook(String rulebook, String version) implements Action {}

    /** Lets a party in. */
    record Admit(
        String party, List<String> roles, Optional<String> memberClass, Optional<Instant> until)
        implements Action {
      public Admit {
        roles = List.copyOf(roles);
      }
    }

    /** Gives a member a role. */
    record Grant(String party, String role, Optional<Instant> until) implements Action {}

    /** Takes a role from a member. */
    record Revoke(String party, String role) implements Action {}

    /** Takes every role from a member. */
    record Expel(String party) implements Action {}

    /** Recognises another community. */
    record Recognise(Between.Recognise terms) implements Action {}

    /** Ends a recognition. */
    record EndRecognition(String log) implements Action {}

    /** Lets an emergency measure go on for as long again as it was declared for. */
    record RenewEmergency(Hash emergency) implements Action {}
  }

  /** What a vote makes of a rulebook version. */
  enum Standing {
    TRIAL,
    IN_FORCE
  }

  /**
   * A vote; the last one of a member counts.
   *
   * @param content what the voter saw, see {@link Propose#content}
   * @param ranking the options from the best on, for proposals with several; else empty
   */
  record Ballot(
      Hash proposal, Hash content, Choice choice, List<String> ranking, boolean conflictOfInterest)
      implements Deliberation {
    public Ballot {
      ranking = List.copyOf(ranking);
    }
  }

  /** What a ballot says. */
  enum Choice {
    YES,
    NO,
    ABSTAIN
  }

  /**
   * Stops a passed proposal, or the recovery of one's own key.
   *
   * @param clause the rule that it rests on: {@code <rulebook>/<requirement>}; for a recovery
   *     anything
   */
  record Veto(Hash subject, String clause, String text) implements Deliberation {}

  /**
   * Suspends a system's certificate, or puts a tabled rulebook into force beside the others, for a
   * while.
   */
  record Emergency(
      Optional<String> system,
      Optional<String> rulebook,
      Optional<String> version,
      int days,
      String text)
      implements Deliberation {}
}
