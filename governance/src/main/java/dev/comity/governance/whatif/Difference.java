package dev.comity.governance.whatif;

import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.governance.state.CertificateState.Status;
import dev.comity.governance.state.SanctionState;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where two worlds differ after all due decisions: {@code before} is the one that the log tells of,
 * {@code after} the supposed one.
 *
 * @param from the entry after which the change is supposed to have been in force
 * @param entries how many entries were compared
 * @param deadlines what falls due at other times, or in one world only
 * @param missed clocks that ran out at other times, or in one world only
 * @param caught incidents with systems that could be relied on then, and could not be after
 * @param letThrough the other way round
 * @param blocked systems without any incident that at some moment could no longer be relied on: the
 *     price
 * @param refused entries that would not have been admitted
 */
public record Difference(
    long from,
    long entries,
    List<Certificate> certificates,
    List<Sanction> sanctions,
    List<Clock> deadlines,
    List<Clock> missed,
    List<Incident> caught,
    List<Incident> letThrough,
    List<Blocked> blocked,
    List<Refused> refused) {
  public Difference {
    certificates = List.copyOf(certificates);
    sanctions = List.copyOf(sanctions);
    deadlines = List.copyOf(deadlines);
    missed = List.copyOf(missed);
    caught = List.copyOf(caught);
    letThrough = List.copyOf(letThrough);
    blocked = List.copyOf(blocked);
    refused = List.copyOf(refused);
  }

  /** A certificate that is another, or is there in one world only. */
  public record Certificate(
      String system, String id, Optional<Standing> before, Optional<Standing> after) {}

  /** How a certificate stands at the end; {@code remedies} by requirement. */
  public record Standing(
      Status status, Instant validUntil, SortedMap<String, Instant> remedies, List<String> scope) {
    public Standing {
      remedies = Collections.unmodifiableSortedMap(new TreeMap<>(remedies));
      scope = List.copyOf(scope);
    }
  }

  /** A sanction of one cause; {@code index} is the causing entry. */
  public record Sanction(
      long index,
      String system,
      String trigger,
      Optional<Imposed> before,
      Optional<Imposed> after) {}

  /** How a sanction stands at the end. */
  public record Imposed(Hash id, int level, SanctionState.Status status, Optional<Instant> by) {}

  /**
   * A clock: times at which it falls due, or ran out. {@code kind} is that of a deadline, or an
   * effect's type.
   */
  public record Clock(String kind, String subject, List<Instant> before, List<Instant> after) {
    public Clock {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /** A reported incident; the certificate's status just before its entry, if there was one. */
  public record Incident(
      long index,
      Hash id,
      String system,
      int severity,
      Instant at,
      Optional<Status> before,
      Optional<Status> after) {}

  /** A system that from entry {@code index} on could first not be relied on, and was before. */
  public record Blocked(String system, long index, Instant at, Optional<Status> after) {}

  /** Entries refused for one reason: how many, and the first ones. */
  public record Refused(String code, long count, List<Long> first) {
    public Refused {
      first = List.copyOf(first);
    }
  }

  /** Whether the change makes none at all. */
  public boolean none() {
    return certificates.isEmpty()
        && sanctions.isEmpty()
        && deadlines.isEmpty()
        && missed.isEmpty()
        && caught.isEmpty()
        && letThrough.isEmpty()
        && blocked.isEmpty()
        && refused.isEmpty();
  }

  /** Every field by its name; what is not there is left out. */
  public Json.Obj toJson() {
    return DifferenceJson.of(this);
  }
}
