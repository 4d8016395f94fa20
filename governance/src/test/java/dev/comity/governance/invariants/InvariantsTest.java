package dev.comity.governance.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.governance.invariants.InvariantsCampaign.Totals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random statements break no invariant, and every mistake kept here breaks one. */
class InvariantsTest {
  /** {@code -Dcomity.statements=N} for more; the repository's checks try a million. */
  private static final long STATEMENTS = Long.getLong("comity.statements", 60_000);

  @Test
  void randomStatements_breakNothing() {
    Totals totals = InvariantsCampaign.run(STATEMENTS, 1, Constitution.REAL);
    assertThat(totals.violations()).isZero();
    assertThat(totals.statements()).isGreaterThanOrEqualTo(STATEMENTS);
    reachWhatMatters(totals.seen());
  }

  /** Walks that go nowhere would keep every invariant. */
  private static void reachWhatMatters(Map<String, Long> seen) {
    assertThat(seen)
        .containsKeys("ProposalExecuted", "ProposalStale", "ProposalDefeated")
        .containsKeys("VoteExtended", "CharterAmended")
        .containsKeys("RulebookAdopted", "RulebookRetired", "RulebookPromulgated")
        .containsKeys("EmergencyLapsed", "RoleExpired")
        .containsKeys("SanctionNoticed", "SanctionImposed", "SanctionFinal", "SanctionLifted")
        .containsKeys("SanctionCured", "PanelDrawn", "CaseDecided", "CaseLapsed")
        .containsKeys("EvidenceStruck", "ConcernMoved", "ClockMissed", "CommitmentSettled")
        .containsKeys("ForecastResolved", "ForeignDecisionImported", "RecognitionExpired")
        .containsKeys("KeyRotated", "KeyCompromised", "RemedyMissed")
        .containsKeys("refused not-elector", "refused content-differs")
        .containsKeys("refused emergency-spent");
  }

  @ParameterizedTest
  @EnumSource
  void everyMutant_isNoticed(Mutant mutant) {
    Totals totals = InvariantsCampaign.search(200_000, 1, mutant);
    assertThat(totals.violations()).as(mutant.text()).isPositive();
  }

  @Test
  void aViolation_isToldAsAShortStory() {
    Play play = InvariantsCampaign.firstBroken(100, 1, Mutant.EMERGENCIES_STAY).orElseThrow();
    List<String> story = play.story().lines().toList();
    assertThat(story.getFirst()).startsWith("broken: 10: the emergency about");
    // Policy, clock, charter, the office holder, and what it takes.
    assertThat(story).hasSizeLessThan(15).anyMatch(line -> line.contains(": emergency Emergency["));
  }

  /** Walks of one seed are the same on every machine. */
  @Test
  void aSeed_givesTheSameWalk() {
    Play one = Play.of(Constitution.REAL, 42, 200);
    Play other = Play.of(Constitution.REAL, 42, 200);
    assertThat(one.state().digest()).isEqualTo(other.state().digest());
    assertThat(one.refused()).isEqualTo(other.refused());
  }
}
