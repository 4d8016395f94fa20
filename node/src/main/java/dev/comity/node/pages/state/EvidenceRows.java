package dev.comity.node.pages.state;

import dev.comity.core.Measurement;
import dev.comity.governance.state.EvidenceState;
import dev.comity.governance.state.SystemState;
import dev.comity.node.pages.SystemPage;
import dev.comity.node.pages.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Shows the evidence about a system's current version, newest first. */
final class EvidenceRows {
  private final Place place;
  private final Text t;

  EvidenceRows(Place place) {
    this.place = place;
    this.t = place.text();
  }

  List<SystemPage.EvidenceRow> of(SystemState system) {
    return system.evidence().stream()
        .map(place.state()::evidence)
        .sorted((a, b) -> Long.compare(b.index(), a.index()))
        .map(this::row)
        .toList();
  }

  private SystemPage.EvidenceRow row(EvidenceState item) {
    var measured = item.body().measured();
    return new SystemPage.EvidenceRow(
        place.entry(item.index(), item.at()),
        place.party(item.issuer()),
        item.independence().text(),
        measured.questions(),
        measured.samples(),
        measured.method(),
        measured.metrics().entrySet().stream().map(m -> line(m.getKey(), m.getValue())).toList(),
        measured.facts().entrySet().stream()
            .map(fact -> new SystemPage.FactLine(fact.getKey(), fact.getValue()))
            .toList(),
        item.attestations().stream().map(this::attestation).toList(),
        item.body().raw().stream()
            .map(f -> new SystemPage.RawFile(f.name(), f.sha256().hex(), Numbers.bytes(f.size())))
            .toList());
  }

  /** An exact count has no interval. */
  private SystemPage.MetricLine line(String id, Measurement m) {
    boolean exact = m.level().compareTo(BigDecimal.ONE) == 0 && m.lower().compareTo(m.upper()) == 0;
    return new SystemPage.MetricLine(
        id,
        Numbers.plain(m.value()),
        exact ? t.of("evidence.exact") : Numbers.interval(m),
        exact ? "" : Numbers.percent(t, m.level()),
        m.n());
  }

  private SystemPage.Attestation attestation(EvidenceState.Attestation attestation) {
    return new SystemPage.Attestation(
        place.party(attestation.assessor()),
        attestation.basis().name().toLowerCase(Locale.ROOT),
        place.entry(attestation.index()));
  }
}
