package dev.comity.governance.statement;

import dev.comity.core.Hash;
import dev.comity.rules.Bilingual;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Promises, troubles and answers; concern and response themselves stand in {@link Body}. */
public sealed interface Loop extends Body {
  /** Something happened with a system. Severity 1 to 6. */
  record Incident(String system, int severity, Instant happenedAt, String text) implements Loop {}

  /** A step after the answer to a concern. */
  record Remediation(Hash concern, Step step, String text, List<Hash> evidence) implements Loop {
    public Remediation {
      evidence = List.copyOf(evidence);
    }
  }

  /** Which step. */
  enum Step {
    /** By the provider. */
    DONE,
    /** By who raised the concern, or an assessor. */
    VERIFIED,
    REJECTED
  }

  /**
   * Challenges an answer, a sanction, a ruling, a veto or a piece of evidence.
   *
   * @param subject the concern, sanction, case, proposal or evidence
   */
  record Contest(Hash subject, String text) implements Loop {}

  /** One panelist's vote in a case. */
  record Ruling(
      Hash subject, Verdict verdict, List<String> cut, boolean conflictOfInterest, String text)
      implements Loop {
    public Ruling {
      cut = List.copyOf(cut);
    }
  }

  /** What a panelist holds of what is contested. */
  enum Verdict {
    UPHELD,
    OVERTURNED
  }

  /** Publishes a document about a system by its digest. */
  record Disclosure(String system, Bilingual title, String topic, Hash sha256) implements Loop {}

  /**
   * A public pledge: by {@code due}, evidence that satisfies {@code test} is in the log.
   *
   * @param test of a fact, or of a metric's unfavourable end
   */
  record Commitment(String system, Bilingual text, Instant due, Test test) implements Loop {}

  /** What evidence keeps a commitment. */
  sealed interface Test {
    /** The signed fact is true. */
    record Fact(String fact) implements Test {}

    /** The whole interval is at most (or at least) the bound. */
    record Metric(String metric, boolean atMost, BigDecimal bound) implements Test {}
  }

  /** Says that a sanction's cause is gone, and rests that on evidence. */
  record Cure(Hash sanction, List<Hash> evidence, String text) implements Loop {
    public Cure {
      evidence = List.copyOf(evidence);
    }
  }

  /** Gives a certificate back. */
  record Surrender(String system, String text) implements Loop {}
}
