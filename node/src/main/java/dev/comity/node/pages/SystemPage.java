package dev.comity.node.pages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One system in one community: status, reasons, what would change it, proof.
 *
 * @param standing where it stands, and since which entry
 * @param failure how it fails, if somebody measured that
 * @param elsewhere its standing in the other communities of this node
 * @param commands command lines that check the passport
 */
public record SystemPage(
    Identity identity,
    Standing standing,
    List<Findings> findings,
    List<EvidenceRow> evidence,
    Optional<Failure> failure,
    List<ConcernRow> concerns,
    List<HistoryLine> history,
    List<Verdict> elsewhere,
    List<String> commands)
    implements Page {
  public SystemPage {
    findings = List.copyOf(findings);
    evidence = List.copyOf(evidence);
    concerns = List.copyOf(concerns);
    history = List.copyOf(history);
    elsewhere = List.copyOf(elsewhere);
    commands = List.copyOf(commands);
  }

  /** What the system is. */
  public record Identity(
      String slug,
      String community,
      boolean demonstration,
      String id,
      String name,
      String version,
      String provider,
      Optional<String> note,
      EntryRef registered,
      List<Fact> card) {
    public Identity {
      card = List.copyOf(card);
    }
  }

  /** One line of the system card: the key of its name, and what the provider declared. */
  public record Fact(String key, String value) {}

  /**
   * Status of the certificate, or of the request where there is none.
   *
   * @param decided the entry of the decision; empty before the first
   * @param passport a passport can be downloaded
   */
  public record Standing(
      Badge status,
      Optional<EntryRef> decided,
      int rulebooks,
      Optional<Certificate> certificate,
      boolean due,
      boolean passport) {}

  /** The certificate's term. */
  public record Certificate(String id, Instant issuedAt, Instant validUntil) {}

  /** All findings of one rulebook; {@code counted} is false for a trial. */
  public record Findings(
      String rulebook,
      String version,
      String title,
      String href,
      Badge standing,
      boolean counted,
      boolean floor,
      List<Finding> open,
      List<Finding> satisfied,
      List<Finding> notApplicable) {
    public Findings {
      open = List.copyOf(open);
      satisfied = List.copyOf(satisfied);
      notApplicable = List.copyOf(notApplicable);
    }

    public int total() {
      return open.size() + satisfied.size() + notApplicable.size();
    }
  }

  /**
   * One requirement, decided.
   *
   * @param expression the check with its values filled in
   * @param change what would change the status
   * @param remedyBy end of the remedy period
   */
  public record Finding(
      String id,
      String href,
      Badge status,
      String modality,
      String text,
      Optional<String> expression,
      String reason,
      List<EntryRef> evidence,
      List<String> change,
      int severity,
      Optional<Instant> remedyBy) {
    public Finding {
      evidence = List.copyOf(evidence);
      change = List.copyOf(change);
    }
  }

  /** How it fails: the plot, the same as sentences, and the entry of the measurement. */
  public record Failure(IncoherencePlot plot, List<String> figures, EntryRef entry) {
    public Failure {
      figures = List.copyOf(figures);
    }
  }

  /** Evidence: what, how much, by whom, how independent. */
  public record EvidenceRow(
      EntryRef entry,
      String issuer,
      String independence,
      Optional<Long> questions,
      Optional<Long> samples,
      Optional<String> method,
      List<MetricLine> metrics,
      List<FactLine> facts,
      List<Attestation> attestations,
      List<RawFile> raw) {
    public EvidenceRow {
      metrics = List.copyOf(metrics);
      facts = List.copyOf(facts);
      attestations = List.copyOf(attestations);
      raw = List.copyOf(raw);
    }
  }

  /** A measurement as text, with its interval and level. */
  public record MetricLine(String id, String value, String interval, String level, long n) {}

  /** A fact that a named party signed. */
  public record FactLine(String id, boolean value) {}

  /** A counter-signature; {@code basis} is reviewed or reproduced. */
  public record Attestation(String assessor, String basis, EntryRef entry) {}

  /** A file that the measurements come from, which stays out of the log. */
  public record RawFile(String name, String sha256, String size) {}

  /** Something that happened. */
  public record HistoryLine(EntryRef entry, String text) {}
}
