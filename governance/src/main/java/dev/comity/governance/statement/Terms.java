package dev.comity.governance.statement;

import dev.comity.core.Hash;
import dev.comity.core.crypto.VerificationKey;
import java.math.BigInteger;
import java.time.Period;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parts of a charter, each with defaults that a small community can live with. */
public final class Terms {
  /** The roles that a charter or a vote may grant. */
  public static final List<String> ROLES =
      List.of("assessor", "authority", "emergency", "guardian", "member", "panel", "publisher");

  /** Roles that always expire and must be granted again. */
  public static final List<String> SPECIAL_ROLES = List.of("emergency", "guardian");

  private Terms() {}

  /** A fraction, exact. Throws {@link IllegalArgumentException} unless 0 ≤ n ≤ d and d > 0. */
  public record Fraction(long n, long d) {
    public Fraction {
      if (n < 0 || d < 1 || n > d) {
        throw new IllegalArgumentException("expected a fraction from 0 to 1, found " + n + "/" + d);
      }
    }

    /**
     * {@code part ≥ this · whole}, or {@code >} when {@code strict}; a whole of 0 never reaches.
     */
    public boolean reached(long part, long whole, boolean strict) {
      if (whole <= 0) {
        return false;
      }
      int order =
          BigInteger.valueOf(part)
              .multiply(BigInteger.valueOf(d))
              .compareTo(BigInteger.valueOf(whole).multiply(BigInteger.valueOf(n)));
      return strict ? order > 0 : order >= 0;
    }

    /** The least part of {@code whole} that reaches this. */
    public long least(long whole) {
      return BigInteger.valueOf(whole)
          .multiply(BigInteger.valueOf(n))
          .add(BigInteger.valueOf(d - 1))
          .divide(BigInteger.valueOf(d))
          .longValueExact();
    }

    @Override
    public String toString() {
      return n + "/" + d;
    }
  }

  /** What an application says of whoever comes later. */
  public record Founder(Optional<String> memberClass, Optional<String> controller) {}

  /** What a threshold is a share of. */
  public enum Base {
    ELECTORATE,
    CAST,
    FOR_AND_AGAINST
  }

  /** How much of what must say yes. */
  public record Threshold(boolean strict, Fraction share, Base base) {
    @Override
    public String toString() {
      return (strict ? "> " : ">= ")
          + share
          + " of "
          + base.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** Who decides something: the holders of a role alone, or a vote. */
  public sealed interface Power {
    /** Each holder of the role alone. */
    record ByRole(String role) implements Power {}

    /** The members, by this threshold. */
    record ByVote(Threshold threshold) implements Power {}
  }

  /** What can be decided. */
  public enum Kind {
    AMEND_CHARTER,
    PARENTS,
    ADOPT_RULEBOOK,
    ADMIT,
    GRANT,
    EXPEL,
    RECOGNISE,
    EMERGENCY;

    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Who belongs.
   *
   * @param open an application admits at once
   * @param maturity how long a member waits for its first vote; nothing in the community's own
   *     first {@code maturity}
   * @param dormancy after which silence a member no longer counts in new electorates
   * @param classes weight of a member by its class; a member without class weighs 1
   * @param controllerCap the most that members of one controller weigh together
   * @param founders class and controller of those who are members from the first
   * @param specialTerm how long guardians and emergency officers hold their role
   */
  public record Membership(
      boolean open,
      Period maturity,
      Optional<Period> dormancy,
      SortedMap<String, Long> classes,
      Optional<Long> controllerCap,
      Period specialTerm,
      SortedMap<String, Founder> founders) {
    public Membership {
      classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
      founders = Collections.unmodifiableSortedMap(new TreeMap<>(founders));
    }

    public long weight(Optional<String> memberClass) {
      return memberClass.map(name -> classes.getOrDefault(name, 1L)).orElse(1L);
    }
  }

  /**
   * How the members decide.
   *
   * @param notice between opening and the first ballot
   * @param late a quorum that is reached only this shortly before the end extends the vote once
   * @param execution how long after its date an execution may still happen
   * @param quorum share of the electorate that must have cast, and with {@code powers} the
   *     thresholds
   */
  public record Deliberation(
      Period notice,
      Period voting,
      Period late,
      Period extension,
      Period delay,
      Period execution,
      Fraction quorum,
      SortedMap<String, Power> powers) {
    public Deliberation {
      powers = Collections.unmodifiableSortedMap(new TreeMap<>(powers));
    }

    public Power power(Kind kind) {
      Power power = powers.get(kind.text());
      if (power == null) {
        throw new IllegalStateException("a charter decides about " + kind.text());
      }
      return power;
    }
  }

  /** The clocks of the public loop beside the response window; absent: no clock runs. */
  public record Loop(
      Optional<Period> acknowledge,
      Optional<Period> assess,
      Optional<Period> remediate,
      Optional<Period> verify) {}

  /**
   * Sanctions and appeals.
   *
   * @param grace how long a certificate stays conditional when a rule is tightened under it; empty:
   *     it is suspended at once
   * @param reply what the accused has before a panel sits
   * @param ruling how long a panel has
   * @param appeal how long a ruling can be appealed
   * @param panel seats, odd
   */
  public record Sanctions(
      Optional<Period> grace, Period reply, Period ruling, Period appeal, long panel) {}

  /**
   * Keys.
   *
   * @param finality how far back a compromised key's statements are taken out again
   * @param recovery the time lock of a recovery
   * @param approvals how many guardians must ask for the same recovery
   */
  public record Keys(Period finality, Period recovery, long approvals) {}

  /**
   * What whoever attests evidence is asked: how probable an incident of at least {@code severity}
   * with the system is within {@code horizon}.
   */
  public record Forecasts(int severity, Period horizon) {}

  /** The log that a community left, and where. */
  public record Fork(String log, VerificationKey logKey, long index, Hash root) {}
}
