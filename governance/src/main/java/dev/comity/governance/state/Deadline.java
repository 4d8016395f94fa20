package dev.comity.governance.state;

import dev.comity.core.Hash;
import java.time.Instant;
import java.util.Comparator;

/**
 * Something that falls due; fires at the first clock not before {@code at}, ordered by time, then
 * by causing entry.
 */
public record Deadline(Instant at, long causeIndex, Kind kind, String subject)
    implements Comparable<Deadline> {
  private static final Comparator<Deadline> ORDER =
      Comparator.comparing(Deadline::at)
          .thenComparingLong(Deadline::causeIndex)
          .thenComparing(Deadline::kind)
          .thenComparing(Deadline::subject);

  /** What falls due. */
  public enum Kind {
    /** subject: certificate id. */
    REMEDY,
    /** subject: certificate id. */
    EXPIRY,
    /** subject: concern id in hex. */
    RESPONSE,
    /** A rulebook begins or ceases to count. subject: rulebook id and version. */
    RULES_TURN,
    /** A vote ends. subject: proposal id in hex; the same for the next. */
    VOTE_END,
    EXECUTION,
    /** A role expires. subject: role and party. */
    ROLE_END,
    /** subject: emergency id in hex. */
    EMERGENCY_END,
    /** A clock of the public loop. subject: stage and concern id in hex. */
    STAGE,
    /** subject: commitment id in hex. */
    COMMITMENT,
    /** The horizon of a forecast. subject: its attestation's id in hex. */
    FORECAST,
    /** A corrective action is due, or a revocation becomes final. subject: sanction id in hex. */
    SANCTION,
    /** A panel is drawn. subject: case id in hex; the same for the next. */
    PANEL,
    RULING,
    /** subject: party. */
    RECOVERY,
    /** subject: log. */
    RECOGNITION_END
  }

  /** The same for a subject that is a hash. */
  public static Deadline of(Instant at, long causeIndex, Kind kind, Hash subject) {
    return new Deadline(at, causeIndex, kind, subject.hex());
  }

  @Override
  public int compareTo(Deadline other) {
    return ORDER.compare(this, other);
  }
}
