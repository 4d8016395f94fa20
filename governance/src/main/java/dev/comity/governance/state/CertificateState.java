package dev.comity.governance.state;

import dev.comity.core.Hash;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A certificate: an output of the reducer.
 *
 * @param index the entry of the decision that it rests on
 * @param issuedAt log time of the first decision; the term runs from here
 * @param termEnd when the term that the charter gave at issue is over; evidence can go stale
 *     earlier
 * @param remedies deadline per open requirement ({@code rulebook/requirement}); a later decision
 *     never restarts one
 * @param scope the areas that it covers; {@code general} when the system names none
 * @param history every status that it has had, with its causing entry
 */
public record CertificateState(
    String id,
    Hash request,
    String system,
    String version,
    Status status,
    long index,
    Instant issuedAt,
    Instant termEnd,
    Instant validUntil,
    SortedMap<String, Instant> remedies,
    SortedSet<String> scope,
    PVector<Step> history) {
  public CertificateState {
    remedies = Collections.unmodifiableSortedMap(new TreeMap<>(remedies));
    scope = Collections.unmodifiableSortedSet(new TreeSet<>(scope));
  }

  /** A status and the one entry that brought it about. */
  public record Step(long index, Status status) {}

  /** Where a certificate stands, from the best on. */
  public enum Status {
    ACTIVE,
    CONDITIONAL,
    SUSPENDED,
    REFUSED,
    EXPIRED,
    SURRENDERED,
    REVOKED;

    /** Can still change. */
    public boolean live() {
      return switch (this) {
        case ACTIVE, CONDITIONAL, SUSPENDED -> true;
        case REFUSED, EXPIRED, SURRENDERED, REVOKED -> false;
      };
    }

    /** Can be relied on. */
    public boolean valid() {
      return this == ACTIVE || this == CONDITIONAL;
    }
  }

  /**
   * What it was just after entry {@code at}: empty before it came into being. Another question than
   * whether it is honoured now.
   */
  public Optional<Status> statusAt(long at) {
    Optional<Status> status = Optional.empty();
    for (Step step : history) {
      if (step.index() <= at) {
        status = Optional.of(step.status());
      }
    }
    return status;
  }

  /** Whether it could be relied on just after entry {@code at}. */
  public boolean validAt(long at) {
    return statusAt(at).map(Status::valid).orElse(false);
  }

  /** Whether it can be relied on at {@code now}, the time of the latest clock. */
  public boolean honoured(Instant now) {
    return status.valid() && now.isBefore(validUntil);
  }

  /** The same with another status since entry {@code since}. */
  public CertificateState withStatus(Status next, long since) {
    return new CertificateState(
        id,
        request,
        system,
        version,
        next,
        index,
        issuedAt,
        termEnd,
        validUntil,
        remedies,
        scope,
        step(history, next, since));
  }

  /** {@code history} and, if it is news, {@code next}; two of one entry become one. */
  public static PVector<Step> step(PVector<Step> history, Status next, long since) {
    if (!history.isEmpty() && history.get(history.size() - 1).status() == next) {
      return history;
    }
    PVector<Step> earlier = history;
    if (!history.isEmpty() && history.get(history.size() - 1).index() == since) {
      earlier = history.minus(history.size() - 1);
      if (!earlier.isEmpty() && earlier.get(earlier.size() - 1).status() == next) {
        return earlier;
      }
    }
    return earlier.plus(new Step(since, next));
  }

  /** No history yet. */
  public static PVector<Step> none() {
    return TreePVector.empty();
  }
}
