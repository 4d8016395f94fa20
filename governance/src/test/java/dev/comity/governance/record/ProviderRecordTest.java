package dev.comity.governance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.governance.record.ProviderFacts.Commitment;
import dev.comity.governance.record.ProviderFacts.Concern;
import dev.comity.governance.record.ProviderFacts.ConcernOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderRecordTest {
  private static ProviderFacts promises(
      String provider, String controller, int kept, int late, int broken, int open) {
    List<Commitment> commitments = new ArrayList<>(Collections.nCopies(kept, Commitment.KEPT));
    commitments.addAll(Collections.nCopies(late, Commitment.LATE));
    commitments.addAll(Collections.nCopies(broken, Commitment.BROKEN));
    commitments.addAll(Collections.nCopies(open, Commitment.OPEN));
    return new ProviderFacts(provider, controller, List.of(), List.of(), commitments, 0, List.of());
  }

  private static ProviderRecord among(ProviderFacts facts, ProviderFacts... others) {
    List<ProviderFacts> all = new ArrayList<>(List.of(others));
    all.add(facts);
    return TrackRecord.providers(all).get(facts.provider());
  }

  @Test
  void everything_isCounted() {
    Instant at = Instant.parse("2026-03-01T00:00:00Z");
    ProviderFacts facts =
        new ProviderFacts(
            "acme",
            "acme",
            List.of(new Incident("a", 2, at), new Incident("b", 5, at), new Incident("a", 5, at)),
            List.of(
                new Concern(ConcernOutcome.VERIFIED, answered(2)),
                new Concern(ConcernOutcome.REFUSED, answered(4)),
                new Concern(ConcernOutcome.OPEN, new ResponseTimes.Case(Duration.ofDays(9), false)),
                new Concern(ConcernOutcome.REFUSED, answered(6))),
            List.of(Commitment.KEPT, Commitment.OPEN),
            3,
            List.of(1, 2, 1));

    ProviderRecord acme = among(facts);

    assertThat(acme.incidents()).isEqualTo(Map.of(2, 1, 5, 2));
    assertThat(acme.concerns())
        .isEqualTo(
            Map.of(ConcernOutcome.OPEN, 1, ConcernOutcome.REFUSED, 2, ConcernOutcome.VERIFIED, 1));
    assertThat(acme.responses().median()).contains(Duration.ofDays(4));
    assertThat(acme.responses().open()).isEqualTo(1);
    assertThat(acme.missedClocks()).isEqualTo(3);
    assertThat(acme.commitments()).isEqualTo(Map.of(Commitment.KEPT, 1, Commitment.OPEN, 1));
    assertThat(acme.sanctions()).isEqualTo(Map.of(1, 2, 2, 1));
  }

  private static ResponseTimes.Case answered(long days) {
    return new ResponseTimes.Case(Duration.ofDays(days), true);
  }

  @Test
  void keptRate_countsLateAsNotKeptAndOpenNotAtAll() {
    ProviderRecord acme = among(promises("acme", "acme", 3, 1, 2, 40));

    assertThat(acme.keptRate()).contains(new BigDecimal("0.500000"));
  }

  @Test
  void shrunkKeptRate_leansOnTheOthers() {
    ProviderFacts reliable = promises("town", "town", 19, 0, 0, 0);
    ProviderFacts fresh = promises("fresh", "fresh", 0, 0, 0, 5);
    ProviderFacts perfect = promises("perfect", "perfect", 1, 0, 0, 0);

    // the others keep (19 + 1/2) / (19 + 1)
    assertThat(among(fresh, reliable).shrunkKeptRate()).isEqualTo(new BigDecimal("0.975000"));
    assertThat(among(fresh, reliable).keptRate()).isEmpty();
    // (1 + 10 · 39/40) / 11
    assertThat(among(perfect, reliable).shrunkKeptRate()).isEqualTo(new BigDecimal("0.977273"));
  }

  @Test
  void tooFewOthers_leanOnAHalf() {
    ProviderFacts few = promises("few", "few", 9, 0, 0, 0);

    assertThat(among(promises("acme", "acme", 1, 0, 0, 0), few).shrunkKeptRate())
        .isEqualTo(new BigDecimal("0.545455"));
  }

  @Test
  void othersUnderTheSameControl_doNotCount() {
    ProviderFacts twin = promises("twin", "acme", 100, 0, 0, 0);

    assertThat(among(promises("acme", "acme", 0, 0, 1, 0), twin).shrunkKeptRate())
        .isEqualTo(new BigDecimal("0.454545"));
  }

  /** One kept promise does not overtake a long record. */
  @Test
  void shortPerfectRecord_ranksBelowALongGoodOne() {
    ProviderFacts others = promises("others", "others", 12, 4, 4, 0);
    ProviderFacts once = promises("once", "once", 1, 0, 0, 0);
    ProviderFacts long40 = promises("long", "long", 39, 1, 0, 0);

    assertThat(among(once, others, long40).shrunkKeptRate())
        .isLessThan(among(long40, others, once).shrunkKeptRate());
  }

  @Test
  void malformedFacts_areRefused() {
    ProviderFacts acme = promises("acme", "acme", 1, 0, 0, 0);
    assertThatThrownBy(() -> TrackRecord.providers(List.of(acme, acme)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("listed twice");
    assertThatThrownBy(
            () -> new ProviderFacts("a", "a", List.of(), List.of(), List.of(), 0, List.of(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 6, not 7");
    assertThatThrownBy(
            () -> new ProviderFacts("a", "a", List.of(), List.of(), List.of(), -1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 or more");
  }
}
