package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultCampaignTest {
  private static final int FAULTS = 2_000;

  /** Far more than any carelessness needs to show. */
  private static final int CARELESS_FAULTS = 1_000;

  @Test
  void run_overThousandsOfFaults_losesAndForksNothing() {
    long seed = System.nanoTime();
    System.out.println("FaultCampaignTest seed " + seed);
    FaultCampaign.Totals totals = FaultCampaign.run(FAULTS, seed, Carelessness.NONE);
    assertThat(totals.faults()).isGreaterThanOrEqualTo(FAULTS);
    assertThat(totals.acknowledged()).isGreaterThan(FAULTS);
    assertThat(totals.isSound()).as("seed %d: %s", seed, totals).isTrue();
  }

  /** A campaign that could not fail would prove nothing. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void run_ofACarelessLog_notices(Carelessness how) {
    assertThat(FaultCampaign.run(CARELESS_FAULTS, 1, how).isSound()).isFalse();
  }

  @Test
  void run_withTheSameSeed_meetsTheSameFaults() {
    for (int number = 0; number < 5; number++) {
      FaultCase.Result once = new FaultCase(7, number, Carelessness.NONE).run();
      assertThat(new FaultCase(7, number, Carelessness.NONE).run()).isEqualTo(once);
    }
  }
}
