package dev.comity.governance.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.governance.invariants.InvariantsCampaign.Totals;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A million random statements break no invariant, and every mistake kept here breaks one. */
class InvariantsTest {
  private static final long STATEMENTS = 1_000_000;

  /** As many walks at once as this; each is told by its own seed. */
  private static final int PARTS = 8;

  @Test
  void aMillionStatements_breakNothing() {
    List<Totals> parts =
        LongStream.rangeClosed(1, PARTS)
            .parallel()
            .mapToObj(seed -> InvariantsCampaign.run(STATEMENTS / PARTS, seed, Constitution.REAL))
            .toList();
    assertThat(parts.stream().mapToLong(Totals::violations).sum()).isZero();
    assertThat(parts.stream().mapToLong(Totals::statements).sum())
        .isGreaterThanOrEqualTo(STATEMENTS);
    reachWhatMatters(parts);
  }

  /** Walks that go nowhere would keep every invariant. */
  private static void reachWhatMatters(List<Totals> parts) {
    Map<String, Long> seen = new TreeMap<>();
    parts.forEach(part -> part.seen().forEach((what, times) -> seen.merge(what, times, Long::sum)));
    assertThat(seen)
        .containsKeys("ProposalExecuted", "ProposalStale", "ProposalDefeated", "ProposalVetoed")
        .containsKeys("ProposalRestored", "VoteExtended", "RecoveryInvoked", "CharterAmended")
        .containsKeys("RulebookAdopted", "RulebookRetired", "RulebookPromulgated")
        .containsKeys("EmergencyLapsed", "EmergencyRenewed", "MemberExpelled", "RoleExpired")
        .containsKeys("SanctionNoticed", "SanctionImposed", "SanctionFinal", "SanctionLifted")
        .containsKeys("SanctionCured", "PanelDrawn", "CaseDecided", "CaseLapsed")
        .containsKeys("EvidenceStruck", "ConcernMoved", "ClockMissed", "CommitmentSettled")
        .containsKeys("ForecastResolved", "ForeignDecisionImported", "RecognitionExpired")
        .containsKeys("KeyRotated", "KeyCompromised", "BallotVoided", "RemedyMissed")
        .containsKeys("refused not-elector", "refused content-differs", "refused own-office")
        .containsKeys("refused emergency-spent", "refused key-retired", "refused duplicate");
  }

  @ParameterizedTest
  @EnumSource
  void everyMutant_isNoticed(Mutant mutant) {
    Totals totals = InvariantsCampaign.search(200_000, 1, mutant);
    assertThat(totals.violations()).as(mutant.text()).isPositive();
  }

  @Test
  void aViolation_isToldAsAShortStory() {
    Play play = InvariantsCampaign.firstBroken(200_000, 1, Mutant.EMERGENCIES_STAY).orElseThrow();
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
