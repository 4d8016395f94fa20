package dev.comity.governance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.governance.record.CommunityFacts.Contest;
import dev.comity.governance.record.CommunityFacts.UnderCertificate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommunityRecordTest {
  private static UnderCertificate stood(long days, boolean suspended) {
    return new UnderCertificate.Stood(new ResponseTimes.Case(Duration.ofDays(days), suspended));
  }

  @Test
  void everything_isCounted() {
    CommunityRecord town =
        TrackRecord.community(
            new CommunityFacts(
                "town.example",
                List.of(new ResponseTimes.Case(Duration.ofDays(3), true)),
                Map.of("ACTIVE", 4, "SUSPENDED", 1),
                9,
                List.of(Contest.UPHELD, Contest.OVERTURNED, Contest.UPHELD, Contest.PENDING),
                List.of(
                    stood(1, true),
                    stood(5, true),
                    stood(20, false),
                    new UnderCertificate.DidNotStand())));

    assertThat(town.responses().median()).contains(Duration.ofDays(3));
    assertThat(town.certificates()).isEqualTo(Map.of("ACTIVE", 4, "SUSPENDED", 1));
    assertThat(town.decisions()).isEqualTo(9);
    assertThat(town.contested()).isEqualTo(4);
    assertThat(town.overturned()).isEqualTo(1);
    assertThat(town.pending()).isEqualTo(1);
    assertThat(town.overturnedShare()).contains(new BigDecimal("0.333333"));
    assertThat(town.incidents()).isEqualTo(4);
    assertThat(town.incidentsUnderCertificate()).isEqualTo(3);
    assertThat(town.suspensions().answered()).isEqualTo(2);
    assertThat(town.suspensions().open()).isEqualTo(1);
    assertThat(town.suspensions().median()).contains(Duration.ofDays(5));
  }

  @Test
  void nothingYet_hasNoShares() {
    CommunityRecord town =
        TrackRecord.community(
            new CommunityFacts(
                "town", List.of(), Map.of(), 1, List.of(Contest.PENDING), List.of()));

    assertThat(town.overturnedShare()).isEmpty();
    assertThat(town.suspensions().cases()).isZero();
  }

  @Test
  void malformedFacts_areRefused() {
    assertThatThrownBy(
            () ->
                new CommunityFacts(
                    "t", List.of(), Map.of(), 0, List.of(Contest.PENDING), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 decisions were contested of 0");
    assertThatThrownBy(
            () -> new CommunityFacts("t", List.of(), Map.of("ACTIVE", -1), 0, List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 or more");
  }
}
